import { isAddressOf, isOfPerson, valueWithout } from '../../../domain/erasure/erased-person.ts';
import { EVERY_REPLY, type Reply } from '../../../domain/inbound/reply.ts';
import type { Store } from '../../../ports/store.ts';
import { anonymising, removing, type Erase } from './erasure.ts';
import { eraseContactIntervals, eraseFacts, eraseHolds, eraseMatches, eraseRecord } from './erase-items.ts';
import { eraseJobs } from './erase-jobs.ts';
import { eraseSuppression, isSuppressionOf } from './erase-suppression.ts';

/** What is erased of a person in a table, or why there is nothing of one. */
type OfTable = { erase: Erase } | { holdsNobody: string };

/**
 * Every table, and what of a person goes from it (F9), in the order in which it goes: the lead and its enrollments, from
 * which the rest is found, at the end. A table without an entry does not compile.
 */
const erasureOfTables = {
  visits: {
    erase: async (erasure) => {
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
      (person, { enrollment }) => isOfPerson(person, enrollment),
    ),
  },
  sentMessages: {
    erase: removing(
      ({ ports: { store }, organisation, person: { leadId: group } }, page) =>
        store.sentMessages.list(organisation, { ...page, group }),
      ({ ports: { store }, organisation }, { id }) => store.sentMessages.remove(organisation, id),
    ),
  },
  tasks: {
    erase: removing(
      ({ ports: { store }, organisation, person: { leadId: group } }, page) =>
        store.tasks.list(organisation, { ...page, group }),
      ({ ports: { store }, organisation }, { id }) => store.tasks.remove(organisation, id),
    ),
  },
  responses: {
    erase: removing(
      ({ ports: { store }, organisation, person: { leadId: group } }, page) =>
        store.responses.list(organisation, { ...page, group }),
      ({ ports: { store }, organisation }, { id }) => store.responses.remove(organisation, id),
    ),
  },
  webhookDeliveries: {
    erase: removing(
      ({ ports: { store }, organisation, person: { leadId: group } }, page) =>
        store.webhookDeliveries.list(organisation, { ...page, group }),
      ({ ports: { store }, organisation }, { id }) => store.webhookDeliveries.remove(organisation, id),
    ),
  },
  workflowRuns: {
    erase: removing(
      ({ ports: { store }, organisation, person: { leadId: group } }, page) =>
        store.workflowRuns.list(organisation, { ...page, group }),
      ({ ports: { store }, organisation }, { id }) => store.workflowRuns.remove(organisation, id),
    ),
  },
  scores: {
    erase: removing(
      ({ ports: { store }, organisation, person: { leadId: group } }, page) =>
        store.scores.list(organisation, { ...page, group }),
      ({ ports: { store }, organisation }, { leadId }) => store.scores.remove(organisation, leadId),
    ),
  },
  engagements: {
    erase: removing(
      ({ ports: { store }, organisation, person: { leadId: group } }, page) =>
        store.engagements.list(organisation, { ...page, group }),
      ({ ports: { store }, organisation }, { leadId }) => store.engagements.remove(organisation, leadId),
    ),
  },
  contactIntervals: { erase: eraseContactIntervals },
  matches: {
    erase: async (erasure) => {
      const removed = await eraseMatches(erasure, erasure.person.leadId);
      return { removed, anonymised: 0, read: removed };
    },
  },
  records: {
    erase: removing(
      ({ ports: { store }, organisation }, page) => store.records.list(organisation, page),
      eraseRecord,
      (person, { leadId }) => isOfPerson(person, leadId),
    ),
  },
  replies: {
    erase: removing<Reply>(
      ({ ports: { store }, organisation }, page) =>
        store.replies.list(organisation, { ...page, query: { index: 'byTime', of: EVERY_REPLY } }),
      async ({ ports: { store, inboundMail }, organisation }, { id, key }) => {
        // The mail first: without the answer nothing would lead to it.
        if (key !== undefined) await inboundMail.remove(key);
        await store.replies.remove(organisation, id);
      },
      (person, { leadId, from }) => isOfPerson(person, leadId) || isAddressOf(person, from),
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
      ({ person }, kept) => valueWithout(person, kept),
    ),
  },
  markers: {
    erase: removing(
      ({ ports: { store }, organisation }, page) => store.markers.list(organisation, page),
      ({ ports: { store }, organisation }, { id }) => store.markers.remove(organisation, id),
      (person, marker) => valueWithout(person, marker) !== marker,
    ),
  },
  requests: {
    erase: removing(
      ({ ports: { store }, organisation }, page) => store.requests.list(organisation, page),
      ({ ports: { store }, organisation }, { id }) => store.requests.remove(organisation, id),
      (person, request) => valueWithout(person, request) !== request,
    ),
  },
  jobs: { erase: eraseJobs },
  holds: { erase: eraseHolds },
  statistics: { erase: eraseFacts },
  activities: {
    erase: async ({ ports: { store }, organisation, person }, { most }) => {
      const removed = await store.activities.forget(organisation, person.leadId, most);
      // As many as were asked for: there may be more, and the list begins anew without these.
      return { removed, anonymised: 0, read: removed, ...(removed === most && { cursor: '' }) };
    },
  },
  enrollments: {
    erase: removing(
      ({ ports: { store }, organisation, person: { leadId: group } }, page) =>
        store.enrollments.list(organisation, { ...page, group }),
      ({ ports: { store }, organisation }, { id }) => store.enrollments.remove(organisation, id),
    ),
  },
  leads: {
    erase: async ({ ports: { store }, organisation, person: { leadId } }) => {
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
  sendingDomains: { holdsNobody: 'domains of the organisation' },
} as const satisfies Record<keyof Store, OfTable>;

/** The tables that a person is erased from, in their order. */
export const erasedTables = Object.entries<OfTable>(erasureOfTables).flatMap(([table, of]) =>
  'erase' in of ? [{ table, erase: of.erase }] : [],
);
