import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { FunctionDefinition, Trigger } from '#functions/function-definition.ts';
import type { Message, Queue } from '#infra/local/aws/queue.ts';
import type { Item } from '#shared/contracts/stored/codec.ts';
import type { Random } from './random.ts';
import type { Surroundings } from './surroundings.ts';

/** Gives a function the messages of its queue in batches, as Lambda's poller does; some twice, some late, some in vain. */
export function queueSource(
  world: Surroundings,
  queue: Queue,
  { id, trigger }: { id: string; trigger: Extract<Trigger, { kind: 'queue' }> },
  random: Random,
): void {
  const { agenda, faults } = world;
  let busy = 0;
  let wakesAt: number | undefined;

  const wakeAt = (at: number) => {
    if (wakesAt !== undefined && wakesAt <= at && wakesAt >= agenda.now) return;
    wakesAt = at;
    agenda.at(at, () => {
      if (wakesAt === at) wakesAt = undefined;
      pump();
    });
  };

  const pump = () => {
    while (busy < trigger.maxConcurrency) {
      const messages = queue.receive(random.between(1, trigger.batchSize));
      if (messages.length === 0) break;
      if (faults.happens('delivery-lost')) {
        world.log(`${id}: ${messages.length} messages are taken and not worked off`);
        continue;
      }
      deliver(messages, true);
    }
    const next = queue.next();
    if (next !== undefined && busy < trigger.maxConcurrency)
      wakeAt(Math.max(Date.parse(next), agenda.now + 50));
  };

  const deliver = (messages: Message[], once: boolean) => {
    busy += 1;
    const event = { Records: messages.map(({ id: messageId, body }) => ({ messageId, body })) };
    world.invoke(id, event, (ending) => {
      busy -= 1;
      if (once) settle(messages, ending.kind === 'answered' ? failuresOf(ending.answer) : undefined);
      wakeAt(agenda.now + random.between(1, 100));
    });
  };

  const settle = (messages: Message[], failed: ReadonlySet<string> | undefined) => {
    if (failed === undefined) return;
    for (const message of messages) {
      if (failed.has(message.id) || message.receipt === undefined) continue;
      world.workedOff(id, message.body);
      if (!faults.happens('delivered-twice')) queue.delete(message.receipt);
      else if (!queue.options.fifo) {
        queue.delete(message.receipt);
        agenda.in(random.between(100, 600_000), () => deliver([message], false));
      }
    }
  };

  queue.onArrival = () => {
    wakeAt(agenda.now + random.between(1, Math.max(120, windowOf(trigger))));
  };
}

function failuresOf(answer: unknown): Set<string> {
  const { batchItemFailures } = answer as { batchItemFailures: { itemIdentifier: string }[] };
  return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
}

/** Gives a function the changes of a table in order, each batch until it succeeds; the caller puts them in. */
export function streamSource(
  world: Surroundings,
  { id, trigger }: { id: string; trigger: Extract<Trigger, { kind: 'stream' }> },
  random: Random,
): (change: { item: Item; before: Item | undefined }) => void {
  const records: DynamoDBRecord[] = [];
  let number = 0;
  let reading = false;

  const read = (size?: number) => {
    reading = true;
    const batch = records.slice(0, size ?? random.between(1, trigger.batchSize));
    world.invoke(id, { Records: batch }, (ending) => {
      const failedFrom = ending.kind === 'answered' ? firstFailure(batch, ending.answer) : 0;
      const isAgain = failedFrom === -1 && world.faults.happens('stream-twice');
      const done = isAgain ? 0 : failedFrom === -1 ? batch.length : trigger.bisect ? failedFrom : 0;
      records.splice(0, done);
      reading = records.length > 0;
      if (!reading) return;
      // A batch that is not halved comes again as it was.
      const again = failedFrom === -1 || trigger.bisect ? undefined : batch.length;
      world.agenda.in(random.between(200, 2_000), () => {
        read(again);
      });
    });
  };

  return ({ item, before }) => {
    const eventName = before === undefined ? 'INSERT' : 'MODIFY';
    if (trigger.only !== undefined && trigger.only !== eventName) return;
    number += 1;
    const SequenceNumber = String(number).padStart(21, '0');
    records.push({
      eventID: `${id}-${number}`,
      eventName,
      dynamodb: {
        SequenceNumber,
        NewImage: marshall(item, { removeUndefinedValues: true }) as NonNullable<
          NonNullable<DynamoDBRecord['dynamodb']>['NewImage']
        >,
      },
    });
    if (reading) return;
    reading = true;
    const late = world.faults.happens('stream-late') ? random.between(10_000, 1_800_000) : 0;
    world.agenda.in(late + random.between(200, Math.max(2_000, windowOf(trigger))), () => {
      read();
    });
  };
}

/** How long a batch may wait for more, in milliseconds. */
function windowOf({ batchWindowSeconds = 0 }: { batchWindowSeconds?: number }): number {
  return batchWindowSeconds * 1_000;
}

function firstFailure(batch: readonly DynamoDBRecord[], answer: unknown): number {
  const failed = failuresOf(answer);
  return batch.findIndex(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ''));
}

/** Calls a function again and again; one that still runs is not waited for. `pace`: of so many times it is called once. */
export function rateSource(
  world: Surroundings,
  { id, trigger }: FunctionDefinition & { trigger: Extract<Trigger, { kind: 'rate' }> },
  pace = 1,
): void {
  const beat = () => {
    for (const input of trigger.inputs) {
      // One part is enough here, and it never counts as small, so that rounds of both kinds are met.
      if ('number' in input && input['number'] !== 0) continue;
      world.invoke(id, 'small' in input ? { ...input, of: 1, small: 0 } : input, () => undefined);
    }
    world.agenda.in(trigger.minutes * 60_000 * pace, beat);
  };
  world.agenda.in(trigger.minutes * 60_000 * pace, beat);
}
