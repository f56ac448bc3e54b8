import assert from 'node:assert/strict';
import type { Crm } from '#shared/ports/crm.ts';
import { faultOf, type OnCrm } from './crm-rule.ts';
import type { CrmFaultScript, CrmWorld } from './crm-world.ts';

type Prepared = { id: string; write: () => ReturnType<Crm['write']>; read: () => ReturnType<Crm['read']> };

/** Somebody, whom the connector has read once: it is signed in. */
async function prepared(crm: Crm, world: CrmWorld): Promise<Prepared> {
  const { lastName } = world.names.person;
  const id = await world.seed({ object: world.person, fields: { [lastName]: 'Fault' } });
  const read = (): ReturnType<Crm['read']> =>
    crm.read({ object: world.person, ids: [id], fields: [lastName] });
  const write = (): ReturnType<Crm['write']> =>
    crm.write(world.person, [{ id, fields: { [lastName]: 'Changed' } }]);
  await read();
  return { id, read, write };
}

/** What a caller is told of what goes wrong (B6): whether it was done, when to come again, what to mend. */
export function faultsContract(rule: OnCrm): void {
  const onFault = (
    title: string,
    fault: CrmFaultScript,
    run: (of: Prepared & { crm: Crm; world: CrmWorld; again: () => void }) => Promise<void>,
  ): void =>
    rule(title, async ({ crm, world, lacks }) => {
      if (world.fails === undefined) return lacks('faults by script');
      const fails = world.fails;
      const of = await prepared(crm, world);
      fails(fault);
      await run({ ...of, crm, world, again: () => fails(fault) });
    });

  onFault(
    'a token that has run out is renewed once, for what is read and what is written',
    { kind: 'expired-token' },
    async ({ read, write, again }) => {
      assert.equal((await read()).length, 1);
      again();
      assert.deepEqual(await write(), [{ kind: 'written' }]);
    },
  );

  onFault(
    'who is not let in any more is told to connect again',
    { kind: 'revoked' },
    async ({ read, write, crm }) => {
      assert.equal((await faultOf(read())).kind, 'unauthorised');
      assert.equal((await faultOf(write())).kind, 'unauthorised');
      assert.equal((await faultOf(crm.test())).kind, 'unauthorised');
    },
  );

  onFault(
    'too much at once says when to come again',
    { kind: 'throttled', seconds: 30 },
    async ({ read, write, again, world }) => {
      for (const call of [read, write]) {
        const fault = await faultOf(call());
        assert.ok(fault.kind === 'throttled' && fault.until > world.now());
        again();
      }
    },
  );

  onFault(
    'the day’s allowance used up says when there is a new one',
    { kind: 'allowance-used' },
    async ({ read, write, world }) => {
      for (const call of [read, write]) {
        const fault = await faultOf(call());
        assert.ok(fault.kind === 'allowance' && fault.until > world.now());
      }
    },
  );

  onFault(
    'a CRM that is not there for the moment has done nothing',
    { kind: 'unavailable' },
    async ({ read, write, again }) => {
      assert.equal((await faultOf(read())).kind, 'unavailable');
      again();
      assert.equal((await faultOf(write())).kind, 'unavailable');
      const [record] = await read();
      assert.notEqual(Object.values(record?.fields ?? {})[0], 'Changed');
    },
  );

  onFault(
    'a connection that is refused has done nothing',
    { kind: 'refuses-connection' },
    async ({ read, write }) => {
      assert.equal((await faultOf(read())).kind, 'unavailable');
      assert.equal((await faultOf(write())).kind, 'unavailable');
    },
  );

  onFault(
    'an answer that is lost leaves a read not done, and a write unknown',
    { kind: 'answer-lost' },
    async ({ read, write, again }) => {
      assert.equal((await faultOf(read())).kind, 'unavailable');
      again();
      assert.equal((await faultOf(write())).kind, 'unknown');
      const [record] = await read();
      assert.equal(Object.values(record?.fields ?? {})[0], 'Changed');
      assert.deepEqual(await write(), [{ kind: 'written' }]);
    },
  );

  onFault(
    'a batch that broke in its middle is unknown, and may be written again',
    { kind: 'half-applied' },
    async ({ id, crm, world }) => {
      const { lastName } = world.names.person;
      const other = await world.seed({ object: world.person, fields: { [lastName]: 'Second' } });
      const writes = [id, other].map((of) => ({ id: of, fields: { [lastName]: 'Both' } }));
      assert.equal((await faultOf(crm.write(world.person, writes))).kind, 'unknown');
      assert.deepEqual(await crm.write(world.person, writes), [{ kind: 'written' }, { kind: 'written' }]);
      const records = await crm.read({ object: world.person, ids: [id, other], fields: [lastName] });
      assert.deepEqual(
        records.map(({ fields }) => fields[lastName]),
        ['Both', 'Both'],
      );
    },
  );

  rule(
    'a conversion whose answer is lost is unknown, was asked for once, and is seen in the lead',
    async ({ crm, world, lacks }) => {
      if (world.fails === undefined || crm.convert === undefined || world.converting === undefined)
        return lacks('converting under faults');
      const { id } = await prepared(crm, world);
      world.fails({ kind: 'answer-lost' });
      assert.equal((await faultOf(crm.convert(id, world.converting.status))).kind, 'unknown');
      assert.equal(world.converting.asked?.(id) ?? 1, 1);
      const [lead] = await crm.read({ object: 'lead', ids: [id], fields: [] });
      assert.notEqual(lead?.convertedTo, undefined);
    },
  );

  rule(
    'a conversion for which the token has run out is asked for again with a new one, and done once',
    async ({ crm, world, lacks }) => {
      if (world.fails === undefined || crm.convert === undefined || world.converting === undefined)
        return lacks('converting under faults');
      const { id } = await prepared(crm, world);
      world.fails({ kind: 'expired-token' });
      assert.deepEqual(await crm.convert(id, world.converting.status), { kind: 'written' });
      assert.equal(world.converting.asked?.(id) ?? 1, 1);
    },
  );

  rule(
    'an activity whose answer is lost is unknown, and written once when it is written again',
    async ({ crm, world, lacks }) => {
      if (world.fails === undefined || world.activities === undefined || world.writesActivitiesOnce !== true)
        return lacks('activities under faults');
      const { id } = await prepared(crm, world);
      const about = { object: world.person, id };
      const activity = {
        key: `lost-${id}`,
        about,
        as: 'task' as const,
        call: false,
        subject: 'Lost',
        at: world.now(),
      };
      world.fails({ kind: 'answer-lost' });
      const first = await crm.addActivities([activity]).catch(() => undefined);
      if (first !== undefined) assert.deepEqual(first, [{ kind: 'written' }]);
      assert.deepEqual(await crm.addActivities([activity]), [{ kind: 'written' }]);
      assert.equal((await world.activities(about)).length, 1);
    },
  );

  rule('calls used of the day’s allowance are told after a call', async ({ crm, world, lacks }) => {
    if (world.tellsAllowance !== true) return lacks('an allowance');
    const { read } = await prepared(crm, world);
    const before = crm.allowance();
    await read();
    const after = crm.allowance();
    assert.ok(before !== undefined && after !== undefined);
    assert.ok(after.used > before.used && after.used <= after.allowed);
  });
}
