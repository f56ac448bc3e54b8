import type { TableName } from '#shared/tables/tables.ts';
import type { BucketName, LateAlarm, QueueName } from './resources.ts';

/**
 * `batchWindowSeconds`: a batch that is not full waits this long for more, counted from its first record; absent: not at all.
 * It is what its function's work lags behind by, and what it costs: most of the price of a small batch is the call. FIFO
 * queues know none.
 */
type Windowed = { batchWindowSeconds?: number };

/** Requests a second to each of the routes, and how many above that in one moment; beyond: 429. */
export type Throttle = { rateLimit: number; burstLimit: number };

/** What wakes a function. */
export type Trigger =
  /** API Gateway HTTP API, payload 2.0, behind the JWT authorizer. */
  | { kind: 'api'; routes: readonly string[]; throttle?: Throttle }
  /** The same HTTP API without authorizer: public pages, health. */
  | { kind: 'public'; routes: readonly string[] }
  | ({ kind: 'queue'; queue: QueueName; batchSize: number; maxConcurrency: number } & Windowed)
  /**
   * `bisect`: a failed batch is halved to find the bad record. `tumblingWindowMinutes`: Lambda cuts batches at the ends of
   * windows of this length, calls once more at each, and wants a state back; an event then names its shard, which it
   * does not otherwise. `late`: the alarm that goes off when its oldest record waits for too long.
   */
  | ({
      kind: 'stream';
      table: TableName;
      batchSize: number;
      bisect: boolean;
      only?: 'INSERT';
      tumblingWindowMinutes?: number;
      late: LateAlarm;
    } & Windowed)
  /** `inputs`: what it is called with each time, each in a call of its own. A call that died is not repeated, but told. */
  | { kind: 'rate'; minutes: number; inputs: readonly Readonly<Record<string, string | number>>[] };

/** What a function may do with a table. */
export type TableAccess =
  | 'read'
  /** Put items whole, under the condition of their revision. */
  | 'write'
  | 'readWrite'
  /** Delete items. */
  | 'remove'
  /** Add to numbers of an item without reading it. */
  | 'count'
  /** Read every item of every organisation: for the sweep, and for waking the lanes of a hold of the whole stage. */
  | 'scan';

/** What a function may do with the files of a bucket; `remove`: nothing but delete them. */
export type BucketAccess = 'read' | 'readWrite' | 'remove';

/** What a function may touch. */
export type Grant =
  | { table: TableName; access: TableAccess }
  | { queue: QueueName }
  | { bucket: BucketName; access: BucketAccess }
  /** Create and delete entries in the stage's Scheduler group that target the queue `lanes`. */
  | { use: 'schedules' }
  /** See whether an entry is in the stage's Scheduler group. */
  | { use: 'read-schedules' }
  | { use: 'send-mail' }
  /** Register, read and forget domains with the mail provider (A8). */
  | { use: 'mail-identities' }
  /** Tell people where they sign in, and where files go: names alone, no right. */
  | { use: 'sign-in' }
  /** Sign users of the stage's pool out, and let them in again. */
  | { use: 'user-pool' }
  | { use: 'send-sms' }
  /** Read how the AWS account stands with what the stage needs: quotas, standing, settings. Nothing of its data. */
  | { use: 'read-account' }
  /** Create entries in the stage's Scheduler group of webhooks, which target the queue `webhooks`. */
  | { use: 'webhook-schedules' }
  /** Create and delete entries in the stage's Scheduler group of automations, which target the queue `matches`. */
  | { use: 'match-schedules' }
  /** Read, write and remove the credentials of connections. */
  | { use: 'credentials' }
  /** Read the credentials of connections. */
  | { use: 'read-credentials' }
  /** Read the key that signs webhooks and seals their headers. */
  | { use: 'webhook-secret' }
  /** Read the secret that signs public links. */
  | { use: 'link-secret' };

/** One Lambda function: its code, what wakes it, what it may touch, and what its failure means for users. */
export type FunctionDefinition = {
  id: string;
  /** Module exporting `handler`. */
  entry: string;
  /** Built files that lie beside the module, in the folder `console`. */
  files?: 'console';
  trigger: Trigger;
  grants: readonly Grant[];
  memoryMb: number;
  timeoutSeconds: number;
  /**
   * It is called for every mail or every visit, so that its logs and traces would cost more than its work: it is not
   * traced, and logs what goes wrong alone.
   */
  frequent?: true;
  /** What fails in it answers 5xx, of which the alarm of the API tells: it has none of its own. */
  toldBy5xx?: true;
  /**
   * Where a stage sets executions aside for the public pages, so many of them, as a share, are set aside for it too, and
   * are its limit.
   */
  reservedShare?: number;
  impact: string;
};

/**
 * Whether a function sends to the queue that wakes it, as work in slices does. Lambda takes that for a mistake after
 * some sixteen calls that follow from one another, and stops it, unless the function may.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
export function wakesItself({ trigger, grants }: Pick<FunctionDefinition, 'trigger' | 'grants'>): boolean {
  return (
    trigger.kind === 'queue' && grants.some((grant) => 'queue' in grant && grant.queue === trigger.queue)
  );
}
