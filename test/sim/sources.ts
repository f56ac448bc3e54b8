import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { FunctionDefinition, Trigger } from '#functions/function-definition.ts';
import type { Message, Queue } from '#infra/local/aws/queue.ts';
import type { Item } from '#shared/contracts/stored/codec.ts';
import { AGAIN_AFTER_CALL } from './faults.ts';
import type { Random } from './random.ts';
import type { Ending, Surroundings } from './surroundings.ts';

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
      if (once && ending.kind === 'answered') settle(messages, ending);
      wakeAt(agenda.now + random.between(1, 100));
    });
  };

  const settle = (messages: Message[], { answer, called }: Extract<Ending, { kind: 'answered' }>) => {
    const failed = failuresOf(answer);
    // A FIFO queue keeps its group waiting for what comes again, however likely it is.
    const times = called && !queue.options.fifo ? AGAIN_AFTER_CALL : 1;
    for (const message of messages) {
      if (failed.has(message.id) || message.receipt === undefined) continue;
      world.workedOff(id, message.body);
      if (!faults.happens('delivered-twice', times)) queue.delete(message.receipt);
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

/** Shards of a stream whose reader is told of which one a record is; of others order alone matters, and they have one. */
const SHARDS = 2;

/**
 * Gives a function the changes of a table, shard by shard in order, each batch until it succeeds; the caller puts them
 * in. What comes again is cut otherwise, as after a restart of Lambda's poller or a failure.
 */
export function streamSource(
  world: Surroundings,
  { id, trigger }: { id: string; trigger: Extract<Trigger, { kind: 'stream' }> },
  random: Random,
): (change: { item: Item; before: Item | undefined }) => void {
  const shards = Array.from(
    { length: trigger.tumblingWindowMinutes === undefined ? 1 : SHARDS },
    (_, index) =>
      shardSource(
        world,
        { id, trigger, shardId: `shardId-${String(index).padStart(20, '0')}-${id}` },
        random,
      ),
  );
  let number = 0;
  return ({ item, before }) => {
    const eventName = before === undefined ? 'INSERT' : 'MODIFY';
    if (trigger.only !== undefined && trigger.only !== eventName) return;
    number += 1;
    const NewImage = marshall(item, { removeUndefinedValues: true }) as NonNullable<
      NonNullable<DynamoDBRecord['dynamodb']>['NewImage']
    >;
    const shard = Buffer.from(item.partition).reduce((sum, byte) => sum + byte, 0) % shards.length;
    shards[shard]?.({
      eventID: `${id}-${number}`,
      eventName,
      dynamodb: { SequenceNumber: String(number).padStart(21, '0'), NewImage },
    });
  };
}

/** As many records that were worked off come again at most. */
const UNKEPT = 30;

/** A stream keeps its records for a day. */
const FORGOTTEN_MS = 86_400_000;

/** How often the poller of a stream that is quiet may change. */
const POLLER_MS = 3_600_000;

/** Gives a function the records of one shard; the caller puts them in. */
function shardSource(
  world: Surroundings,
  { id, trigger, shardId }: { id: string; trigger: Extract<Trigger, { kind: 'stream' }>; shardId: string },
  random: Random,
): (record: DynamoDBRecord) => void {
  /** Those worked off last, and those that wait. */
  const records: (DynamoDBRecord & { at: number })[] = [];
  /** Which of them is read next. */
  let next = 0;
  const isWindowed = trigger.tumblingWindowMinutes !== undefined;
  let reading = false;

  const call = (batch: DynamoDBRecord[], isLast: boolean, ended: (failedFrom: number) => void) => {
    const windowed = { shardId, state: {}, isFinalInvokeForWindow: isLast, isWindowTerminatedEarly: false };
    world.invoke(id, { Records: batch, ...(isWindowed && windowed) }, (ending) => {
      const isAnswered = ending.kind === 'answered' && (!isWindowed || bearsState(ending.answer));
      ended(isAnswered ? firstFailure(batch, ending.answer) : 0);
    });
  };

  /** Now and then another poller goes on, from a place that was kept some time ago. */
  const changePoller = () => {
    const since = Math.max(records[next - UNKEPT]?.at ?? 0, world.agenda.now - FORGOTTEN_MS);
    const forgotten = records.slice(0, next).filter(({ at }) => at < since).length;
    records.splice(0, forgotten);
    next -= forgotten;
    if (world.faults.happens('stream-twice')) next -= random.between(0, next);
  };

  const read = () => {
    reading = true;
    const waiting = records.slice(next, next + trigger.batchSize);
    const batch = random.chance(0.5) ? waiting : waiting.slice(0, random.between(1, waiting.length));
    call(batch, false, (failedFrom) => {
      next += failedFrom === -1 ? batch.length : trigger.bisect ? failedFrom : 0;
      changePoller();
      if (isWindowed && random.chance(0.1)) call([], true, () => undefined);
      reading = records.length > next;
      // What failed is tried again later and later.
      if (reading) world.agenda.in(random.between(200, failedFrom === -1 ? 2_000 : 60_000), read);
    });
  };

  // It does so where nothing comes in too: what seldom changes is read again as well.
  const beat = () => {
    if (!reading) changePoller();
    if (!reading && records.length > next) read();
    world.agenda.in(POLLER_MS, beat);
  };
  world.agenda.in(POLLER_MS, beat);

  return (record) => {
    records.push({ ...record, at: world.agenda.now });
    if (reading) return;
    reading = true;
    const late = world.faults.happens('stream-late') ? random.between(10_000, 1_800_000) : 0;
    world.agenda.in(late + random.between(200, Math.max(2_000, windowOf(trigger))), read);
  };
}

/** Within windows an answer without a state counts as failed. */
function bearsState(answer: unknown): boolean {
  return typeof (answer as { state?: unknown }).state === 'object';
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
