import type { Activity } from '#shared/domain/activity/activity.ts';
import { readMessageTags } from '#shared/domain/provider-events/message-tags.ts';
import { chunksOf } from '#shared/domain/kernel/in-chunks.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { hitId, type TrackingHit } from '#shared/domain/tracking/tracking-hit.ts';
import { ingestHit } from '#shared/use-cases/tracking/ingest-hit.ts';
import { recordHit } from '#shared/use-cases/tracking/record-hit.ts';
import { batchSizeOf, mixed, type Load } from './batches.ts';
import { billOf, functionLines, namesOf, tableLines, type Bill } from './bill.ts';
import { receiptLines, tellingActivities } from './intake-cost.ts';
import type { MeteredStore } from './metered-store.ts';
import type { MeteredRun } from './metered-run.ts';
import { prices } from './prices.ts';
import { countStatistics, followActivities } from './stream-consumers.ts';

/** What openings and clicks cost: one of each mail, every second one a click on one of three links. */
export async function visitCost(metered: MeteredStore, { w, sent }: MeteredRun, load: Load): Promise<Bill> {
  const hits = sent.flatMap(({ mail }, index): TrackingHit[] => {
    const tags = readMessageTags(
      Object.fromEntries(Object.entries(mail.tags).map(([name, tag]) => [name, [tag]])),
    );
    if (tags === undefined) return [];
    const { organisation, enrollment, step } = tags;
    const sentAt = w.clock.now();
    const at = plusMinutes(sentAt, 60);
    const link = { target: 'https://acme.example/offer', number: 0, of: 3 };
    const what = index % 2 === 0 ? { what: 'opened' as const } : { what: 'clicked' as const, link };
    const hit = { organisation, enrollment, step, sentAt, channel: 'mail' as const, at, ...what };
    return [{ ...hit, id: hitId(hit) }];
  });
  const activities: Activity[] = [];
  const store = tellingActivities(metered.store, activities);
  metered.read();
  const queue = { decideHit: () => Promise.resolve() };
  for (const hit of hits) await ingestHit({ store, queue }, hit);
  const taking = metered.read();
  const batches = mixed(hits, batchSizeOf('record-visits', 1, load));
  for (const hit of hits) await recordHit({ store, queue }, hit, plusMinutes(hit.at, 1));
  const recording = metered.read();
  const counted = mixed(activities, batchSizeOf('count-statistics', 1, load));
  return billOf(hits.length, [
    { what: 'requests of the API', count: hits.length, price: prices.apiRequest },
    { what: 'queue requests of visits, sending', count: hits.length, price: prices.queueRequest },
    ...functionLines('public', {
      invocations: hits.length,
      items: hits.length,
      calls: [...namesOf(taking), ...hits.map(() => 'queue.decideHit')],
    }),
    ...receiptLines('visits', batches, load),
    ...tableLines([...taking, ...recording]),
    ...functionLines('record-visits', {
      invocations: batches.length,
      items: hits.length,
      calls: namesOf(recording),
    }),
    ...(await countStatistics(metered, counted)),
    ...(await followActivities(metered, chunksOf(activities, batchSizeOf('follow-activities', 1, load)))),
  ]);
}
