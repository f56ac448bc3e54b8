import * as z from 'zod';
import { isEmailAddress } from '#shared/domain/people/email-address.ts';
import { account as storedAccount, roles, user as storedUser } from '#shared/domain/people/people.ts';
import { about, suchAs } from './about.ts';
import { accountId, groupId, organisationId, userId } from './ids.ts';
import { admins, everyone, revised, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { phone } from './phone.ts';
import { storedFields } from './stored-fields.ts';
import { fields, language, line, revision, zone } from './values.ts';

export const email = z
  .string()
  .trim()
  .toLowerCase()
  .refine(isEmailAddress, 'Not an email address that mail can be sent to: write it as name@example.com.')
  .meta({ description: 'An email address.', examples: ['ana@example.com'] });

const role = about(
  z.enum(roles, `Choose one of ${roles.join(', ')}.`),
  'What the user may see and change: what is the user’s own, that of the users of the same groups, or everything. Of the roles of token and record the lower counts (F11).',
  'user',
);

const userIn = z
  .strictObject({
    name: line(100, 'The name', 'Claire Petit'),
    email,
    phone: phone.optional(),
    role: role.default('user'),
    zone,
    groupIds: z.array(groupId).max(20, 'A user is in 20 groups at most.').default([]),
    signature: about(z.string().max(2000).optional(), 'Templates read it as `sender.signature`.'),
    active: about(
      z.boolean().default(true),
      'An inactive user is refused everything, and nothing is sent in the user’s name (F11).',
    ),
    language: about(language.optional(), 'Of mails to the user; absent: that of the organisation.'),
  })
  .meta({ id: 'UserIn' });

const user = z
  .object({
    id: userId,
    revision,
    ...storedFields(storedUser, 'name', 'email', 'phone'),
    role,
    zone: suchAs(z.string(), 'Europe/Paris'),
    ...storedFields(storedUser, 'groupIds', 'signature', 'active', 'language'),
  })
  .meta({ id: 'User' });

/** What users change of their own record; null takes a value away. */
const meChange = z
  .strictObject({
    phone: phone.nullable().optional(),
    zone: zone.optional(),
    signature: suchAs(
      z.string().max(2000, 'The signature has 2,000 characters at most.').nullable().optional(),
      'Claire Petit\nAcme',
    ),
    language: language.nullable().optional(),
  })
  .meta({ id: 'MeChange' });

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
    domain: suchAs(z.string().trim().max(253).optional(), 'boulangerie-martin.example'),
    fields: fields.default({}),
  })
  .meta({ id: 'AccountIn' });

const account = z
  .object({ id: accountId, revision, ...storedFields(storedAccount, 'name', 'domain', 'fields') })
  .meta({ id: 'Account' });

const me = z
  .object({
    organisation: organisationId,
    userId: z.string(),
    role,
    user: about(user.optional(), 'The user’s record; absent until an admin has created it.'),
  })
  .meta({ id: 'Me' });

const oneUser = { tag: 'Users', roles: everyone, params: z.object({ id: userId }) } as const;
const oneGroup = { tag: 'Groups', roles: everyone, params: z.object({ id: groupId }) } as const;
const oneAccount = { tag: 'Accounts', roles: everyone, params: z.object({ id: accountId }) } as const;

/** The four operations on a noun with chosen ids: list, read, write, each the same for users, groups and accounts. */
export const peopleOperations = {
  getMe: {
    on: 'GET /v1/me',
    tag: 'Me',
    summary: 'Read who the caller is',
    roles: everyone,
    returns: { status: 200, description: 'Organisation, user and role.', body: me },
    etag: true,
  },
  changeMe: {
    on: 'PATCH /v1/me',
    tag: 'Me',
    summary: 'Change what is one’s own in one’s record',
    description:
      'Telephone, zone, signature and language; what is absent stays, null takes a value away. The zone is that of one’s working hours and days. Name, address, role and groups are for admins (F11).',
    roles: everyone,
    body: meChange,
    ...revised(user, 'The user.'),
    conditional: true,
    problems: [404, 412, 428],
  },
  listUsers: {
    on: 'GET /v1/users',
    tag: 'Users',
    summary: 'List users',
    roles: everyone,
    query: pageQuery,
    returns: { status: 200, description: 'Users by id.', body: pageOf(user) },
  },
  getUser: {
    ...oneUser,
    on: 'GET /v1/users/{id}',
    summary: 'Read a user',
    ...revised(user, 'The user.'),
    problems: [404],
  },
  putUser: {
    ...oneUser,
    on: 'PUT /v1/users/{id}',
    summary: 'Create or replace a user',
    description: 'Only a super admin can create, change or remove super admins.',
    roles: admins,
    body: userIn,
    ...revised(user, 'The user; 201 when new.'),
    conditional: true,
    problems: [412, 428],
  },
  listGroups: {
    on: 'GET /v1/groups',
    tag: 'Groups',
    summary: 'List groups',
    roles: everyone,
    query: pageQuery,
    returns: { status: 200, description: 'Groups by id.', body: pageOf(group) },
  },
  getGroup: {
    ...oneGroup,
    on: 'GET /v1/groups/{id}',
    summary: 'Read a group',
    ...revised(group, 'The group.'),
    problems: [404],
  },
  putGroup: {
    ...oneGroup,
    on: 'PUT /v1/groups/{id}',
    summary: 'Create or replace a group',
    roles: admins,
    body: groupIn,
    ...revised(group, 'The group; 201 when new.'),
    conditional: true,
    problems: [412, 428],
  },
  deleteGroup: {
    ...oneGroup,
    on: 'DELETE /v1/groups/{id}',
    summary: 'Delete a group',
    description: 'Refused while a user is in it. Its settings go with it.',
    roles: admins,
    returns: { status: 204, description: 'It is deleted.' },
    conditional: true,
    problems: [404, 409, 412, 428],
  },
  listAccounts: {
    on: 'GET /v1/accounts',
    tag: 'Accounts',
    summary: 'List accounts',
    roles: everyone,
    query: pageQuery,
    returns: { status: 200, description: 'Accounts by id.', body: pageOf(account) },
  },
  getAccount: {
    ...oneAccount,
    on: 'GET /v1/accounts/{id}',
    summary: 'Read an account',
    ...revised(account, 'The account.'),
    problems: [404],
  },
  putAccount: {
    ...oneAccount,
    on: 'PUT /v1/accounts/{id}',
    summary: 'Create or replace an account',
    description: 'Replacing one takes a manager, an admin, or a lead of one’s own in it (F11).',
    body: accountIn,
    ...revised(account, 'The account; 201 when new.'),
    conditional: true,
    problems: [412, 428],
  },
} as const satisfies Record<string, Operation>;
