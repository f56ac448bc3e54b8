import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLead } from '#shared/use-cases/leads/create-lead.ts';
import { ORGANISATION as organisation, type World, type WorldPorts } from '#test/support/world.ts';
import {
  add,
  address,
  admin,
  change,
  inForce,
  lift,
  spring,
  start,
  suppressionOf,
} from '#test/support/suppressed-lead.ts';
import { at } from '#test/support/at.ts';

/** Lets something happen once, right before or after the n-th call of `put` on a collection. */
function meanwhile(
  w: World,
  where: { collection: 'leads' | 'suppressions'; before: boolean },
  happens: () => Promise<unknown>,
): WorldPorts {
  let done = false;
  const once = async () => {
    if (done) return;
    done = true;
    await happens();
  };
  const { [where.collection]: documents } = w.ports.store;
  const put = async (item: never, expected: 'absent' | number) => {
    if (where.before) await once();
    const outcome = await documents.put(item, expected);
    if (!where.before) await once();
    return outcome;
  };
  return { ...w.ports, store: { ...w.ports.store, [where.collection]: { ...documents, put } } };
}

describe('the list and the leads changed at once', () => {
  for (const collection of ['leads', 'suppressions'] as const)
    for (const before of [true, false]) {
      const when = `${before ? 'before' : 'after'} the write of ${collection}`;
      const where = { collection, before };

      test(`D7: a lead made while its address is listed is suppressed (${when})`, async () => {
        const w = await spring([]);
        const create = (ports: WorldPorts) =>
          createLead(ports, { caller: admin, values: { email: address }, now: start });
        if (collection === 'leads') await create(meanwhile(w, where, () => add(w, address)));
        else
          await add(
            w,
            address,
            'by-hand',
            meanwhile(w, where, () => create(w.ports)),
          );
        const leads = await Array.fromAsync(w.ports.store.leads.scan());
        assert.deepEqual(
          leads.map(({ suppression }) => suppression),
          [{ byHandAt: start }],
        );
      });

      test(`D7: a lead given an address while that is listed is suppressed (${when})`, async () => {
        const w = await spring();
        const to = 'ana@new.example';
        if (collection === 'leads')
          await change(
            w,
            { email: to },
            meanwhile(w, where, () => add(w, to)),
          );
        else
          await add(
            w,
            to,
            'by-hand',
            meanwhile(w, where, () => change(w, { email: to })),
          );
        const lead = await w.ports.store.leads.get(organisation, 'ana');
        // Of two changes of one lead at once, one may be refused: then it has its old address still.
        assert.deepEqual(lead?.suppression, lead?.email === to ? { byHandAt: start } : {});
      });

      test(`D7: after lifting and listing at once the lead is as the list says (${when})`, async () => {
        const w = await spring();
        await add(w, address);
        w.clock.set(at('2027-03-22T10:00:00.000Z'));
        await lift(
          w,
          address,
          meanwhile(w, where, () => add(w, address)),
        );
        const onList = (await inForce(w)).length === 1;
        assert.equal((await suppressionOf(w))?.byHandAt !== undefined, onList);
      });

      test(`D7: after listing and lifting at once the lead is as the list says (${when})`, async () => {
        const w = await spring();
        await add(
          w,
          address,
          'by-hand',
          meanwhile(w, where, () => lift(w)),
        );
        const onList = (await inForce(w)).length === 1;
        assert.equal((await suppressionOf(w))?.byHandAt !== undefined, onList);
      });
    }
});
