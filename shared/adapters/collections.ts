import { enrollmentCodec } from '../contracts/stored/enrollment.ts';
import { jobCodec } from '../contracts/stored/job.ts';
import { laneDayCodec } from '../contracts/stored/lane-day.ts';
import { accountCodec, groupCodec, leadCodec, userCodec } from '../contracts/stored/people.ts';
import { requestCodec } from '../contracts/stored/request.ts';
import { sendingDomainCodec } from '../contracts/stored/sending-domain.ts';
import { shortLinkCodec } from '../contracts/stored/short-link.ts';
import { sequenceCodec, versionCodec } from '../contracts/stored/sequence.ts';
import { scoreCodec } from '../contracts/stored/score.ts';
import { settingsCodec } from '../contracts/stored/settings.ts';
import { suppressionCodec } from '../contracts/stored/suppression.ts';
import { taskCodec } from '../contracts/stored/task.ts';
import { templateCodec } from '../contracts/stored/template.ts';
import { webhookDeliveryCodec, webhookRotationCodec } from '../contracts/stored/webhook.ts';
import { visitCodec } from '../contracts/stored/visit.ts';
import { workflowCodec, workflowRunCodec } from '../contracts/stored/workflow.ts';
import type { Codec } from '../contracts/stored/codec.ts';
import type { TableName } from '../config/tables.ts';
import { backlogOrder } from '../domain/lane/backlog.ts';
import { listOfStatus, taskListOf } from '../domain/task/task-list.ts';
import { QUALIFIED } from '../domain/scoring/score.ts';
import type { Documents, Stored } from '../ports/documents.ts';
import { newestFirst } from '../domain/webhook/delivery-order.ts';
import type { Store } from '../ports/store.ts';
import { inOrganisation, type Collection } from './collection.ts';

/** The parts of the store that are collections of documents. */
export type CollectionName = Exclude<keyof Store, 'activities' | 'statistics'>;

type CollectionOf<Name extends CollectionName> =
  Store[Name] extends Documents<infer T, infer Index> ? Collection<T, Index> : never;

/** Items that lie side by side by organisation, sorted by id. */
function byOrganisation<T extends Stored & { id: string }>(table: TableName, codec: Codec<T>): Collection<T> {
  return {
    table,
    codec,
    keys: (organisation, id) => ({ partition: organisation, sort: id }),
    idOf: ({ id }) => id,
    indexKeys: () => ({}),
    indexes: [],
  };
}

/** What comes before the first dot of an id: the lead, of enrollments and tasks. */
function beforeDot(id: string): string {
  return id.split('.', 1)[0] ?? id;
}

/** The two sides of an id's last dot. */
function atLastDot(id: string): [string, string] {
  const cut = id.lastIndexOf('.');
  return [id.slice(0, cut), id.slice(cut + 1)];
}

const leads: CollectionOf<'leads'> = {
  ...byOrganisation('leads', leadCodec),
  indexKeys: ({ organisation, ownerId, email, phone }) => ({
    ownerKey: inOrganisation(organisation, ownerId),
    ...(email !== undefined && { emailKey: inOrganisation(organisation, email.toLowerCase()) }),
    ...(phone !== undefined && { phoneKey: inOrganisation(organisation, phone) }),
  }),
  indexes: ['byEmail', 'byPhone', 'byOwner'],
};

/** By sequence; the number is padded, so that versions come in their order. */
const versions: CollectionOf<'versions'> = {
  table: 'sequence-versions',
  codec: versionCodec,
  keys: (organisation, id) => {
    const [sequenceId, version] = atLastDot(id);
    return { partition: inOrganisation(organisation, sequenceId), sort: version.padStart(6, '0') };
  },
  idOf: ({ sequenceId, version }) => `${sequenceId}.${version}`,
  partitionOfGroup: inOrganisation,
  indexKeys: () => ({}),
  indexes: [],
};

/**
 * By lead. In `byBacklog` only while it queues in a lane; its key in `bySequence` never changes, so that the index is
 * written once, when the lead is enrolled.
 */
const enrollments: CollectionOf<'enrollments'> = {
  table: 'enrollments',
  codec: enrollmentCodec,
  keys: (organisation, id) => ({ partition: inOrganisation(organisation, beforeDot(id)), sort: id }),
  idOf: ({ id }) => id,
  partitionOfGroup: inOrganisation,
  indexKeys: ({ organisation, id, sequenceId, state }) => ({
    sequenceKey: inOrganisation(organisation, sequenceId),
    ...(state.status === 'backlogged' && {
      backlogKey: inOrganisation(organisation, state.lane),
      backlogOrder: `${backlogOrder(state)}#${id}`,
    }),
  }),
  indexes: ['bySequence', 'byBacklog'],
};

/** By lane. */
const laneDays: CollectionOf<'laneDays'> = {
  table: 'lane-days',
  codec: laneDayCodec,
  keys: (organisation, id) => {
    const [lane, date] = atLastDot(id);
    return { partition: inOrganisation(organisation, lane), sort: date };
  },
  idOf: ({ lane, date }) => `${lane}.${date}`,
  partitionOfGroup: inOrganisation,
  indexKeys: () => ({}),
  indexes: [],
};

/** By lead. In `byUser` on one of the lists of its user, by when it was opened, or while planned is due. */
const tasks: CollectionOf<'tasks'> = {
  table: 'tasks',
  codec: taskCodec,
  keys: (organisation, id) => ({ partition: inOrganisation(organisation, beforeDot(id)), sort: id }),
  idOf: ({ id }) => id,
  partitionOfGroup: inOrganisation,
  indexKeys: ({ organisation, userId, status }) => ({
    userKey: inOrganisation(organisation, taskListOf(userId, listOfStatus(status))),
  }),
  indexes: ['byUser'],
};

/** In `byReason` under its reason while it is in force, else under `lifted`. */
const suppressions: CollectionOf<'suppressions'> = {
  ...byOrganisation('suppressions', suppressionCodec),
  indexKeys: ({ organisation, reason, lifted }) => ({
    reasonKey: inOrganisation(organisation, lifted === undefined ? reason : 'lifted'),
  }),
  indexes: ['byReason'],
};

/** By lead, one each. In `byQualified`, by since when, from when the threshold is crossed until a change is below it. */
const scores: CollectionOf<'scores'> = {
  table: 'scores',
  codec: scoreCodec,
  keys: (organisation, leadId) => ({ partition: inOrganisation(organisation, leadId), sort: 'score' }),
  idOf: ({ leadId }) => leadId,
  partitionOfGroup: inOrganisation,
  indexKeys: ({ organisation, qualifiedAt }) =>
    qualifiedAt === undefined ? {} : { qualifiedKey: inOrganisation(organisation, QUALIFIED), qualifiedAt },
  indexes: ['byQualified'],
};

/** By lead, tests together. In `byState` among those of the same state, the newest first. */
const webhookDeliveries: CollectionOf<'webhookDeliveries'> = {
  table: 'webhook-deliveries',
  codec: webhookDeliveryCodec,
  keys: (organisation, id) => ({
    partition: inOrganisation(organisation, id.split('-', 1)[0] ?? id),
    sort: id,
  }),
  idOf: ({ id }) => id,
  partitionOfGroup: inOrganisation,
  indexKeys: ({ organisation, id, state, createdAt }) => ({
    stateKey: inOrganisation(organisation, state.status),
    newest: `${newestFirst(createdAt)}#${id}`,
  }),
  indexes: ['byState'],
};

/** By enrollment: what stands before the third dot of the id. */
const visits: CollectionOf<'visits'> = {
  table: 'visits',
  codec: visitCodec,
  keys: (organisation, id) => ({
    partition: inOrganisation(organisation, id.split('.', 3).join('.')),
    sort: id,
  }),
  idOf: ({ id }) => id,
  partitionOfGroup: inOrganisation,
  indexKeys: () => ({}),
  indexes: [],
};

/** By lead. In each index the newest first. */
const workflowRuns: CollectionOf<'workflowRuns'> = {
  table: 'workflow-runs',
  codec: workflowRunCodec,
  keys: (organisation, id) => ({ partition: inOrganisation(organisation, beforeDot(id)), sort: id }),
  idOf: ({ id }) => id,
  partitionOfGroup: inOrganisation,
  indexKeys: ({ organisation, id, leadId, workflowId, state, startedAt }) => ({
    leadKey: inOrganisation(organisation, leadId),
    workflowKey: inOrganisation(organisation, workflowId),
    stateKey: inOrganisation(organisation, state.status),
    newest: `${newestFirst(startedAt)}#${id}`,
  }),
  indexes: ['byLead', 'byWorkflow', 'byState'],
};

const settings: CollectionOf<'settings'> = {
  table: 'settings',
  codec: settingsCodec,
  keys: (organisation, scope) => ({ partition: organisation, sort: scope }),
  idOf: ({ scope }) => scope,
  indexKeys: () => ({}),
  indexes: [],
};

/** Every collection of the store: its table, codec and keys. */
export const collections: { [Name in CollectionName]: CollectionOf<Name> } = {
  settings,
  users: byOrganisation('users', userCodec),
  groups: byOrganisation('groups', groupCodec),
  accounts: byOrganisation('accounts', accountCodec),
  leads,
  templates: byOrganisation('templates', templateCodec),
  sequences: byOrganisation('sequences', sequenceCodec),
  versions,
  enrollments,
  laneDays,
  tasks,
  scores,
  jobs: byOrganisation('jobs', jobCodec),
  webhookDeliveries,
  webhookRotations: byOrganisation('webhook-rotations', webhookRotationCodec),
  requests: byOrganisation('requests', requestCodec),
  sendingDomains: byOrganisation('sending-domains', sendingDomainCodec),
  shortLinks: byOrganisation('short-links', shortLinkCodec),
  visits,
  suppressions,
  workflows: byOrganisation('workflows', workflowCodec),
  workflowRuns,
};
