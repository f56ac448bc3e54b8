import FakeTimers from '@sinonjs/fake-timers';

/**
 * A moment as the services of this folder keep and tell it, and as the API does: `YYYY-MM-DDTHH:MM:SS.sssZ` in UTC, so
 * that texts compare as moments.
 */
export type InstantText = string;

/** What time it is for the whole process: handlers, SDK signatures and tokens all read `Date`. */
export type Clock = {
  readonly kind: 'real' | 'time-lapse';
  now(): InstantText;
  /** Jumps forward; going back or to the present is a no-operation. A real clock refuses. */
  advanceTo(instant: InstantText): void;
  /** Gives the process its real `Date` back. */
  restore(): void;
};

/** The clock on the wall. */
export function realClock(): Clock {
  return {
    kind: 'real',
    now: () => new Date().toISOString(),
    advanceTo: () => {
      throw new Error('The real clock cannot be advanced: start the system with a time-lapse clock.');
    },
    restore: () => undefined,
  };
}

/**
 * A clock that stands still between jumps. Replaces `Date` only: sockets and timers keep real time,
 * so that calls between processes go on while the imagined month passes.
 */
export function timeLapseClock(start: InstantText): Clock {
  const fake = FakeTimers.install({ now: Date.parse(start), toFake: ['Date'] });
  return {
    kind: 'time-lapse',
    now: () => new Date().toISOString(),
    advanceTo: (instant) => {
      const next = Date.parse(instant);
      if (next > Date.now()) fake.setSystemTime(next);
    },
    restore: () => fake.uninstall(),
  };
}

/** The instant `seconds` after another. */
export function later(instant: InstantText, seconds: number): InstantText {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}

/** The earliest of the given instants. */
export function earliest(instants: Iterable<InstantText | undefined>): InstantText | undefined {
  let first: InstantText | undefined;
  for (const instant of instants) {
    if (instant !== undefined && (first === undefined || instant < first)) first = instant;
  }
  return first;
}
