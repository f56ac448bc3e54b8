import type { Counter, StepStatistics } from './statistics.ts';

type Counts = StepStatistics['counts'];

/** Rates of a step: null as long as nothing was sent, or nobody came to it (D9). */
export type StepRates = Record<Rated | 'skipped', number | null>;

type Rated = 'delivered' | 'opened' | 'clicked' | 'replied' | 'bounced' | 'unsubscribed';

/**
 * Rates of a step (D9): each of what was sent, so that they can be compared with each other; skipped, of all who came
 * to the step and left it behind.
 */
export function ratesOf(counts: Counts): StepRates {
  const sent = counts.sent ?? 0;
  const skipped = (counts.skipped ?? 0) + (counts.taskSkipped ?? 0);
  const done = sent + skipped + (counts.failed ?? 0) + (counts.taskCompleted ?? 0);
  const of = (counter: Rated) => rateOf(counts[counter] ?? 0, sent);
  return {
    delivered: of('delivered'),
    opened: of('opened'),
    clicked: of('clicked'),
    replied: of('replied'),
    bounced: of('bounced'),
    unsubscribed: of('unsubscribed'),
    skipped: rateOf(skipped, done),
  };
}

/** How a whole sequence does (D9). */
export type Summary = {
  active: number;
  finished: number;
  replyRate: { repliers: number; total: number; rate: number | null };
};

/**
 * Active: enrolled, and neither finished nor stopped. Reply rate: those who replied, each once however often, over
 * all whose sequence is over, finished or stopped, since a reply is what stops it (D9). In a sequence that goes on
 * after replies those who replied and are still under way count above the line before they do below; where they are
 * more than all who are through, no share can be told yet.
 */
export function summaryOf(counts: Counts): Summary {
  const count = (counter: Counter) => counts[counter] ?? 0;
  const total = count('finished') + count('stopped');
  const repliers = count('replied');
  return {
    active: Math.max(0, count('enrolled') - total),
    finished: count('finished'),
    replyRate: { repliers, total, rate: repliers > total ? null : rateOf(repliers, total) },
  };
}

/** To four places. */
function rateOf(count: number, of: number): number | null {
  return of === 0 ? null : Math.round((count / of) * 10_000) / 10_000;
}
