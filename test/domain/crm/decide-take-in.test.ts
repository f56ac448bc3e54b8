import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decideTakeIn, OWNER, type TakeInFacts } from '#shared/domain/crm/decide-take-in.ts';
import type { CrmLink } from '#shared/domain/crm/crm-link.ts';
import type { CrmRecord } from '#shared/domain/crm/crm-object.ts';
import type { MappedField, Mapping } from '#shared/domain/crm/mapping.ts';
import { mapping as sample, crmLink } from '#test/contracts/store/samples/connections.ts';
import { lead } from '#test/contracts/store/samples/people.ts';
import { at } from '#test/support/at.ts';

const now = at('2027-03-15T10:00:00.000Z');
const field = (over: Partial<MappedField> = {}): MappedField => ({
  object: 'lead',
  ours: 'firstName',
  theirs: 'FirstName',
  direction: 'both',
  wins: 'theirs',
  ...over,
});
const mapped = (fields: MappedField[], over: Partial<Mapping> = {}): Mapping => ({
  ...sample,
  fields,
  status: { lead: 'Status' },
  owners: 'in',
  ...over,
});
const record = (fields: Record<string, string>, over: Partial<CrmRecord> = {}): CrmRecord => ({
  object: 'lead',
  id: '00Q1',
  modifiedAt: now,
  fields,
  ...over,
});
const linked = (agreed: Record<string, string>): CrmLink => ({
  ...crmLink,
  erased: undefined,
  gone: undefined,
  agreed,
});
const decide = (over: Partial<TakeInFacts>) =>
  decideTakeIn({
    mapping: mapped([field()]),
    record: record({}),
    link: undefined,
    ours: undefined,
    read: (_, value) => (value === 'broken' ? { problem: 'It is broken.' } : { value }),
    ownerId: undefined,
    ...over,
  });
const named = (firstName: string | undefined) => ({ ...lead, firstName });

describe('a change of a record of the CRM', () => {
  test('B6: a value that changed there is taken over', () => {
    const { changes, agreed } = decide({
      record: record({ FirstName: 'Ana' }),
      link: linked({ FirstName: 'Anna' }),
      ours: named('Anna'),
    });
    assert.deepEqual(changes, { firstName: 'Ana' });
    assert.deepEqual(agreed, { FirstName: 'Ana' });
  });

  test('B6: what both sides agreed on already is no change, so that our own write coming back ends there', () => {
    const { changes, pushBack } = decide({
      record: record({ FirstName: 'Ana' }),
      link: linked({ FirstName: 'Ana' }),
      ours: named('Annette'),
    });
    assert.deepEqual([changes, pushBack], [{}, {}]);
  });

  test('B6: where both have changed, the mapping says whose value stays; ours is then written there', () => {
    const facts = {
      record: record({ FirstName: 'Ana' }),
      link: linked({ FirstName: 'Anna' }),
      ours: named('Annette'),
    };
    assert.deepEqual(decide(facts).changes, { firstName: 'Ana' });
    const oursWins = decide({ ...facts, mapping: mapped([field({ wins: 'ours' })]) });
    assert.deepEqual(oursWins.changes, {});
    assert.deepEqual(oursWins.pushBack, { FirstName: 'Annette' });
    assert.deepEqual(oursWins.agreed, { FirstName: 'Ana' });
  });

  test('B6: a value that was emptied there is emptied here', () => {
    const { changes, agreed } = decide({
      record: record({}),
      link: linked({ FirstName: 'Anna' }),
      ours: named('Anna'),
    });
    assert.deepEqual(changes, { firstName: null });
    assert.deepEqual(agreed, {});
  });

  test('B6: when a lead and a record are linked, what is empty on one side is filled from the other', () => {
    const fromThere = decide({ record: record({ FirstName: 'Ana' }), ours: named(undefined) });
    assert.deepEqual(fromThere.changes, { firstName: 'Ana' });
    const fromHere = decide({ record: record({}), ours: named('Anna') });
    assert.deepEqual(fromHere.changes, {});
    assert.deepEqual(fromHere.pushBack, { FirstName: 'Anna' });
  });

  test('B6: a field that only goes out is never taken over', () => {
    const { changes } = decide({
      mapping: mapped([field({ direction: 'out' })]),
      record: record({ FirstName: 'Ana' }),
      link: linked({ FirstName: 'Anna' }),
      ours: named('Anna'),
    });
    assert.deepEqual(changes, {});
  });

  test('B6: what only goes out goes when the two are linked', () => {
    const { changes, pushBack } = decide({
      mapping: mapped([field({ direction: 'out' })]),
      record: record({ FirstName: 'Ana' }),
      ours: named('Anna'),
    });
    assert.deepEqual([changes, pushBack], [{}, { FirstName: 'Anna' }]);
  });

  test('B6: a value that has no place here says why, and is asked for again with the next change', () => {
    const { changes, values, agreed } = decide({
      record: record({ FirstName: 'broken' }),
      link: linked({ FirstName: 'Anna' }),
      ours: named('Anna'),
    });
    assert.deepEqual(changes, {});
    assert.equal(values[0]?.problem, 'It is broken.');
    assert.deepEqual(agreed, { FirstName: 'Anna' });
  });

  test('B2: a status that changed there is told, with what it was; the first that is seen is none', () => {
    const changed = decide({
      record: record({ Status: 'Working' }),
      link: linked({ Status: 'Open' }),
      ours: lead,
    });
    assert.deepEqual(changed.status, { from: 'Open', to: 'Working' });
    assert.equal(decide({ record: record({ Status: 'Working' }) }).status, undefined);
    const same = decide({ record: record({ Status: 'Open' }), link: linked({ Status: 'Open' }), ours: lead });
    assert.equal(same.status, undefined);
  });

  test('B6: an owner who changed there changes the owner here, where it is a user', () => {
    const facts = {
      record: record({ FirstName: 'Ana' }, { ownerId: '0052' }),
      link: linked({ FirstName: 'Ana', [OWNER]: '0051' }),
      ours: lead,
    };
    assert.equal(decide({ ...facts, ownerId: 'luc' }).ownerId, 'luc');
    assert.equal(decide({ ...facts, ownerId: undefined }).ownerId, undefined);
    assert.equal(
      decide({ ...facts, ownerId: 'luc', mapping: mapped([field()], { owners: 'out' }) }).ownerId,
      undefined,
    );
    const unchanged = { ...facts, link: linked({ FirstName: 'Ana', [OWNER]: '0052' }) };
    assert.equal(decide({ ...unchanged, ownerId: 'luc' }).ownerId, undefined);
  });
});
