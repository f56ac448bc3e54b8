import type { Activity } from '#shared/domain/activity/activity.ts';
import { readMessageTags } from '#shared/domain/provider-events/message-tags.ts';
import type { ProviderEvent } from '#shared/domain/provider-events/provider-event.ts';
import type { Store } from '#shared/ports/store.ts';
import { ingestProviderEvent } from '#shared/use-cases/provider-events/ingest-provider-event.ts';
import { SLICE_BYTES } from '#shared/use-cases/provider-events/take-in-file.ts';
import { ORGANISATION } from '#test/support/world.ts';
import { eventsOfFile, mixed, type Load } from './batches.ts';
import { functionLines, namesOf, tableLines, type Line } from './bill.ts';
import type { MeteredStore } from './metered-store.ts';
import type { MeteredRun } from './metered-run.ts';
import { assumed, prices } from './prices.ts';

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
  const files = mixed(deliveries, eventsOfFile(load));
  const activities: Activity[] = [];
  const ports = { ...w.ports, store: tellingActivities(metered.store, activities) };
  metered.read();
  for (const event of files.flat()) await ingestProviderEvent(ports, event, w.clock.now(), ORGANISATION);
  const calls = metered.read();
  const parts = files.map((events) => Math.ceil((events.length * assumed.eventBytes) / SLICE_BYTES));
  const reads = parts.reduce((sum, count) => sum + count, 0);
  const onFiles = [...Array<string>(reads).fill('eventFiles.read'), ...files.map(() => 'eventFiles.remove')];
  const invoked = {
    invocations: files.length,
    items: deliveries.length,
    calls: [...namesOf(calls), ...onFiles],
  };
  return {
    activities,
    lines: [
      { what: 'events put to Firehose by SES', count: deliveries.length, price: prices.streamRecord },
      { what: 'files written', count: files.length, price: prices.filePut },
      { what: 'parts of files read', count: reads, price: prices.fileRead },
      { what: 'queue requests, sending', count: files.length, price: prices.queueRequest },
      // A call has one file, whatever else there is.
      ...receiptLines(
        'provider-events',
        files.map((file) => [file]),
        load,
      ),
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
