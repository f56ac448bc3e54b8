import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod';
import { crmWriteHandlers } from '#functions/api/handlers/connections/crm-writes.ts';
import { crmWriteOperations } from '#shared/contracts/api/crm-writes.ts';
import { toInstant } from '#shared/domain/time/instants.ts';
import { crmWriteWorld, kind, organisation } from '#test/support/crm-write-world.ts';

const now = toInstant('2027-03-15T10:00:00.000Z');
const request = { caller: { organisation, userId: 'ada', role: 'admin' }, now, expected: undefined } as const;
const rest = { ...request, query: undefined, headers: undefined, body: undefined };

async function failed() {
  const w = await crmWriteWorld();
  await w.link('lead', 'L1');
  const ids = [await w.wishFields({ Status: 'Nowhere', '@owner': '005A', Phone: null })];
  ids.push(await w.ask({ work: { kind: 'convert', status: 'Working - Contacted' } }));
  await w.stream();
  await w.stream();
  return { w, ids };
}

const list = (ports: Awaited<ReturnType<typeof crmWriteWorld>>, state: 'failed' | 'pending' | 'written') =>
  crmWriteHandlers.listCrmWrites(ports, {
    ...{ ...rest, params: { kind }, query: { state, limit: 50 } },
  });

test('B6: writes that failed are listed in words, with what to mend, and fit the contract', async () => {
  const { w, ids } = await failed();
  w.clock.set(now);
  await w.sync();
  const answer = await list(w, 'failed');
  assert.ok(answer.kind === 'ok');
  const encoded = z.encode(crmWriteOperations.listCrmWrites.returns.body, answer.body);
  assert.deepEqual(
    encoded.items
      .map(({ id, what, says, why }) => [id, what, says, why])
      .toSorted()
      .toReversed(),
    [
      [
        ids[0],
        'fields',
        'Of the lead: Status becomes “Nowhere”, the owner becomes “005A”, Phone is emptied.',
        '“Nowhere” is not on the list of Status.',
      ],
      [
        ids[1],
        'convert',
        'The lead is converted, with the status “Working - Contacted”.',
        '“Working - Contacted” converts no lead.',
      ],
    ],
  );
});

test('B6: one that failed is tried again on demand, or all of them; what is done is not', async () => {
  const { w, ids } = await failed();
  const [id = ''] = ids;
  const retry = (of: string) => crmWriteHandlers.retryCrmWrite(w, { ...rest, params: { kind, id: of } });
  const again = await retry(id);
  assert.ok(again.kind === 'ok');
  assert.deepEqual([again.body.state, again.body.nextAt, again.body.tries], ['pending', now, 0]);
  assert.equal((await retry('salesforce.lead.none.fields')).kind, 'not-found');
  w.crm.change('lead', 'L1', {});
  const done = await w.wishFields({ Phone: '+33100000001' }, { theirId: 'L2' });
  w.crm.seed({ object: 'lead', id: 'L2' });
  await w.stream();
  assert.equal((await retry(done)).kind, 'conflict');
  w.clock.set(now);
  await w.sync();
  const all = await crmWriteHandlers.retryCrmWrites(w, { ...rest, params: { kind } });
  assert.deepEqual(all, { kind: 'ok', body: { retried: 2, more: false } });
});

test('B6: where nothing is connected there are no writes', async () => {
  const { w } = await failed();
  await w.store.connections.remove(organisation, kind);
  assert.equal((await list(w, 'failed')).kind, 'not-found');
});
