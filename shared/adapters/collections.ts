import { jobCodec } from '../contracts/stored/job.ts';
import { requestCodec } from '../contracts/stored/request.ts';
import { sendingDomainCodec } from '../contracts/stored/sending-domain.ts';
import { scoreCodec } from '../contracts/stored/score.ts';
import { suppressionCodec } from '../contracts/stored/suppression.ts';
import { webhookDeliveryCodec, webhookRotationCodec } from '../contracts/stored/webhook.ts';
import { visitCodec } from '../contracts/stored/visit.ts';
import { workflowCodec, workflowRunCodec } from '../contracts/stored/workflow.ts';
import { QUALIFIED } from '../domain/scoring/score.ts';
import { textOf } from '../domain/time/instants.ts';
import { newestFirst } from '../domain/webhooks/delivery-order.ts';
import {
  beforeDot,
  byOrganisation,
  inOrganisation,
  type CollectionName,
  type CollectionOf,
} from './collection.ts';
import { engineCollections } from './engine-collections.ts';

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
    qualifiedAt === undefined
      ? {}
      : { qualifiedKey: inOrganisation(organisation, QUALIFIED), qualifiedAt: textOf(qualifiedAt) },
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

/** Every collection of the store: its table, codec and keys. */
export const collections: { [Name in CollectionName]: CollectionOf<Name> } = {
  ...engineCollections,
  scores,
  jobs: byOrganisation('jobs', jobCodec),
  webhookDeliveries,
  webhookRotations: byOrganisation('webhook-rotations', webhookRotationCodec),
  requests: byOrganisation('requests', requestCodec),
  sendingDomains: byOrganisation('sending-domains', sendingDomainCodec),
  visits,
  suppressions,
  workflows: byOrganisation('workflows', workflowCodec),
  workflowRuns,
};
