import type { Hold } from '../../domain/holds/hold.ts';
import type { Instant, LocalDate } from '../../domain/kernel/instant.ts';
import type { Caller } from '../../domain/people/access.ts';
import {
  lastDays,
  mailCounters,
  mailsOfMonth,
  type MailCounter,
} from '../../domain/statistics/deliverability.ts';
import type { Store } from '../../ports/store.ts';
import { listHolds } from '../holds/list-holds.ts';

/** What became of the mails of an organisation, and what is held. */
export type Deliverability = {
  days: { date: LocalDate; counts: Record<MailCounter, number> }[];
  total: Record<MailCounter, number>;
  holds: Hold[];
};

/** Mails by day over the last days, in UTC, and the holds in force (F15): one read for each month. */
export async function readDeliverability(
  { store }: { store: Pick<Store, 'statistics' | 'holds' | 'users'> },
  { caller, days, now }: { caller: Caller; days: number; now: Instant },
): Promise<Deliverability> {
  const dates = lastDays(now, days);
  const months = [...new Set(dates.map(mailsOfMonth))];
  const [counted, holds] = await Promise.all([
    Promise.all(months.map((month) => store.statistics.ofSequence(caller.organisation, month))),
    listHolds({ store }, { caller, now }),
  ]);
  const byDate = new Map(counted.flat().map(({ step, counts }) => [step, counts]));
  const told = dates.map((date) => {
    const counts = byDate.get(date) ?? {};
    return { date, counts: each((counter) => counts[counter] ?? 0) };
  });
  const total = each((counter) => told.reduce((sum, { counts }) => sum + counts[counter], 0));
  return { days: told, total, holds };
}

function each(count: (counter: MailCounter) => number): Record<MailCounter, number> {
  return Object.fromEntries(mailCounters.map((counter) => [counter, count(counter)])) as Record<
    MailCounter,
    number
  >;
}
