import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { methodAndPath, type Operation } from '#shared/contracts/api/operation.ts';
import { operations, type OperationId } from '#shared/contracts/api/operations.ts';
import { roles, type Role } from '#shared/domain/people/people.ts';
import { cases, type Access, type Asked } from './cases.ts';
import { relations, staffed, type Relation } from './staff.ts';

/** Whose things each role gets at; nobody at those of another organisation. */
const reach = {
  owner: {
    user: ['own'],
    manager: ['own', 'group'],
    admin: ['own', 'group', 'foreign'],
    super_admin: ['own', 'group', 'foreign'],
  },
  company: {
    user: ['own'],
    manager: ['own', 'group', 'foreign'],
    admin: ['own', 'group', 'foreign'],
    super_admin: ['own', 'group', 'foreign'],
  },
  organisation: {
    user: ['own', 'group', 'foreign'],
    manager: ['own', 'group', 'foreign'],
    admin: ['own', 'group', 'foreign'],
    super_admin: ['own', 'group', 'foreign'],
  },
  // There is but one of it, the organisation's.
  'nobody’s': { user: ['own'], manager: ['own'], admin: ['own'], super_admin: ['own'] },
} as const satisfies Record<Access, Record<Role, readonly Relation[]>>;

function isReached(access: Access, role: Role, relation: Relation): boolean {
  return (reach[access][role] as readonly Relation[]).includes(relation);
}

/** What a refusal is: of another organisation there is nothing, so nothing to read, change or name either. */
const refusals: Record<Relation, readonly number[]> = {
  own: [403],
  group: [403],
  foreign: [403],
  elsewhere: [400, 403, 404, 412],
};

/** A scope that is everybody's own, whoever it is asked by: of another organisation there is nothing to ask about. */
const relationsOf = (access: Access): readonly Relation[] => (access === 'nobody’s' ? ['own'] : relations);

function pathOf(operation: Operation, { params = {} }: Asked): string {
  return methodAndPath(operation).path.replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => params[name] ?? assert.fail(`no ${name}`),
  );
}

const shared = await staffed();
const all = Object.entries(operations) as [OperationId, Operation][];

describe('who may do what', () => {
  for (const [id, operation] of all) {
    const { access, about, inNoState, refusedByName, refusedIn, holds } = cases[id];
    const title = `F11: ${id} is for ${operation.roles.length === roles.length ? 'everybody' : operation.roles.join(', ')}, by ${access}`;
    test(title, async () => {
      // Of a list, the first page must be able to hold everything.
      const staff = holds === undefined ? shared : await staffed();
      for (const role of roles) {
        for (const relation of relationsOf(access)) {
          const owner = staff.ownerOf(relation, role);
          const cell = `${id} as ${role}, ${relation}`;
          const held = await holds?.(staff, owner);
          const asked = (await about?.(staff, owner)) ?? {};
          const path = pathOf(operation, asked);
          const { status, body } = await staff.callerOf(role)(methodAndPath(operation).method, path, asked);
          const shown = `${cell}: ${status} ${JSON.stringify(body)}`;
          const may = operation.roles.includes(role);
          const reached = may && isReached(access, role, relation);
          if (!may) assert.equal(status, 403, shown);
          else if (held !== undefined) {
            assert.equal(status, 200, shown);
            assert.equal(JSON.stringify(body).includes(held), reached, shown);
          } else if (reached) {
            assert.ok(inNoState ? status === 409 : status < 300, shown);
            assert.notEqual(refusedIn?.(body), true, shown);
          } else {
            const statuses = refusedByName ? [400] : refusals[relation];
            const refused = status < 300 ? refusedIn?.(body) === true : statuses.includes(status);
            assert.ok(refused, shown);
          }
        }
      }
    });
  }
});
