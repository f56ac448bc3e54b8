import type { Job } from '../domain/jobs/job.ts';
import type { KeptAnswer } from '../domain/idempotency/kept-answer.ts';
import type { Marker } from '../domain/idempotency/marker.ts';
import type { StoredRequest } from '../domain/idempotency/stored-request.ts';
import type { SuppressedAddress } from '../domain/people/suppression.ts';
import { QUALIFIED, type Score } from '../domain/scoring/score.ts';
import type { SendingDomain } from '../domain/sending-domains/sending-domain.ts';
import { textOf } from '../domain/time/instants.ts';
import type { StoredHit } from '../domain/tracking/tracking-hit.ts';
import { newestFirst } from '../domain/webhooks/delivery-order.ts';
import type { WebhookDelivery } from '../domain/webhooks/delivery.ts';
import type { WebhookRotation } from '../domain/webhooks/rotation.ts';
import type { WorkflowRun } from '../domain/workflows/run.ts';
import type { Workflow } from '../domain/workflows/workflow.ts';
import { engineTables } from './engine-tables.ts';
import { beforeDot, table, type TableDefinition } from './table.ts';

/** The newest runs come first. */
const newestRun = {
  sort: 'newest',
  order: ({ startedAt, id }: WorkflowRun) => `${newestFirst(startedAt)}#${id}`,
};

/**
 * Every table of a stage, one entry each: its name, its stream, its expiry, its indexes, and where an item is in it.
 * From these follow the tables that the stacks and the local system make, the type of the store, its implementation in
 * DynamoDB, the one of tests, and the contract that both keep.
 */
export const tables = {
  ...engineTables,
  /** By lead, one each. */
  scores: table<Score>()({
    name: 'scores',
    group: (leadId) => leadId,
    sort: () => 'score',
    idOf: ({ leadId }) => leadId,
    indexes: {
      /** By since when, from when the threshold is crossed until a change is below it. */
      byQualified: {
        partition: 'qualifiedKey',
        of: ({ qualifiedAt }) => (qualifiedAt === undefined ? undefined : QUALIFIED),
        sort: 'qualifiedAt',
        order: ({ qualifiedAt }) => (qualifiedAt === undefined ? undefined : textOf(qualifiedAt)),
      },
    },
  }),
  jobs: table<Job>()({ name: 'jobs' }),
  /** By lead, tests together; among those of a state the newest first. */
  webhookDeliveries: table<WebhookDelivery>()({
    name: 'webhook-deliveries',
    expires: 'expiresAt',
    group: (id) => id.split('-', 1)[0] ?? id,
    indexes: {
      byState: {
        partition: 'stateKey',
        of: ({ state }) => state.status,
        sort: 'newest',
        order: ({ createdAt, id }) => `${newestFirst(createdAt)}#${id}`,
      },
    },
  }),
  webhookRotations: table<WebhookRotation>()({ name: 'webhook-rotations' }),
  idempotencyKeys: table<KeptAnswer>()({ name: 'idempotency-keys', expires: 'expiresAt' }),
  markers: table<Marker>()({ name: 'markers', expires: 'expiresAt' }),
  /** What 0.2.0 wrote in place of the two. */
  requests: table<StoredRequest>()({ name: 'requests', expires: 'expiresAt' }),
  sendingDomains: table<SendingDomain>()({ name: 'sending-domains' }),
  /** By enrollment: what stands before the third dot of the id. */
  visits: table<StoredHit>()({
    name: 'visits',
    expires: 'expiresAt',
    group: (id) => id.split('.', 3).join('.'),
  }),
  suppressions: table<SuppressedAddress>()({
    name: 'suppressions',
    indexes: {
      /** Under its reason while it is in force, else under `lifted`. */
      byReason: {
        partition: 'reasonKey',
        sort: 'sort',
        of: ({ reason, lifted }) => (lifted === undefined ? reason : 'lifted'),
      },
    },
  }),
  workflows: table<Workflow>()({ name: 'workflows' }),
  /** By lead. */
  workflowRuns: table<WorkflowRun>()({
    name: 'workflow-runs',
    group: beforeDot,
    indexes: {
      byLead: { partition: 'leadKey', of: ({ leadId }) => leadId, ...newestRun },
      byWorkflow: { partition: 'workflowKey', of: ({ workflowId }) => workflowId, ...newestRun },
      byState: { partition: 'stateKey', of: ({ state }) => state.status, ...newestRun },
    },
  }),
  /** Appended to alone, by lead. */
  activities: { name: 'activities', stream: true, indexes: {} },
  /** Added to alone, by sequence; and what is behind the counts. */
  statistics: { name: 'statistics', stream: false, indexes: {} },
  /** Mails sent in each second: what the instances agree by on the send rate of the account. */
  sendTokens: { name: 'send-tokens', stream: false, indexes: {}, expires: 'expiresAt' },
} as const satisfies Record<string, TableDefinition>;

/** The name of a table in a stage. */
export type TableName = (typeof tables)[keyof typeof tables]['name'];

/** The tables by their names in a stage. */
export const tableDefinitions = Object.fromEntries(
  Object.values(tables).map((entry) => [entry.name, entry]),
) as Record<TableName, TableDefinition>;
