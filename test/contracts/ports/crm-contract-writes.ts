import assert from 'node:assert/strict';
import { textOf } from '#shared/domain/time/instants.ts';
import type { Crm, CrmActivity } from '#shared/ports/crm.ts';
import { faultOf, type OnCrm } from './crm-rule.ts';
import type { CrmWorld } from './crm-world.ts';

let numbers = 0;

async function person(world: CrmWorld, name: string): Promise<string> {
  const { lastName, email } = world.names.person;
  numbers += 1;
  const fields = { [lastName]: name, [email]: `write-${numbers}@writes.example` };
  return world.seed({ object: world.person, fields });
}

async function valueOf(crm: Crm, world: CrmWorld, id: string, field: string): Promise<string | undefined> {
  const [record] = await crm.read({ object: world.person, ids: [id], fields: [field] });
  return record?.fields[field];
}

/** What a CRM makes of what is written (B6: batches answer for each member, converting is done once). */
export function writesContract(rule: OnCrm): void {
  rule('fields are written, null empties one, the rest stays', async ({ crm, world }) => {
    const { lastName, email, list, values } = world.names.person;
    const id = await person(world, 'Before');
    const awkward = `<b>"After" & \\ 'so' 漢🙂`;
    const answers = await crm.write(world.person, [
      { id, fields: { [lastName]: awkward, [email]: null, [list]: values[1] } },
    ]);
    assert.deepEqual(answers, [{ kind: 'written' }]);
    const [record] = await crm.read({ object: world.person, ids: [id], fields: [lastName, email, list] });
    assert.deepEqual(record?.fields, { [lastName]: awkward, [list]: values[1] });
  });

  rule('an account is written too', async ({ crm, world }) => {
    const { name } = world.names.account;
    const id = await world.seed({ object: 'account', fields: { [name]: 'Before SA' } });
    assert.deepEqual(await crm.write('account', [{ id, fields: { [name]: 'After SA' } }]), [
      { kind: 'written' },
    ]);
    const [record] = await crm.read({ object: 'account', ids: [id], fields: [name] });
    assert.equal(record?.fields[name], 'After SA');
  });

  rule(
    'a batch answers in its order, and one refused among good ones keeps none of them back',
    async ({ crm, world }) => {
      const {
        lastName,
        list,
        values,
        refuses = { field: list, value: 'No such value' },
      } = world.names.person;
      const [one, two, three] = [
        await person(world, 'One'),
        await person(world, 'Two'),
        await person(world, 'Three'),
      ];
      const gone = await person(world, 'Gone');
      await world.remove(world.person, gone);
      const answers = await crm.write(world.person, [
        { id: one, fields: { [list]: values[0] } },
        { id: two, fields: { [refuses.field]: refuses.value } },
        { id: gone, fields: { [lastName]: 'Back?' } },
        { id: three, fields: { [list]: values[1] } },
      ]);
      assert.deepEqual(
        answers.map(({ kind }) => kind),
        ['written', 'refused', 'gone', 'written'],
      );
      assert.ok(answers[1]?.kind === 'refused' && answers[1].why !== '');
      assert.equal(await valueOf(crm, world, one, list), values[0]);
      assert.notEqual(await valueOf(crm, world, two, refuses.field), refuses.value);
      assert.equal(await valueOf(crm, world, three, list), values[1]);
    },
  );

  rule('two hundred are written at once', async ({ crm, world, lacks }) => {
    if (world.seedTogether === undefined) return lacks('making many at once');
    const { lastName } = world.names.person;
    const ids = await world.seedTogether(
      Array.from({ length: 200 }, (_, n) => ({ object: world.person, fields: { [lastName]: `Row ${n}` } })),
    );
    const answers = await crm.write(
      world.person,
      ids.map((id, n) => ({ id, fields: { [lastName]: `Written ${n}` } })),
    );
    assert.deepEqual([...new Set(answers.map(({ kind }) => kind))], ['written']);
    assert.equal(answers.length, 200);
    assert.equal(await valueOf(crm, world, ids[137] ?? '', lastName), 'Written 137');
  });

  rule('nothing to write is no call that fails', async ({ crm, world }) => {
    assert.deepEqual(await crm.write(world.person, []), []);
    assert.deepEqual(await crm.addActivities([]), []);
  });

  rule(
    'a record that was merged is gone, and says into which where the CRM tells',
    async ({ crm, world, lacks }) => {
      if (world.merge === undefined) return lacks('merging');
      const [winner, loser] = [await person(world, 'Winner'), await person(world, 'Loser')];
      await world.merge(world.person, winner, loser);
      const { lastName } = world.names.person;
      const [answer] = await crm.write(world.person, [{ id: loser, fields: { [lastName]: 'Late' } }]);
      // Where the CRM leads on to the record that is left, it is written there.
      if (answer?.kind === 'written') assert.equal(await valueOf(crm, world, winner, lastName), 'Late');
      else assert.deepEqual(answer, { kind: 'gone', into: winner });
    },
  );

  rule('a record that is locked is written later', async ({ crm, world, lacks }) => {
    if (world.lock === undefined) return lacks('locking');
    const { lastName } = world.names.person;
    const [locked, other] = [await person(world, 'Locked'), await person(world, 'Other')];
    await world.lock(world.person, locked);
    const writes = [locked, other].map((id) => ({ id, fields: { [lastName]: 'Now' } }));
    assert.deepEqual(
      (await crm.write(world.person, writes)).map(({ kind }) => kind),
      ['later', 'written'],
    );
    assert.deepEqual(
      (await crm.write(world.person, writes)).map(({ kind }) => kind),
      ['written', 'written'],
    );
  });

  rule('a field that is not there is never written silently: it is named', async ({ crm, world }) => {
    const id = await person(world, 'Field');
    const writing = crm.write(world.person, [{ id, fields: { nowhere__c: 'x' } }]);
    const refused = await writing.catch(() => undefined);
    if (refused === undefined) {
      const fault = await faultOf(writing);
      assert.deepEqual(fault.kind === 'no-field' && [fault.object, fault.field], [
        world.person,
        'nowhere__c',
      ]);
    } else assert.ok(refused[0]?.kind === 'refused' && refused[0].why.includes('nowhere__c'));
  });

  rule('a field that may not be written is refused', async ({ crm, world }) => {
    const id = await person(world, 'Fixed');
    const { readOnly } = world.names.person;
    const writing = crm.write(world.person, [{ id, fields: { [readOnly]: 'x' } }]);
    const refused = await writing.catch(() => undefined);
    if (refused === undefined) assert.equal((await faultOf(writing)).kind, 'no-field');
    else assert.equal(refused[0]?.kind, 'refused');
  });

  rule(
    'a lead is converted with a status that converts, and reading it tells into which contact',
    async ({ crm, world, lacks }) => {
      if (crm.convert === undefined || world.converting === undefined) return lacks('converting');
      const { status, field, asked } = world.converting;
      const id = await person(world, 'Convert');
      assert.deepEqual(await crm.convert(id, status), { kind: 'written' });
      const [lead] = await crm.read({ object: 'lead', ids: [id], fields: [field] });
      assert.equal(lead?.fields[field], status);
      const [contact] = await crm.read({
        object: 'contact',
        ids: [lead.convertedTo ?? ''],
        fields: [world.names.person.lastName],
      });
      assert.equal(contact?.fields[world.names.person.lastName], 'Convert');
      if (asked !== undefined) assert.equal(asked(id), 1);
    },
  );

  rule('a lead that is converted already is not converted again', async ({ crm, world, lacks }) => {
    if (crm.convert === undefined || world.converting === undefined) return lacks('converting');
    const id = await person(world, 'Twice');
    await crm.convert(id, world.converting.status);
    assert.equal((await crm.convert(id, world.converting.status)).kind, 'refused');
  });

  rule(
    'a status that does not convert is refused, and a lead that is gone is gone',
    async ({ crm, world, lacks }) => {
      if (crm.convert === undefined || world.converting === undefined) return lacks('converting');
      const [id, gone] = [await person(world, 'Stays'), await person(world, 'Left')];
      assert.equal((await crm.convert(id, world.converting.other)).kind, 'refused');
      await world.remove(world.person, gone);
      assert.equal((await crm.convert(gone, world.converting.status)).kind, 'gone');
      const [lead] = await crm.read({ object: 'lead', ids: [id], fields: [] });
      assert.equal(lead?.convertedTo, undefined);
    },
  );

  rule(
    'activities are written with subject and text, in their order, one answer each',
    async ({ crm, world }) => {
      const id = await person(world, 'Active');
      const gone = await person(world, 'Nobody');
      await world.remove(world.person, gone);
      const activity = (of: string, as: 'task' | 'note'): CrmActivity => ({
        key: `activity-${of}-${textOf(world.now())}`,
        about: { object: world.person, id: of },
        as,
        call: false,
        subject: `Mail <sent> "${as}"`,
        body: 'First line\nsecond & last',
        at: world.now(),
      });
      const answers = await crm.addActivities([
        activity(id, 'task'),
        activity(gone, 'task'),
        activity(id, 'note'),
      ]);
      assert.equal(answers.length, 3);
      assert.deepEqual([answers[0]?.kind, answers[2]?.kind], ['written', 'written']);
      assert.ok(answers[1]?.kind === 'gone' || answers[1]?.kind === 'refused');
      if (world.activities === undefined) return;
      const seen = await world.activities({ object: world.person, id });
      assert.deepEqual(seen.map(({ subject }) => subject).toSorted(), [
        'Mail <sent> "note"',
        'Mail <sent> "task"',
      ]);
      assert.ok(seen.every(({ body }) => body.includes('First line\nsecond & last')));
    },
  );

  rule('a call is written with how long it took', async ({ crm, world }) => {
    const id = await person(world, 'Caller');
    const call: CrmActivity = {
      key: `call-${id}`,
      about: { object: world.person, id },
      as: 'task',
      call: true,
      subject: 'Call',
      at: world.now(),
      seconds: 95,
    };
    assert.deepEqual(await crm.addActivities([call]), [{ kind: 'written' }]);
  });

  rule('the same activity again is written once, where the CRM can tell', async ({ crm, world, lacks }) => {
    if (world.writesActivitiesOnce !== true || world.activities === undefined)
      return lacks('telling activities apart');
    assert.equal(crm.knowsActivities, true);
    const id = await person(world, 'Once');
    const about = { object: world.person, id };
    const of = (key: string): CrmActivity => ({
      key,
      about,
      as: 'task',
      call: false,
      subject: key,
      at: world.now(),
    });
    const keys = [`first-${id}`, `second-${id}`];
    assert.deepEqual(await crm.addActivities([of(keys[0] ?? '')]), [{ kind: 'written' }]);
    assert.deepEqual(await crm.addActivities(keys.map(of)), [{ kind: 'written' }, { kind: 'written' }]);
    assert.deepEqual((await world.activities(about)).map(({ subject }) => subject).toSorted(), keys);
  });
}
