import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CrmField } from '#shared/domain/crm/crm-object.ts';
import type { MappedField } from '#shared/domain/crm/mapping.ts';
import {
  problemsOfMapping,
  warningsOfMapping,
  type MappingInput,
} from '#shared/domain/crm/validate-mapping.ts';

const there = (name: string, over: Partial<CrmField> = {}): CrmField => ({
  name,
  label: name,
  type: 'text',
  writable: true,
  ...over,
});
const facts = {
  fields: {
    lead: [
      there('FirstName'),
      there('Email', { type: 'email' }),
      there('Score', { type: 'number', writable: false }),
      there('Address', { type: 'other' }),
      there('Status', { type: 'choice' }),
      there('Fixed', { type: 'choice', writable: false }),
    ],
    account: [there('Name')],
  },
  isActiveUser: true,
};
const field = (over: Partial<MappedField>): MappedField => ({
  object: 'lead',
  ours: 'firstName',
  theirs: 'FirstName',
  direction: 'in',
  wins: 'theirs',
  ...over,
});
const email = field({ ours: 'email', theirs: 'Email' });
const input = (over: Partial<MappingInput> = {}): MappingInput => ({
  fields: [email],
  status: {},
  owners: 'in',
  defaultOwnerId: 'claire',
  takesIn: 'by-rule',
  activities: {},
  ...over,
});
const paths = (over: Partial<MappingInput>, known: Parameters<typeof problemsOfMapping>[1] = facts) =>
  problemsOfMapping(input(over), known).map(({ path }) => path.join('.'));

describe('a mapping', () => {
  test('B1: that fits what is there has no problem', () => {
    assert.deepEqual(paths({ status: { lead: 'Status' } }), []);
  });

  const cases: [string, Partial<MappingInput>, string[]][] = [
    ['a field that the CRM has not', { fields: [email, field({ theirs: 'Nope' })] }, ['fields.1.theirs']],
    ['a field that we have not', { fields: [email, field({ ours: 'shoeSize' })] }, ['fields.1.ours']],
    ['records that this CRM has not', { fields: [email, field({ object: 'contact' })] }, ['fields.1.object']],
    [
      'writing what cannot be written',
      { fields: [email, field({ theirs: 'Score', direction: 'out' })] },
      ['fields.1.direction'],
    ],
    [
      'a field of accounts that goes out',
      { fields: [email, field({ object: 'account', ours: 'name', theirs: 'Name', direction: 'both' })] },
      ['fields.1.direction'],
    ],
    ['a value that is many', { fields: [email, field({ theirs: 'Address' })] }, ['fields.1.theirs']],
    [
      'an address from what is none',
      { fields: [field({ ours: 'email', theirs: 'Score' })] },
      ['fields.0.theirs'],
    ],
    [
      'one field of ours twice',
      { fields: [email, field({ ours: 'email', theirs: 'FirstName' })] },
      ['fields.1.ours'],
    ],
    [
      'one field of theirs written twice',
      {
        fields: [
          email,
          field({ direction: 'both' }),
          field({ ours: 'lastName', theirs: 'FirstName', direction: 'out' }),
        ],
      },
      ['fields.2.theirs'],
    ],
    ['a status that is no list', { status: { lead: 'FirstName' } }, ['status.lead']],
    ['a status that is not there', { status: { lead: 'Nope' } }, ['status.lead']],
    ['a status that cannot be written', { status: { lead: 'Fixed' } }, ['status.lead']],
    ['nobody who could be reached', { fields: [field({})] }, ['fields']],
  ];
  for (const [what, over, wanted] of cases)
    test(`B1: with ${what} is refused there`, () => {
      assert.deepEqual(paths(over), wanted);
    });

  test('B1: whose default owner is nobody is refused', () => {
    assert.deepEqual(paths({}, { ...facts, isActiveUser: false }), ['defaultOwnerId']);
  });

  test('B1: says what it leaves out', () => {
    assert.equal(warningsOfMapping(input({ owners: 'none' })).length, 3);
  });
});
