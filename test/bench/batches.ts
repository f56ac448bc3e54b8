import { eventStreams, functions } from '#functions/manifest.ts';
import { assumed } from './prices.ts';

/** How much is going on: users who send side by side at the default pacing; `full`: more than any batch holds. */
export type Load = { senders: number } | 'full';

/** Senders that such a number of mails a month takes at the default settings. */
export function sendersFor(mailsPerMonth: number): number {
  return Math.max(1, Math.round(mailsPerMonth / assumed.mailsPerDay / assumed.workingDays));
}

/**
 * Records that a call of a function gets, at least one.
 * @param perMail records of its stream or queue for each mail
 */
export function batchSizeOf(functionId: string, perMail: number, load: Load): number {
  const trigger = functions.find(({ id }) => id === functionId)?.trigger;
  if (trigger?.kind !== 'stream' && trigger?.kind !== 'queue')
    throw new Error(`${functionId} has no batches`);
  if (load === 'full') return trigger.batchSize;
  const perSecond = (load.senders / assumed.pacingSeconds) * perMail;
  const readers = trigger.kind === 'stream' ? assumed.shards : assumed.pollers;
  const gathered = 1 + (perSecond / readers) * (trigger.batchWindowSeconds ?? 0);
  return Math.min(trigger.batchSize, Math.max(1, Math.floor(gathered)));
}

/** Events that a file of deliveries has: what comes while it gathers, until it is full. */
export function eventsOfFile(load: Load): number {
  const { seconds, megabytes } = eventStreams['mail-events'];
  const most = Math.ceil((megabytes * 1_048_576) / assumed.eventBytes);
  if (load === 'full') return most;
  return Math.min(most, Math.floor(1 + (load.senders / assumed.pacingSeconds) * seconds));
}

/** Cuts records into batches of a size, each with some of all that there is: many lanes are at work at once. */
export function mixed<T>(records: readonly T[], size: number): T[][] {
  const batches: T[][] = Array.from({ length: Math.ceil(records.length / size) }, () => []);
  for (const [index, record] of records.entries()) batches[index % batches.length]?.push(record);
  return batches;
}
