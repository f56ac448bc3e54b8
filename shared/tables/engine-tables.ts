import { plain } from '../contracts/stored/codec.ts';
import { enrollmentCodec } from '../contracts/stored/enrollment.ts';
import { holdCodec } from '../contracts/stored/hold.ts';
import { dayPartCodec } from '../contracts/stored/day-part.ts';
import { sentMessageCodec } from '../contracts/stored/sent-message.ts';
import { contactLedger } from '../domain/contact-intervals/contact-ledger.ts';
import { isOver } from '../domain/core/enrollment.ts';
import { queuePlace } from '../domain/lanes/backlog.ts';
import { dayPartId } from '../domain/lanes/day-parts.ts';
import { account, group, lead, user } from '../domain/people/people.ts';
import { recordType } from '../domain/records/record-type.ts';
import { isThere, storedRecord, type StoredRecord } from '../domain/records/record.ts';
import { sequence, storedVersion } from '../domain/sequences/step.ts';
import { settingsOfLevel } from '../domain/settings/settings.ts';
import { response } from '../domain/surveys/response.ts';
import { survey, surveyVersion } from '../domain/surveys/survey.ts';
import { listOfStatus, taskListOf } from '../domain/tasks/task-list.ts';
import { task } from '../domain/tasks/task.ts';
import { template } from '../domain/templates/template.ts';
import { storedShortLink } from '../domain/tracking/short-link.ts';
import { textOf } from '../domain/time/instants.ts';
import { beforeDot, table } from './table.ts';

const beforeLastDot = (id: string): string => id.slice(0, id.lastIndexOf('.'));
const afterLastDot = (id: string): string => id.slice(id.lastIndexOf('.') + 1);

/** Where a record is in an index by what it belongs to, in the order in which records were made; a deleted one is in none. */
const recordsBy = (of: (record: StoredRecord) => string | undefined) => ({
  sort: 'createdAt',
  of: (record: StoredRecord) => (isThere(record) ? of(record) : undefined),
});

/** The tables that running steps touches: `run-due-steps` carries no others. */
export const engineTables = {
  /** Ids: the scopes. */
  settings: table({ name: 'settings', codec: plain(settingsOfLevel), idOf: ({ scope }) => scope }),
  users: table({ name: 'users', codec: plain(user) }),
  groups: table({ name: 'groups', codec: plain(group) }),
  accounts: table({ name: 'accounts', codec: plain(account), stream: true }),
  leads: table({
    name: 'leads',
    codec: plain(lead),
    stream: true,
    indexes: {
      byEmail: { partition: 'emailKey', sort: 'sort', of: ({ email }) => email?.toLowerCase() },
      byPhone: { partition: 'phoneKey', sort: 'sort', of: ({ phone }) => phone },
      byOwner: { partition: 'ownerKey', sort: 'sort', of: ({ ownerId }) => ownerId },
      /** Those of 0.2.0 are in it from their next change on. */
      byAccount: { partition: 'accountKey', sort: 'sort', of: ({ accountId }) => accountId },
    },
  }),
  templates: table({ name: 'templates', codec: plain(template) }),
  sequences: table({ name: 'sequences', codec: plain(sequence) }),
  /** Ids: `<sequence>.<version>`; by sequence. The number is padded, so that versions come in their order. */
  versions: table({
    name: 'sequence-versions',
    codec: plain(storedVersion),
    group: beforeLastDot,
    sort: (id) => afterLastDot(id).padStart(6, '0'),
    idOf: ({ sequenceId, version }) => `${sequenceId}.${version}`,
  }),
  surveys: table({ name: 'surveys', codec: plain(survey) }),
  /** Ids: `<survey>.<version>`; by survey, in the order of their numbers. */
  surveyVersions: table({
    name: 'survey-versions',
    codec: plain(surveyVersion),
    group: beforeLastDot,
    sort: (id) => afterLastDot(id).padStart(6, '0'),
    idOf: ({ surveyId, version }) => `${surveyId}.${version}`,
  }),
  /** By lead, under the ids of their enrollments. */
  responses: table({
    name: 'responses',
    codec: plain(response),
    stream: true,
    group: beforeDot,
    indexes: {
      /** Those begun, by when: what results are made from. */
      bySurvey: {
        partition: 'surveyKey',
        of: ({ surveyId, begunAt }) => (begunAt === undefined ? undefined : surveyId),
        sort: 'begun',
        order: ({ begunAt, id }) => (begunAt === undefined ? undefined : `${textOf(begunAt)}#${id}`),
      },
    },
  }),
  /** Ids: the addresses. */
  contactIntervals: table({ name: 'contact-intervals', codec: plain(contactLedger) }),
  /** By lead. */
  enrollments: table({
    name: 'enrollments',
    codec: enrollmentCodec,
    stream: true,
    group: beforeDot,
    indexes: {
      /** Its key never changes, so that the index is written once, when the lead is enrolled. */
      bySequence: { partition: 'sequenceKey', sort: 'sort', of: ({ sequenceId }) => sequenceId },
      /**
       * Only while it is under way and does not queue: read as a whole by the sweep, with the queues. Spread by the
       * beginning of its id; its names are short, since an enrollment is to fit a write unit.
       */
      underWay: {
        partition: 'open',
        sort: 'sort',
        of: ({ id, state }) => (isOver(state) || state.status === 'backlogged' ? undefined : id.slice(0, 2)),
        carries: 'by',
        ofStage: true,
        scanned: true,
      },
      /** Only while it queues in a lane; the sweep reads it as a whole. */
      byBacklog: {
        partition: 'backlogKey',
        of: ({ state }) => (state.status === 'backlogged' ? state.lane : undefined),
        sort: 'backlogOrder',
        order: ({ state, id }) => (state.status === 'backlogged' ? queuePlace(id, state) : undefined),
        scanned: true,
      },
    },
  }),
  /** Ids: `<lane>.<date>`, and of the earlier part of a busy day `<lane>.<date>+`; by lane. */
  laneDays: table({
    name: 'lane-days',
    codec: dayPartCodec,
    group: beforeLastDot,
    sort: afterLastDot,
    idOf: ({ lane, date, part }) => dayPartId(lane, date, part),
  }),
  /** By lead. */
  tasks: table({
    name: 'tasks',
    codec: plain(task),
    group: beforeDot,
    indexes: {
      /** On one of the lists of its user, by when it was opened, or while planned is due. */
      byUser: {
        partition: 'userKey',
        of: ({ userId, status }) => taskListOf(userId, listOfStatus(status)),
        sort: 'openedAt',
      },
    },
  }),
  /** By lead. */
  sentMessages: table({
    name: 'sent-messages',
    codec: sentMessageCodec,
    expires: 'expiresAt',
    group: beforeDot,
  }),
  shortLinks: table({ name: 'short-links', codec: plain(storedShortLink), expires: 'expiresAt' }),
  /** Those of the whole stage under the organisation `EVERY_ORGANISATION`. */
  holds: table({ name: 'holds', codec: holdCodec, expires: 'expiresAt' }),
  recordTypes: table({ name: 'record-types', codec: plain(recordType) }),
  records: table({
    name: 'records',
    codec: plain(storedRecord),
    stream: true,
    expires: 'expiresAt',
    indexes: {
      byLead: { partition: 'leadKey', ...recordsBy(({ leadId }) => leadId) },
      byAccount: { partition: 'accountKey', ...recordsBy(({ accountId }) => accountId) },
      byOwner: { partition: 'ownerKey', ...recordsBy(({ ownerId }) => ownerId) },
      byType: { partition: 'typeKey', ...recordsBy(({ typeId }) => typeId) },
    },
  }),
};
