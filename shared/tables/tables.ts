import { connection, syncState } from '../domain/connections/connection.ts';
import { crmLink } from '../domain/crm/crm-link.ts';
import { crmRule, ruleLook } from '../domain/crm/crm-rule.ts';
import { crmWrite, type CrmWrite } from '../domain/crm/crm-write.ts';
import { mapping } from '../domain/crm/mapping.ts';
import { picklist } from '../domain/crm/picklist.ts';
import { incomingEvent } from '../domain/incoming/incoming-event.ts';
import { sweepPart } from '../domain/reconciliation/sweep-part.ts';
import { automation } from '../domain/automations/automation.ts';
import { match } from '../domain/automations/match.ts';
import { plain } from '../contracts/stored/codec.ts';
import { scoreCodec } from '../contracts/stored/score.ts';
import { EVERY_REPLY, reply, replyOrder, type Reply } from '../domain/inbound/reply.ts';
import { keptAnswer } from '../domain/idempotency/kept-answer.ts';
import { marker } from '../domain/idempotency/marker.ts';
import { engagement } from '../domain/filters/engagement.ts';
import { savedFilter } from '../domain/filters/filter.ts';
import { storedRequest } from '../domain/idempotency/stored-request.ts';
import { job } from '../domain/jobs/job.ts';
import { suppressedAddress } from '../domain/people/suppression.ts';
import { QUALIFIED } from '../domain/scoring/score.ts';
import { sendingDomain } from '../domain/sending-domains/sending-domain.ts';
import { textOf } from '../domain/time/instants.ts';
import { storedHit } from '../domain/tracking/tracking-hit.ts';
import { newestFirst } from '../domain/webhooks/delivery-order.ts';
import { webhookDelivery } from '../domain/webhooks/delivery.ts';
import { webhookRotation } from '../domain/webhooks/rotation.ts';
import { workflowRun, type WorkflowRun } from '../domain/workflows/run.ts';
import { workflow } from '../domain/workflows/workflow.ts';
import { engineTables } from './engine-tables.ts';
import { beforeDot, table, type TableDefinition } from './table.ts';

/** The newest runs come first. */
const newestRun = {
  sort: 'newest',
  order: ({ startedAt, id }: WorkflowRun) => `${newestFirst(startedAt)}#${id}`,
};

/** The newest replies come first. */
const newestReply = { sort: 'newest', order: (item: Reply) => replyOrder(item) };

/** When a write to a CRM is to be looked at, or was last. */
function dueOf({ state }: CrmWrite) {
  switch (state.status) {
    case 'pending':
    case 'unknown':
      return state.nextAt;
    case 'claimed':
      return state.until;
    case 'written':
    case 'failed':
      return state.at;
  }
}

/**
 * Every table of a stage, one entry each: its name, its stream, its expiry, its indexes, how it holds an item and where.
 * From these follow the tables that the stacks and the local system make, the type of the store, its implementation in
 * DynamoDB, the one of tests, and the contract that both keep.
 */
export const tables = {
  ...engineTables,
  /** By lead, one each. */
  scores: table({
    name: 'scores',
    codec: scoreCodec,
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
  jobs: table({ name: 'jobs', codec: plain(job) }),
  /** By lead, tests together; among those of a state the newest first. */
  webhookDeliveries: table({
    name: 'webhook-deliveries',
    codec: plain(webhookDelivery),
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
  replies: table({
    name: 'replies',
    codec: plain(reply),
    expires: 'expiresAt',
    group: (id) => id,
    indexes: {
      byTime: { partition: 'everyKey', of: () => EVERY_REPLY, ...newestReply },
      byLead: { partition: 'leadKey', of: ({ leadId }) => leadId, ...newestReply },
      byUser: { partition: 'userKey', of: ({ userId }) => userId, ...newestReply },
      /** Only where the lead belongs to somebody else than whom the answer is for. */
      byOwner: {
        partition: 'ownerKey',
        of: ({ ownerId, userId }) => (ownerId === userId ? undefined : ownerId),
        ...newestReply,
      },
    },
  }),
  webhookRotations: table({ name: 'webhook-rotations', codec: plain(webhookRotation) }),
  idempotencyKeys: table({ name: 'idempotency-keys', codec: plain(keptAnswer), expires: 'expiresAt' }),
  markers: table({ name: 'markers', codec: plain(marker), expires: 'expiresAt' }),
  /** What 0.2.0 wrote in place of the two. */
  requests: table({ name: 'requests', codec: plain(storedRequest), expires: 'expiresAt' }),
  /** Those of the whole stage, under the organisation `EVERY_ORGANISATION`. */
  sweepParts: table({ name: 'sweep-parts', codec: plain(sweepPart) }),
  sendingDomains: table({ name: 'sending-domains', codec: plain(sendingDomain) }),
  /** By enrollment: what stands before the third dot of the id. */
  visits: table({
    name: 'visits',
    codec: plain(storedHit),
    expires: 'expiresAt',
    group: (id) => id.split('.', 3).join('.'),
  }),
  suppressions: table({
    name: 'suppressions',
    codec: plain(suppressedAddress),
    indexes: {
      /** Under its reason while it is in force, else under `lifted`. */
      byReason: {
        partition: 'reasonKey',
        sort: 'sort',
        of: ({ reason, lifted }) => (lifted === undefined ? reason : 'lifted'),
      },
    },
  }),
  workflows: table({ name: 'workflows', codec: plain(workflow) }),
  /** By lead. */
  workflowRuns: table({
    name: 'workflow-runs',
    codec: plain(workflowRun),
    group: beforeDot,
    indexes: {
      byLead: { partition: 'leadKey', of: ({ leadId }) => leadId, ...newestRun },
      byWorkflow: { partition: 'workflowKey', of: ({ workflowId }) => workflowId, ...newestRun },
      byState: { partition: 'stateKey', of: ({ state }) => state.status, ...newestRun },
    },
  }),
  /** By lead, one each. */
  engagements: table({
    name: 'engagements',
    codec: plain(engagement),
    group: (leadId) => leadId,
    sort: () => 'engagement',
    idOf: ({ leadId }) => leadId,
  }),
  filters: table({ name: 'filters', codec: plain(savedFilter) }),
  automations: table({ name: 'automations', codec: plain(automation) }),
  /** By automation; newest change first in each. */
  matches: table({
    name: 'matches',
    codec: plain(match),
    group: beforeDot,
    indexes: {
      byAutomation: {
        partition: 'automationKey',
        of: ({ automationId }) => automationId,
        sort: 'newest',
        order: ({ changedAt, id }) => `${newestFirst(changedAt)}#${id}`,
      },
    },
  }),
  /** Ids: the kinds of services. */
  connections: table({ name: 'connections', codec: plain(connection) }),
  /** Ids: the kinds of services. */
  syncStates: table({ name: 'sync-states', codec: plain(syncState) }),
  /** Ids: the kinds of CRMs. */
  mappings: table({ name: 'mappings', codec: plain(mapping) }),
  picklists: table({ name: 'picklists', codec: plain(picklist) }),
  crmLinks: table({
    name: 'crm-links',
    codec: plain(crmLink),
    indexes: {
      byOurs: { partition: 'oursKey', sort: 'sort', of: ({ ours }) => ours },
      /** People by their account there. */
      byTheirAccount: {
        partition: 'theirAccountKey',
        sort: 'sort',
        of: ({ kind, theirAccountId }) => theirAccountId && `${kind}.${theirAccountId}`,
      },
    },
  }),
  crmWrites: table({
    name: 'crm-writes',
    codec: plain(crmWrite),
    stream: true,
    expires: 'expiresAt',
    indexes: {
      /** By kind and status; those that are to be tried by when. */
      byState: {
        partition: 'stateKey',
        of: ({ kind, state }) => `${kind}.${state.status}`,
        sort: 'dueKey',
        order: (item) => `${textOf(dueOf(item))}#${item.id}`,
      },
    },
  }),
  crmRules: table({ name: 'crm-rules', codec: plain(crmRule) }),
  ruleLooks: table({
    name: 'rule-looks',
    codec: plain(ruleLook),
    indexes: {
      byRule: {
        partition: 'ruleKey',
        of: ({ ruleId }) => ruleId,
        sort: 'newest',
        order: ({ at, id }) => `${newestFirst(at)}#${id}`,
      },
      /** Those that wait until a person lets their rule go on. */
      waiting: {
        partition: 'waitingKey',
        sort: 'sort',
        of: ({ ruleId, outcome }) => (outcome === 'waits' ? ruleId : undefined),
      },
    },
  }),
  incomingEvents: table({
    name: 'incoming-events',
    codec: plain(incomingEvent),
    stream: true,
    expires: 'expiresAt',
    indexes: {
      byState: {
        partition: 'stateKey',
        of: ({ state }) => state.status,
        sort: 'newest',
        order: ({ receivedAt, id }) => `${newestFirst(receivedAt)}#${id}`,
      },
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
