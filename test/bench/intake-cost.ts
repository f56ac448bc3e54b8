import type { Activity } from '#shared/domain/activity/activity.ts';
import { readMessageTags } from '#shared/domain/provider-events/message-tags.ts';
import type { ProviderEvent } from '#shared/domain/provider-events/provider-event.ts';
import type { Store } from '#shared/ports/store.ts';
import { ingestProviderEvent } from '#shared/use-cases/provider-events/ingest-provider-event.ts';
import { ORGANISATION } from '#test/support/world.ts';
import { billOf, functionLines, namesOf, tableLines, type Bill } from './bill.ts';
import type { MeteredStore } from './metered-store.ts';
import type { MeteredRun } from './metered-run.ts';
import { prices } from './prices.ts';
import { countStatistics } from './stream-consumers.ts';

/** Messages that a queue hands out at once. */
const BATCH = 10;

/** Takes in the delivery of each mail that was sent, and adds up what that costs. */
export async function intakeOf(metered: MeteredStore, { w, sent }: MeteredRun): Promise<Bill> {
  const deliveries = sent.map(({ messageId, mail }): ProviderEvent => {
    const tags = readMessageTags(
      Object.fromEntries(Object.entries(mail.tags).map(([name, tag]) => [name, [tag]])),
    );
    return { kind: 'delivered', at: w.clock.now(), messageId, recipient: [mail.to], tags };
  });
  const batches = Array.from({ length: Math.ceil(deliveries.length / BATCH) }, (_, index) =>
    deliveries.slice(index * BATCH, (index + 1) * BATCH),
  );
  const recorded: Activity[][] = [];
  metered.read();
  for (const batch of batches) {
    const activities: Activity[] = [];
    const ports = { ...w.ports, store: tellingActivities(metered.store, activities) };
    for (const event of batch) await ingestProviderEvent(ports, event, w.clock.now(), ORGANISATION);
    recorded.push(activities);
  }
  const calls = metered.read();
  const invoked = { invocations: batches.length, items: deliveries.length, calls: namesOf(calls) };
  return billOf(deliveries.length, [
    { what: 'notifications published by SES', count: deliveries.length, price: prices.topicPublish },
    { what: 'queue requests, sending', count: deliveries.length, price: prices.queueRequest },
    { what: 'queue requests, receiving and deleting', count: 2 * batches.length, price: prices.queueRequest },
    ...tableLines(calls),
    ...functionLines('ingest-provider-events', invoked),
    ...(await countStatistics(metered, recorded)),
  ]);
}

/** The store, keeping the activities that were new, as the table's stream does. */
function tellingActivities(store: Store, into: Activity[]): Store {
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
