import * as z from 'zod';
import { isEmailAddress } from '#shared/domain/people/email-address.ts';
import { roles } from '#shared/domain/people/people.ts';
import { accountId, groupId, organisationId, userId } from './ids.ts';
import { admins, everyone, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { phone } from './phone.ts';
import { fields, line, revision, zone } from './values.ts';

export const email = z
  .string()
  .trim()
  .toLowerCase()
  .refine(isEmailAddress, 'Not an email address that mail can be sent to: write it as name@example.com.')
  .meta({ description: 'An email address.', examples: ['ana@example.com'] });

const role = z.enum(roles, `Choose one of ${roles.join(', ')}.`).meta({
  description:
    'What the user may see and change: what is the user’s own, that of the users of the same groups, or everything.',
  examples: ['user'],
});

const userIn = z
  .strictObject({
    name: line(100, 'The name', 'Claire Petit'),
    email,
    phone: phone.optional(),
    role: role.default('user'),
    zone,
    groupIds: z.array(groupId).max(20, 'A user is in 20 groups at most.').default([]),
    signature: z
      .string()
      .max(2000)
      .optional()
      .meta({ description: 'Templates read it as `sender.signature`.' }),
    active: z
      .boolean()
      .default(true)
      .meta({ description: 'Nothing is sent in the name of an inactive user.' }),
  })
  .meta({ id: 'UserIn' });

const user = z
  .object({
    id: userId,
    revision,
    name: z.string(),
    email: z.string(),
    phone: z.string().optional(),
    role,
    zone: z.string().meta({ examples: ['Europe/Paris'] }),
    groupIds: z.array(z.string()),
    signature: z.string().optional(),
    active: z.boolean(),
  })
  .meta({ id: 'User' });

const groupIn = z
  .strictObject({
    name: line(100, 'The name', 'Paris'),
    priority: z
      .int('Give a whole number.')
      .min(0, 'The priority is 0 or more.')
      .max(10_000)
      .default(100)
      .meta({
        description: 'Of several groups of a user, the exception of the lowest number applies.',
        examples: [10],
      }),
  })
  .meta({ id: 'GroupIn' });

const group = z.object({ id: groupId, revision, name: z.string(), priority: z.int() }).meta({ id: 'Group' });

const accountIn = z
  .strictObject({
    name: line(200, 'The name', 'Boulangerie Martin'),
    domain: z
      .string()
      .trim()
      .max(253)
      .optional()
      .meta({ examples: ['boulangerie-martin.example'] }),
    fields: fields.default({}),
  })
  .meta({ id: 'AccountIn' });

const account = z
  .object({
    id: accountId,
    revision,
    name: z.string(),
    domain: z.string().optional(),
    fields: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Account' });

const me = z
  .object({
    organisation: organisationId,
    userId: z.string(),
    role,
    user: user.optional().meta({ description: 'The user’s record; absent until an admin has created it.' }),
  })
  .meta({ id: 'Me' });

/** The four operations on a noun with chosen ids: list, read, write, each the same for users, groups and accounts. */
export const peopleOperations = {
  getMe: {
    method: 'GET',
    path: '/v1/me',
    tag: 'Me',
    summary: 'Read who the caller is',
    roles: everyone,
    returns: { status: 200, description: 'Organisation, user and role.', body: me },
    problems: [],
  },
  listUsers: {
    method: 'GET',
    path: '/v1/users',
    tag: 'Users',
    summary: 'List users',
    roles: everyone,
    query: pageQuery,
    returns: { status: 200, description: 'Users by id.', body: pageOf(user) },
    problems: [],
  },
  getUser: {
    method: 'GET',
    path: '/v1/users/{id}',
    tag: 'Users',
    summary: 'Read a user',
    roles: everyone,
    params: z.object({ id: userId }),
    returns: { status: 200, description: 'The user.', body: user },
    etag: true,
    problems: [404],
  },
  putUser: {
    method: 'PUT',
    path: '/v1/users/{id}',
    tag: 'Users',
    summary: 'Create or replace a user',
    description: 'Only a super admin can create, change or remove super admins.',
    roles: admins,
    params: z.object({ id: userId }),
    body: userIn,
    returns: { status: 200, description: 'The user; 201 when new.', body: user },
    etag: true,
    conditional: true,
    problems: [412, 428],
  },
  listGroups: {
    method: 'GET',
    path: '/v1/groups',
    tag: 'Groups',
    summary: 'List groups',
    roles: everyone,
    query: pageQuery,
    returns: { status: 200, description: 'Groups by id.', body: pageOf(group) },
    problems: [],
  },
  getGroup: {
    method: 'GET',
    path: '/v1/groups/{id}',
    tag: 'Groups',
    summary: 'Read a group',
    roles: everyone,
    params: z.object({ id: groupId }),
    returns: { status: 200, description: 'The group.', body: group },
    etag: true,
    problems: [404],
  },
  putGroup: {
    method: 'PUT',
    path: '/v1/groups/{id}',
    tag: 'Groups',
    summary: 'Create or replace a group',
    roles: admins,
    params: z.object({ id: groupId }),
    body: groupIn,
    returns: { status: 200, description: 'The group; 201 when new.', body: group },
    etag: true,
    conditional: true,
    problems: [412, 428],
  },
  deleteGroup: {
    method: 'DELETE',
    path: '/v1/groups/{id}',
    tag: 'Groups',
    summary: 'Delete a group',
    description: 'Refused while a user is in it. Its settings go with it.',
    roles: admins,
    params: z.object({ id: groupId }),
    returns: { status: 204, description: 'It is deleted.' },
    conditional: true,
    problems: [404, 409, 412, 428],
  },
  listAccounts: {
    method: 'GET',
    path: '/v1/accounts',
    tag: 'Accounts',
    summary: 'List accounts',
    roles: everyone,
    query: pageQuery,
    returns: { status: 200, description: 'Accounts by id.', body: pageOf(account) },
    problems: [],
  },
  getAccount: {
    method: 'GET',
    path: '/v1/accounts/{id}',
    tag: 'Accounts',
    summary: 'Read an account',
    roles: everyone,
    params: z.object({ id: accountId }),
    returns: { status: 200, description: 'The account.', body: account },
    etag: true,
    problems: [404],
  },
  putAccount: {
    method: 'PUT',
    path: '/v1/accounts/{id}',
    tag: 'Accounts',
    summary: 'Create or replace an account',
    roles: everyone,
    params: z.object({ id: accountId }),
    body: accountIn,
    returns: { status: 200, description: 'The account; 201 when new.', body: account },
    etag: true,
    conditional: true,
    problems: [412, 428],
  },
} as const satisfies Record<string, Operation>;
