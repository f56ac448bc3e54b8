import assert from 'node:assert/strict';
import { roles, type Role } from '#shared/domain/people/people.ts';
import { apiWorld, type ApiWorld, type As, type CallOptions } from '#test/support/api.ts';
import { call, draft, mail } from '#test/support/api-with-sequence.ts';

/** Whose a thing is, seen from the caller: the own, of a user of the same group, of another user, of elsewhere. */
export const relations = ['own', 'group', 'foreign', 'elsewhere'] as const;
export type Relation = (typeof relations)[number];

/** Who owns a thing. */
export type Owner = { organisation: string; id: string };

/** An organisation in which there is a caller of each role, all in one group with a colleague, and a user of another. */
export type Staff = {
  world: ApiWorld;
  /** The caller of a role. */
  callerOf: (role: Role) => As;
  ownerOf: (relation: Relation, role: Role) => Owner;
  /** Calls as an owner, who is a plain user. */
  by: (owner: Owner) => As;
  /** Calls as an admin of the owner's organisation. */
  admin: (owner: Owner) => As;
  /** A number that was not given before. */
  next: () => number;
};

const home = 'acme';
const elsewhere = 'globex';
const callerId = (role: Role): string => role.replaceAll('_', '-');

/** Does what must succeed. */
export async function must(
  by: As,
  method: string,
  path: string,
  options: CallOptions = {},
): Promise<Awaited<ReturnType<As>>['body']> {
  const { status, body } = await by(method, path, options);
  assert.ok(status < 300, `${method} ${path}: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** The staff of both organisations, with what everything else needs: a template, two sequences, a webhook. */
export async function staffed(world: ApiWorld = apiWorld()): Promise<Staff> {
  let last = 0;
  for (const organisation of [home, elsewhere]) {
    const admin = world.as('root', 'super_admin', organisation);
    for (const id of ['paris', 'lyon']) await must(admin, 'PUT', `/v1/groups/${id}`, { body: { name: id } });
    const people =
      organisation === home
        ? [
            ...roles.map((role) => [callerId(role), role, 'paris']),
            ['peer', 'user', 'paris'],
            ['luc', 'user', 'lyon'],
          ]
        : [['kim', 'user', 'paris']];
    for (const [id = '', role, group] of people) {
      const body = { name: id, email: `${id}@acme.example`, zone: 'Europe/Paris', role, groupIds: [group] };
      await must(admin, 'PUT', `/v1/users/${id}`, { body });
    }
    await must(admin, 'PUT', '/v1/templates/hello', { body: { ...mail, shared: true } });
    for (const id of ['spring', 'summer']) {
      await must(admin, 'PUT', `/v1/sequences/${id}`, { body: { name: id, draft } });
      await must(admin, 'POST', `/v1/sequences/${id}/publish`, { headers: { 'if-match': '*' } });
    }
    const convert = { url: 'https://crm.example/hook' };
    const body = { leadWebhooks: { convert, disqualify: null } };
    await must(admin, 'PATCH', '/v1/settings/organisation', { body });
  }
  return {
    world,
    callerOf: (role) => world.as(callerId(role), role),
    ownerOf: (relation, role) =>
      ({
        own: { organisation: home, id: callerId(role) },
        group: { organisation: home, id: 'peer' },
        foreign: { organisation: home, id: 'luc' },
        elsewhere: { organisation: elsewhere, id: 'kim' },
      })[relation],
    by: ({ organisation, id }) => world.as(id, 'user', organisation),
    admin: ({ organisation }) => world.as('root', 'super_admin', organisation),
    next: () => (last += 1),
  };
}

/** A draft of one call, for sequences that are made to be changed. */
export const oneCall = { steps: [{ ...call, wait: { amount: 0, unit: 'days' } }] };
