/** How much a line matters, the least first. */
const levels = ['info', 'warn', 'error'] as const;
export type LogLevel = (typeof levels)[number];

/** What a line bears beside its message; errors are written with their stack and cause. */
export type LogKeys = Readonly<Record<string, unknown>>;

/** A log of lines of JSON, in the form that the alarms and the runbook filter by. */
export type Log = {
  info: (message: string, keys?: LogKeys) => void;
  warn: (message: string, keys?: LogKeys) => void;
  error: (message: string, keys?: LogKeys) => void;
  /** What every line bears from now on, in place of what was given before: the caller of a request, say. */
  setKeys: (keys: LogKeys) => void;
};

/** What a log is made of: who writes, what is passed over, when and in which trace it is, and where lines go. */
export type LogOptions = {
  service: string;
  /** Lines below this level are passed over; `silent`: all. */
  level: LogLevel | 'silent';
  /** The time, as ISO 8601. */
  now: () => string;
  /** The X-Ray trace of the invocation, if there is one. */
  traceId: () => string | undefined;
  write: (level: LogLevel, line: string) => void;
};

/** The level that a text names, in letters of either case; `info` for any other. */
export function levelOf(text: string | undefined): LogLevel | 'silent' {
  const name = text?.toLowerCase();
  return name === 'silent' ? name : (levels.find((level) => level === name) ?? 'info');
}

/** A log whose lines are one JSON object each. */
export function createLog({ service, level: least, now, traceId, write }: LogOptions): Log {
  let kept: LogKeys = {};
  const from = least === 'silent' ? levels.length : levels.indexOf(least);
  const at =
    (level: LogLevel) =>
    (message: string, keys: LogKeys = {}) => {
      if (levels.indexOf(level) < from) return;
      const own = {
        level: level.toUpperCase(),
        message,
        timestamp: now(),
        service,
        xray_trace_id: traceId(),
      };
      // Twice: they come first in the line, and no key can take their place.
      write(level, jsonOf({ ...own, ...kept, ...keys, ...own }));
    };
  return {
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    setKeys: (keys) => {
      kept = keys;
    },
  };
}

/** Longest text of a line, in characters: an error may bear what somebody wrote, whole. */
const LONGEST_TEXT = 4_000;

/**
 * JSON of anything: a log must not fail on what it tells of. An object that comes again is left out, and long texts are
 * cut.
 */
function jsonOf(line: object): string {
  const met = new WeakSet<object>();
  return JSON.stringify(line, (_, value: unknown) => {
    if (typeof value === 'string' && value.length > LONGEST_TEXT) return `${value.slice(0, LONGEST_TEXT)}…`;
    if (typeof value === 'bigint') return String(value);
    if (typeof value !== 'object' || value === null) return value;
    if (met.has(value)) return undefined;
    met.add(value);
    return value instanceof Error ? fieldsOf(value) : value;
  });
}

/** An error's name, message and stack, which JSON would pass over, its cause, and what it bears beside them. */
function fieldsOf(error: Error): object {
  const { name, message, stack, cause, ...others } = error;
  return { name, message, stack, cause, ...others };
}
