import { readLogLevel, readTraceId } from '#shared/config/read-environment.ts';
import { createLog, levelOf } from './log.ts';

/** The log of a function. It bears ids only: no addresses, no bodies, no tokens. */
export const logger = createLog({
  service: 'relance',
  level: levelOf(readLogLevel()),
  now: () => new Date().toISOString(),
  traceId: readTraceId,
  // Past `console`, which Lambda would wrap each line in a line of its own by.
  write: (level, line) => {
    const stream = level === 'warn' || level === 'error' ? process.stderr : process.stdout;
    stream.write(`${line}\n`);
  },
});
