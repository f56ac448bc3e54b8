import { enrollmentCodec } from '../contracts/stored/enrollment.ts';
import { holdCodec } from '../contracts/stored/hold.ts';
import { laneDayCodec } from '../contracts/stored/lane-day.ts';
import { accountCodec, groupCodec, leadCodec, userCodec } from '../contracts/stored/people.ts';
import { sequenceCodec, versionCodec } from '../contracts/stored/sequence.ts';
import { settingsCodec } from '../contracts/stored/settings.ts';
import { shortLinkCodec } from '../contracts/stored/short-link.ts';
import { taskCodec } from '../contracts/stored/task.ts';
import { templateCodec } from '../contracts/stored/template.ts';
import { backlogOrder } from '../domain/lanes/backlog.ts';
import { listOfStatus, taskListOf } from '../domain/tasks/task-list.ts';
import type { EngineStore } from '../ports/store.ts';
import { beforeDot, byOrganisation, inOrganisation, type CollectionOf } from './collection.ts';

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

const settings: CollectionOf<'settings'> = {
  table: 'settings',
  codec: settingsCodec,
  keys: (organisation, scope) => ({ partition: organisation, sort: scope }),
  idOf: ({ scope }) => scope,
  indexKeys: () => ({}),
  indexes: [],
};

/** The collections that running steps touches. */
export const engineCollections: { [Name in keyof EngineStore]: CollectionOf<Name> } = {
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
  shortLinks: byOrganisation('short-links', shortLinkCodec),
  holds: byOrganisation('holds', holdCodec),
};
