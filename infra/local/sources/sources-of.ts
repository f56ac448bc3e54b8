import type { TableName } from '#shared/tables/tables.ts';
import { assertNever } from '#shared/domain/kernel/assert-never.ts';
import type { InstantText } from '../clock.ts';
import type { Queue } from '../aws/queue.ts';
import type { LocalTable } from '../aws/local-store.ts';
import { queueName, tableName } from '../names.ts';
import type { Invoke, LocalFunction } from './invoke.ts';
import { queueSource } from './queue-source.ts';
import { rateSource } from './rate-source.ts';
import type { Source } from './source.ts';
import { streamSource, type StreamSource } from './stream-source.ts';

/** What the sources draw from. */
export type SourceContext = {
  queues: ReadonlyMap<string, Queue>;
  dynamodb: string;
  checkpoints: LocalTable<string>;
  now: () => InstantText;
  leastRateMinutes: number;
  leastRateOf: Readonly<Record<string, number>>;
  /** When functions with a rate are called beside, because a former process may have died in the middle. */
  catchUpAt: readonly InstantText[];
  /** Filled with the readers of streams. */
  streams: { table: TableName; source: StreamSource }[];
};

/** By its grants; a function without any, as tests bring them, may write to every table. */
export function mayWrite({ grants }: LocalFunction, table: TableName): boolean {
  const isWrite = (access: string): boolean => access === 'write' || access === 'readWrite';
  return (
    grants.length === 0 ||
    grants.some((grant) => 'table' in grant && grant.table === table && isWrite(grant.access))
  );
}

/** What a fake has in store for later, given out when due. */
export function wakeSource(
  id: string,
  store: { next(): InstantText | undefined; fireDue(): number | Promise<number> },
): Source {
  return { id, kind: 'wake', next: () => store.next(), work: async () => (await store.fireDue()) > 0 };
}

/**
 * What wakes a function; one behind HTTP is woken by the gateway alone. Batches do not wait for their windows here: whoever
 * tries the product out sees at once what comes of it.
 */
export function sourcesOf(definition: LocalFunction, invoke: Invoke, context: SourceContext): Source[] {
  const { trigger } = definition;
  switch (trigger.kind) {
    case 'api':
    case 'public':
      return [];
    case 'queue': {
      const queue = context.queues.get(queueName(trigger.queue));
      return queue === undefined ? [] : [queueSource(queue, invoke, trigger)];
    }
    case 'stream': {
      const stream = {
        ...trigger,
        functionId: definition.id,
        endpoint: context.dynamodb,
        table: tableName(trigger.table),
      };
      const source = streamSource(stream, invoke, context.checkpoints);
      context.streams.push({ table: trigger.table, source });
      return [source];
    }
    case 'rate': {
      const minutes = Math.max(
        trigger.minutes,
        context.leastRateOf[definition.id] ?? context.leastRateMinutes,
      );
      const { inputs } = trigger;
      return [
        rateSource(definition.id, invoke, { minutes, inputs, now: context.now, extra: context.catchUpAt }),
      ];
    }
    default:
      return assertNever(trigger);
  }
}
