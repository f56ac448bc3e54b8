import { isAddressOf, isOfPeople, valueWithout } from '../../../domain/erasure/erased-person.ts';
import { oursKey } from '../../../domain/crm/map-values.ts';
import { EVERY_REPLY, type Reply } from '../../../domain/inbound/reply.ts';
import type { Store } from '../../../ports/store.ts';
import {
  anonymising,
  removing,
  removingEach,
  type Erase,
  type Erasure,
  type ErasureOfOne,
} from './erasure.ts';
import { eraseContactIntervals, eraseFacts, eraseHolds, eraseMatches, eraseRecord } from './erase-items.ts';
import { eraseLinks } from './erase-links.ts';
import { eraseJobs } from './erase-jobs.ts';
import { eraseSuppression, isSuppressionOf } from './erase-suppression.ts';

/**
 * What is erased of people in a table: of all of them in one reading of it, or, where it can be read by person, of each;
 * or why there is nothing of anybody.
 */
type OfTable = { erase: Erase } | { eraseEach: Erase<ErasureOfOne> } | { holdsNobody: string };

/**
 * Every table, and what of a person goes from it (F9), in the order in which it goes: the lead and its enrollments, from
 * which the rest is found, at the end. A table without an entry does not compile.
 */
const erasureOfTables = {
  visits: {
    eraseEach: async (erasure) => {
      const { ports, organisation, person } = erasure;
      const erased = { removed: 0, anonymised: 0, read: 0 };
      for (const group of person.enrollments) {
        const { removed } = await removing(
          (_, page) => ports.store.visits.list(organisation, { ...page, group }),
          (_, { id }) => ports.store.visits.remove(organisation, id),
        )(erasure, { most: Infinity });
        erased.removed += removed;
        erased.read += removed;
      }
      return erased;
    },
  },
  shortLinks: {
    erase: removing(
      ({ ports: { store }, organisation }, page) => store.shortLinks.list(organisation, page),
      ({ ports: { store }, organisation }, { id }) => store.shortLinks.remove(organisation, id),
      (people, { enrollment }) => isOfPeople(people, enrollment),
    ),
  },
  sentMessages: {
    eraseEach: removingEach(
      ({ ports: { store }, organisation, person: { leadId: group } }, page) =>
        store.sentMessages.list(organisation, { ...page, group }),
      ({ ports: { store }, organisation }, { id }) => store.sentMessages.remove(organisation, id),
    ),
  },
  tasks: {
    eraseEach: removingEach(
      ({ ports: { store }, organisation, person: { leadId: group } }, page) =>
        store.tasks.list(organisation, { ...page, group }),
      ({ ports: { store }, organisation }, { id }) => store.tasks.remove(organisation, id),
    ),
  },
  responses: {
    eraseEach: removingEach(
      ({ ports: { store }, organisation, person: { leadId: group } }, page) =>
        store.responses.list(organisation, { ...page, group }),
      ({ ports: { store }, organisation }, { id }) => store.responses.remove(organisation, id),
    ),
  },
  webhookDeliveries: {
    eraseEach: removingEach(
      ({ ports: { store }, organisation, person: { leadId: group } }, page) =>
        store.webhookDeliveries.list(organisation, { ...page, group }),
      ({ ports: { store }, organisation }, { id }) => store.webhookDeliveries.remove(organisation, id),
    ),
  },
  workflowRuns: {
    eraseEach: removingEach(
      ({ ports: { store }, organisation, person: { leadId: group } }, page) =>
        store.workflowRuns.list(organisation, { ...page, group }),
      ({ ports: { store }, organisation }, { id }) => store.workflowRuns.remove(organisation, id),
    ),
  },
  scores: {
    eraseEach: removingEach(
      ({ ports: { store }, organisation, person: { leadId: group } }, page) =>
        store.scores.list(organisation, { ...page, group }),
      ({ ports: { store }, organisation }, { leadId }) => store.scores.remove(organisation, leadId),
    ),
  },
  engagements: {
    eraseEach: removingEach(
      ({ ports: { store }, organisation, person: { leadId: group } }, page) =>
        store.engagements.list(organisation, { ...page, group }),
      ({ ports: { store }, organisation }, { leadId }) => store.engagements.remove(organisation, leadId),
    ),
  },
  contactIntervals: { erase: eraseContactIntervals },
  matches: {
    eraseEach: async (erasure) => {
      const removed = await eraseMatches(erasure, erasure.person.leadId);
      return { removed, anonymised: 0, read: removed };
    },
  },
  records: {
    erase: removing(
      ({ ports: { store }, organisation }, page) => store.records.list(organisation, page),
      eraseRecord,
      (people, { leadId }) => isOfPeople(people, leadId),
    ),
  },
  replies: {
    erase: removing<Reply, Erasure>(
      ({ ports: { store }, organisation }, page) =>
        store.replies.list(organisation, { ...page, query: { index: 'byTime', of: EVERY_REPLY } }),
      async ({ ports: { store, inboundMail }, organisation }, { id, key }) => {
        // The mail first: without the answer nothing would lead to it.
        if (key !== undefined) await inboundMail.remove(key);
        await store.replies.remove(organisation, id);
      },
      (people, { leadId, from }) => isOfPeople(people, leadId) || isAddressOf(people, from),
    ),
  },
  crmLinks: { eraseEach: eraseLinks },
  crmWrites: {
    erase: removing(
      ({ ports: { store }, organisation }, page) => store.crmWrites.list(organisation, page),
      ({ ports: { store }, organisation }, { id }) => store.crmWrites.remove(organisation, id),
      (people, { ours }) => people.some(({ leadId }) => ours === oursKey('lead', leadId)),
    ),
  },
  ruleLooks: {
    erase: removing(
      ({ ports: { store }, organisation }, page) => store.ruleLooks.list(organisation, page),
      ({ ports: { store }, organisation }, { id }) => store.ruleLooks.remove(organisation, id),
      (people, { leadId }) => isOfPeople(people, leadId),
    ),
  },
  crmRules: {
    erase: anonymising(
      ({ ports: { store }, organisation }, page) => store.crmRules.list(organisation, page),
      ({ ports: { store } }) => store.crmRules,
      ({ id }) => id,
      ({ people }, rule) => {
        const admitted = rule.admitted?.filter(({ leadId }) => !isOfPeople(people, leadId));
        return admitted?.length === rule.admitted?.length ? rule : { ...rule, admitted };
      },
    ),
  },
  incomingEvents: {
    erase: removing(
      ({ ports: { store }, organisation }, page) => store.incomingEvents.list(organisation, page),
      ({ ports: { store }, organisation }, { id }) => store.incomingEvents.remove(organisation, id),
      (people, event) => valueWithout(people, event) !== event,
    ),
  },
  suppressions: {
    erase: removing(
      ({ ports: { store }, organisation }, page) => store.suppressions.list(organisation, page),
      eraseSuppression,
      isSuppressionOf,
    ),
  },
  idempotencyKeys: {
    erase: anonymising(
      ({ ports: { store }, organisation }, page) => store.idempotencyKeys.list(organisation, page),
      ({ ports }) => ports.store.idempotencyKeys,
      ({ id }) => id,
      ({ people }, kept) => valueWithout(people, kept),
    ),
  },
  markers: {
    erase: removing(
      ({ ports: { store }, organisation }, page) => store.markers.list(organisation, page),
      ({ ports: { store }, organisation }, { id }) => store.markers.remove(organisation, id),
      (people, marker) => valueWithout(people, marker) !== marker,
    ),
  },
  requests: {
    erase: removing(
      ({ ports: { store }, organisation }, page) => store.requests.list(organisation, page),
      ({ ports: { store }, organisation }, { id }) => store.requests.remove(organisation, id),
      (people, request) => valueWithout(people, request) !== request,
    ),
  },
  jobs: { erase: eraseJobs },
  holds: { erase: eraseHolds },
  statistics: { eraseEach: eraseFacts },
  activities: {
    eraseEach: async ({ ports: { store }, organisation, person }, { most }) => {
      const removed = await store.activities.forget(organisation, person.leadId, most);
      // As many as were asked for: there may be more, and the list begins anew without these.
      return { removed, anonymised: 0, read: removed, ...(removed === most && { cursor: '' }) };
    },
  },
  enrollments: {
    eraseEach: removingEach(
      ({ ports: { store }, organisation, person: { leadId: group } }, page) =>
        store.enrollments.list(organisation, { ...page, group }),
      ({ ports: { store }, organisation }, { id }) => store.enrollments.remove(organisation, id),
    ),
  },
  leads: {
    eraseEach: async ({ ports: { store }, organisation, person: { leadId } }) => {
      const removed = (await store.leads.get(organisation, leadId)) === undefined ? 0 : 1;
      if (removed > 0) await store.leads.remove(organisation, leadId);
      return { removed, anonymised: 0, read: removed };
    },
  },

  accounts: { holdsNobody: 'companies, which stay for their other people' },
  laneDays: { holdsNobody: 'slots under keys that are hashes of enrollments' },
  settings: { holdsNobody: 'what users set' },
  users: { holdsNobody: 'the people who use Relance' },
  groups: { holdsNobody: 'teams of users' },
  templates: { holdsNobody: 'texts before anybody is put into them' },
  sequences: { holdsNobody: 'steps' },
  versions: { holdsNobody: 'steps' },
  surveys: { holdsNobody: 'questions' },
  surveyVersions: { holdsNobody: 'questions' },
  recordTypes: { holdsNobody: 'names of fields' },
  filters: { holdsNobody: 'conditions that users wrote' },
  automations: { holdsNobody: 'conditions and steps that users wrote' },
  workflows: { holdsNobody: 'conditions and actions that users wrote' },
  webhookRotations: { holdsNobody: 'when secrets changed' },
  sweepParts: { holdsNobody: 'counts, and how far a round is' },
  connections: { holdsNobody: 'how services are connected' },
  syncStates: { holdsNobody: 'how far reading a CRM has come' },
  mappings: { holdsNobody: 'names of fields' },
  picklists: { holdsNobody: 'values of fields, and the owners of the CRM' },
  sendingDomains: { holdsNobody: 'domains of the organisation' },
} as const satisfies Record<keyof Store, OfTable>;

/** The tables that people are erased from, in their order. */
export const erasedTables = Object.entries<OfTable>(erasureOfTables).flatMap(([table, of]) =>
  'holdsNobody' in of ? [] : [{ table, ...of }],
);
