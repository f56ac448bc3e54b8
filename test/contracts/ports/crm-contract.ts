import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { crmFieldTypes } from '#shared/domain/crm/crm-object.ts';
import { changesContract } from './crm-contract-changes.ts';
import { faultsContract } from './crm-contract-faults.ts';
import { readsContract } from './crm-contract-reads.ts';
import { writesContract } from './crm-contract-writes.ts';
import { faultOf, type OnCrm } from './crm-rule.ts';
import type { CrmUnderTest } from './crm-world.ts';

/** What every CRM does, whichever it is (B6): on stand-ins in `npm test`, on the provider’s own by `npm run test:crm`. */
export function crmContract(name: string, make: () => Promise<CrmUnderTest>): void {
  const rule: OnCrm = (title, run) => {
    test(`B6: ${title}`, async (t) => {
      const under = await make();
      try {
        await run({ ...under, lacks: async (what) => t.skip(`not here: ${what}`) });
      } finally {
        await under.close?.();
      }
    });
  };
  describe(`the CRM ${name}`, () => {
    describe('what it has', () => descriptionContract(rule));
    describe('what changed in it', () => changesContract(rule));
    describe('what is read of it', () => readsContract(rule));
    describe('what is written to it', () => writesContract(rule));
    describe('what goes wrong with it', () => faultsContract(rule));
  });
}

function descriptionContract(rule: OnCrm): void {
  rule('a test says whose CRM it is, and changes nothing', async ({ crm }) => {
    const { organisation } = await crm.test();
    assert.notEqual(organisation, '');
  });

  rule('people and accounts are among its objects', async ({ crm, world }) => {
    assert.ok(crm.objects.includes(world.person));
    assert.ok(crm.objects.includes('account'));
  });

  rule(
    'the fields of each object are described, with types and whether they may be written',
    async ({ crm, world }) => {
      for (const object of crm.objects) {
        const fields = await crm.describe(object);
        assert.ok(fields.length > 0);
        for (const { name, label, type } of fields) {
          assert.notEqual(name, '');
          assert.notEqual(label, '');
          assert.ok(crmFieldTypes.includes(type));
        }
        assert.equal(new Set(fields.map(({ name }) => name)).size, fields.length);
      }
      const of = new Map((await crm.describe(world.person)).map((field) => [field.name, field]));
      const { email, lastName, list, readOnly, flag, instant } = world.names.person;
      assert.deepEqual([of.get(email)?.type, of.get(email)?.writable], ['email', true]);
      assert.deepEqual([of.get(lastName)?.type, of.get(lastName)?.writable], ['text', true]);
      assert.deepEqual([of.get(list)?.type, of.get(list)?.writable], ['choice', true]);
      assert.equal(of.get(readOnly)?.writable, false);
      if (flag !== undefined) assert.equal(of.get(flag)?.type, 'boolean');
      if (instant !== undefined) assert.equal(of.get(instant)?.type, 'instant');
    },
  );

  rule('a list of values is read with labels, each value once', async ({ crm, world }) => {
    const { list, values } = world.names.person;
    const options = await crm.picklist({ object: world.person, field: list });
    for (const value of values) assert.equal(options.find((option) => option.value === value)?.active, true);
    assert.ok(options.every(({ label }) => label !== ''));
    assert.equal(new Set(options.map(({ value }) => value)).size, options.length);
  });

  rule('a field without a list has no values', async ({ crm, world }) => {
    assert.deepEqual(await crm.picklist({ object: world.person, field: world.names.person.lastName }), []);
  });

  rule(
    'a value that is added to a list is there at once; switched off, it may not be chosen',
    async ({ crm, world, lacks }) => {
      if (world.addValue === undefined || world.switchOffValue === undefined) return lacks('changing lists');
      const of = { object: world.person, field: world.names.person.list };
      const active = async (): Promise<boolean | undefined> =>
        (await crm.picklist(of)).find(({ value }) => value === 'Nurturing')?.active;
      await world.addValue('Nurturing');
      assert.equal(await active(), true);
      await world.switchOffValue('Nurturing');
      assert.notEqual(await active(), true);
    },
  );

  rule(
    'a value that depends on another field says on which, and on which values of it',
    async ({ crm, world, lacks }) => {
      const { dependent } = world;
      if (dependent === undefined) return lacks('dependent lists');
      const options = await crm.picklist({ object: world.person, field: dependent.field });
      const of = options.find(({ value }) => value === dependent.value)?.dependsOn;
      assert.equal(of?.field, dependent.on);
      assert.ok(of.values.includes(dependent.whileValue));
      assert.ok(!of.values.includes(dependent.notWhile));
    },
  );

  rule('a list may differ by record type', async ({ crm, world, lacks }) => {
    if (world.recordTyped === undefined) return lacks('record types');
    const { object, field, recordType, lacks: missing } = world.recordTyped;
    const type = (await crm.recordTypes(object)).find(({ label }) => label === recordType);
    assert.ok(type);
    const has = async (id?: string): Promise<boolean> =>
      (await crm.picklist({ object, field, recordType: id })).some(
        ({ value, active }) => value === missing && active,
      );
    assert.deepEqual([await has(), await has(type.id)], [true, false]);
  });

  rule('a status that converts is told from those that do not', async ({ crm, world, lacks }) => {
    if (world.converting === undefined) return lacks('converting');
    const { field, status, other } = world.converting;
    const options = await crm.picklist({ object: 'lead', field });
    const converts = (of: string): boolean => options.find(({ value }) => value === of)?.converts === true;
    assert.deepEqual([converts(status), converts(other)], [true, false]);
  });

  rule(
    'the list of a field that is not there is no list but a fault that names it',
    async ({ crm, world }) => {
      const fault = await faultOf(crm.picklist({ object: world.person, field: 'nowhere__c' }));
      assert.deepEqual(fault.kind === 'no-field' && [fault.object, fault.field], [
        world.person,
        'nowhere__c',
      ]);
    },
  );

  rule('users come with their addresses, those who have left marked', async ({ crm, world, lacks }) => {
    if (world.addUser === undefined) return lacks('adding users');
    const here = await world.addUser({ email: 'ines@firm.example', name: 'Inès Roy', active: true });
    const left = await world.addUser({ email: 'paul@firm.example', name: 'Paul Roy', active: false });
    const users = await crm.users();
    assert.deepEqual(
      users.find(({ id }) => id === here),
      {
        id: here,
        email: 'ines@firm.example',
        name: 'Inès Roy',
        active: true,
      },
    );
    // Where the CRM forgets who left, they are not there.
    assert.notEqual(users.find(({ id }) => id === left)?.active, true);
  });

  rule('records are counted', async ({ crm, world }) => {
    const before = await crm.count(world.person);
    const { lastName, email } = world.names.person;
    await world.seed({ object: world.person, fields: { [lastName]: 'Zola', [email]: 'zola@count.example' } });
    assert.equal(await crm.count(world.person), before + 1);
  });
}
