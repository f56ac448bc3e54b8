import assert from 'node:assert/strict';
import { people } from './crm-people.ts';
import { faultOf, type OnCrm } from './crm-rule.ts';

/** What is read of a CRM beside its changes (B1: previews; B6). */
export function readsContract(rule: OnCrm): void {
  rule('it tells that it has answered, once it has', async ({ crm, world }) => {
    await crm.count(world.person);
    assert.equal(crm.answered(), true);
  });

  rule('the newest come first, no more than asked for', async ({ crm, world }) => {
    const ids = await people(world, ['Wolf', 'Xerx', 'York']);
    const { lastName } = world.names.person;
    const newest = await crm.newest({ object: world.person, fields: [lastName], most: 2 });
    assert.deepEqual(
      newest.map(({ id }) => id),
      ids.toReversed().slice(0, 2),
    );
    assert.equal(newest[0]?.fields[lastName], 'York');
  });

  rule('records are read by id; those that are not there are left out', async ({ crm, world }) => {
    const { lastName } = world.names.person;
    const [one = '', two = '', gone = ''] = await people(world, ['Zahn', 'Zell', 'Zorn']);
    await world.remove(world.person, gone);
    const ids = [one, gone, two, "x' OR Id != '", ''];
    const records = await crm.read({ object: world.person, ids, fields: [lastName] });
    assert.deepEqual(
      records
        .filter(({ deleted }) => deleted !== true)
        .map(({ id }) => id)
        .toSorted(),
      [one, two].toSorted(),
    );
    assert.equal(records.find(({ id }) => id === two)?.fields[lastName], 'Zell');
    assert.deepEqual(await crm.read({ object: world.person, ids: [], fields: [lastName] }), []);
  });

  rule(
    'a field that is not there is a fault that names it, not an empty one',
    async ({ crm, world, lacks }) => {
      if (world.tellsMissingFields !== true) return lacks('telling missing fields when reading');
      const of = { object: world.person, fields: [world.names.person.lastName, 'nowhere__c'] };
      for (const call of [
        () => crm.changes({ ...of, since: world.now(), most: 10 }),
        () => crm.newest({ ...of, most: 10 }),
        () => crm.read({ ...of, ids: ['00Q000000000001'] }),
      ]) {
        const fault = await faultOf(call());
        assert.deepEqual(fault.kind === 'no-field' && [fault.object, fault.field], [
          world.person,
          'nowhere__c',
        ]);
        assert.ok(fault.message.includes('nowhere__c'));
      }
    },
  );
}
