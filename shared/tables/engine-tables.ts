import type { Enrollment } from '../domain/core/enrollment.ts';
import type { Hold } from '../domain/holds/hold.ts';
import { backlogOrder } from '../domain/lanes/backlog.ts';
import type { LaneDay } from '../domain/lanes/lane.ts';
import type { Account, Group, Lead, User } from '../domain/people/people.ts';
import type { Sequence, StoredVersion } from '../domain/sequences/step.ts';
import type { SettingsOfLevel } from '../domain/settings/settings.ts';
import { listOfStatus, taskListOf } from '../domain/tasks/task-list.ts';
import type { Task } from '../domain/tasks/task.ts';
import type { Template } from '../domain/templates/template.ts';
import type { StoredShortLink } from '../domain/tracking/short-link.ts';
import { beforeDot, table } from './table.ts';

const beforeLastDot = (id: string): string => id.slice(0, id.lastIndexOf('.'));
const afterLastDot = (id: string): string => id.slice(id.lastIndexOf('.') + 1);

/** The tables that running steps touches: `run-due-steps` carries no others. */
export const engineTables = {
  /** Ids: the scopes. */
  settings: table<SettingsOfLevel>()({ name: 'settings', idOf: ({ scope }) => scope }),
  users: table<User>()({ name: 'users' }),
  groups: table<Group>()({ name: 'groups' }),
  accounts: table<Account>()({ name: 'accounts' }),
  leads: table<Lead>()({
    name: 'leads',
    indexes: {
      byEmail: { partition: 'emailKey', sort: 'sort', of: ({ email }) => email?.toLowerCase() },
      byPhone: { partition: 'phoneKey', sort: 'sort', of: ({ phone }) => phone },
      byOwner: { partition: 'ownerKey', sort: 'sort', of: ({ ownerId }) => ownerId },
    },
  }),
  templates: table<Template>()({ name: 'templates' }),
  sequences: table<Sequence>()({ name: 'sequences' }),
  /** Ids: `<sequence>.<version>`; by sequence. The number is padded, so that versions come in their order. */
  versions: table<StoredVersion>()({
    name: 'sequence-versions',
    group: beforeLastDot,
    sort: (id) => afterLastDot(id).padStart(6, '0'),
    idOf: ({ sequenceId, version }) => `${sequenceId}.${version}`,
  }),
  /** By lead. */
  enrollments: table<Enrollment>()({
    name: 'enrollments',
    stream: true,
    group: beforeDot,
    indexes: {
      /** Its key never changes, so that the index is written once, when the lead is enrolled. */
      bySequence: { partition: 'sequenceKey', sort: 'sort', of: ({ sequenceId }) => sequenceId },
      /** Only while it queues in a lane. */
      byBacklog: {
        partition: 'backlogKey',
        of: ({ state }) => (state.status === 'backlogged' ? state.lane : undefined),
        sort: 'backlogOrder',
        order: ({ state, id }) =>
          state.status === 'backlogged' ? `${backlogOrder(state)}#${id}` : undefined,
      },
    },
  }),
  /** Ids: `<lane>.<date>`; by lane. */
  laneDays: table<LaneDay>()({
    name: 'lane-days',
    group: beforeLastDot,
    sort: afterLastDot,
    idOf: ({ lane, date }) => `${lane}.${date}`,
  }),
  /** By lead. */
  tasks: table<Task>()({
    name: 'tasks',
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
  shortLinks: table<StoredShortLink>()({ name: 'short-links', expires: 'expiresAt' }),
  /** Those of the whole stage under the organisation `EVERY_ORGANISATION`. */
  holds: table<Hold>()({ name: 'holds', expires: 'expiresAt' }),
};
