import type { Activity } from '#shared/domain/activity/activity.ts';
import { readMessageTags } from '#shared/domain/provider-events/message-tags.ts';
import type { ProviderEvent } from '#shared/domain/provider-events/provider-event.ts';
import type { Store } from '#shared/ports/store.ts';
import { ingestProviderEvent } from '#shared/use-cases/provider-events/ingest-provider-event.ts';
import { ORGANISATION } from '#test/support/world.ts';
import { batchSizeOf, mixed, type Load } from './batches.ts';
import { functionLines, namesOf, tableLines, type Line } from './bill.ts';
import type { MeteredStore } from './metered-store.ts';
import type { MeteredRun } from './metered-run.ts';
import { prices } from './prices.ts';

/** Takes in the delivery of each mail that was sent. Gives the new activities, and the lines of what that costs. */
export async function intakeOf(
  metered: MeteredStore,
  { w, sent }: MeteredRun,
  load: Load,
): Promise<{ activities: Activity[]; lines: Line[] }> {
  const deliveries = sent.map(({ messageId, mail }): ProviderEvent => {
    const tags = readMessageTags(
      Object.fromEntries(Object.entries(mail.tags).map(([name, tag]) => [name, [tag]])),
    );
    return { kind: 'delivered', at: w.clock.now(), messageId, recipient: [mail.to], tags };
  });
  const batches = mixed(deliveries, batchSizeOf('ingest-provider-events', 1, load));
  const activities: Activity[] = [];
  const ports = { ...w.ports, store: tellingActivities(metered.store, activities) };
  metered.read();
  for (const event of batches.flat()) await ingestProviderEvent(ports, event, w.clock.now(), ORGANISATION);
  const calls = metered.read();
  const invoked = { invocations: batches.length, items: deliveries.length, calls: namesOf(calls) };
  return {
    activities,
    lines: [
      { what: 'notifications published by SES', count: deliveries.length, price: prices.topicPublish },
      { what: 'queue requests, sending', count: deliveries.length, price: prices.queueRequest },
      ...receiptLines('provider-events', batches, load),
      ...tableLines(calls),
      ...functionLines('ingest-provider-events', invoked),
    ],
  };
}

/** What receiving and deleting the messages of a standard queue costs. */
export function receiptLines(queue: string, batches: readonly unknown[][], load: Load): Line[] {
  const tens = batches.reduce((sum, batch) => sum + Math.ceil(batch.length / 10), 0);
  const received = load === 'full' ? tens : batches.flat().length;
  return [
    { what: `queue requests of ${queue}, receiving`, count: received, price: prices.queueRequest },
    { what: `queue requests of ${queue}, deleting`, count: tens, price: prices.queueRequest },
  ];
}

/** The store, keeping the activities that were new, as the table's stream does. */
export function tellingActivities(store: Store, into: Activity[]): Store {
  return {
    ...store,
    activities: {
      ...store.activities,
      async add(activities) {
        const added = await store.activities.add(activities);
        into.push(...added);
        return added;
      },
    },
  };
}
