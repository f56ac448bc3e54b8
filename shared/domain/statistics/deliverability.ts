import type { SequenceId, StepId } from '../kernel/ids.ts';
import { channels } from '../channels/channels.ts';
import type { Activity } from '../activity/activity.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { utc } from '../time/utc.ts';
import { localDate, plusDays } from '../time/zones.ts';
import type { Counter, StepStatistics } from './statistics.ts';

/** What a day of mails counts. */
export const mailCounters = [
  'sent',
  'delivered',
  'bounced',
  'complained',
] as const satisfies readonly Counter[];
export type MailCounter = (typeof mailCounters)[number];

/** Under what the days of a month are counted, beside sequences: no sequence has such an id. Its steps are the days, in UTC. */
export function mailsOfMonth(date: LocalDate): string {
  return `@mails-${date.slice(0, '2027-03'.length)}`;
}

/** What an activity adds to the mails of its day, in UTC (F15). */
export function mailCountsOf({
  at,
  events,
}: Activity): { sequenceId: SequenceId; step: StepId; counter: MailCounter }[] {
  const date = localDate(at, utc);
  return events.flatMap((event) => {
    const counter = mailCounterOf(event);
    return counter === undefined ? [] : [{ sequenceId: mailsOfMonth(date), step: date, counter }];
  });
}

function mailCounterOf(event: Activity['events'][number]): MailCounter | undefined {
  if (event.type === 'sent') {
    const { carrier, toUsers } = channels[event.channel];
    return carrier === 'mail' && !toUsers ? 'sent' : undefined;
  }
  // Final events of texts tell their price, those of mails have none.
  if (event.type === 'delivered') return event.priceUsd === undefined ? 'delivered' : undefined;
  if (event.type === 'bounced') return event.permanent ? 'bounced' : undefined;
  return event.type === 'complained' ? 'complained' : undefined;
}

/** Shares of what was sent beyond which providers look at an account, and stop it: those of SES and of large mailbox providers. */
export const limits = {
  complained: { watch: 0.001, bad: 0.003 },
  bounced: { watch: 0.05, bad: 0.1 },
} as const;

/** How a share stands against its limits. `few`: too little was sent to say anything. */
export type Verdict = 'good' | 'watch' | 'bad' | 'few';

/** Mails below which a share says nothing: one complaint of a hundred would be a catastrophe. */
const FEWEST = 100;

/** A share of what was sent, and how it stands; null: nothing was sent. */
export function rated(
  of: keyof typeof limits,
  counts: StepStatistics['counts'],
): { rate: number | null; verdict: Verdict } {
  const sent = counts.sent ?? 0;
  const rate = sent === 0 ? null : (counts[of] ?? 0) / sent;
  if (rate === null || sent < FEWEST) return { rate, verdict: 'few' };
  const { watch, bad } = limits[of];
  return { rate, verdict: rate >= bad ? 'bad' : rate >= watch ? 'watch' : 'good' };
}

/** The last days up to the present one, in UTC, the oldest first. */
export function lastDays(now: Instant, days: number): LocalDate[] {
  const today = localDate(now, utc);
  return Array.from({ length: days }, (_, index) => plusDays(today, index - days + 1));
}
