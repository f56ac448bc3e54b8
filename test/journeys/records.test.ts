import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { timeLapseClock } from '#infra/local/clock.ts';
import { organisation } from '#infra/local/names.ts';
import { startSystem, type System } from '#infra/local/system.ts';
import { localCall } from '#test/support/local-call.ts';

describe('records on the local system, through the HTTP API alone', () => {
  let system: System;
  let call: ReturnType<typeof localCall>;

  before(async () => {
    system = await startSystem({
      clock: timeLapseClock('2027-03-08T08:00:00.000Z'),
      leastRateMinutes: 24 * 60,
    });
    call = localCall(system, await system.token({ organisation, userId: 'anne', role: 'admin' }));
  });
  after(() => system.stop());

  test('E1: an offer is written, changed, written again and deleted, and its lead’s activities tell of it', async () => {
    const lead = await call('POST', '/v1/leads', { email: 'jean@example.com' });
    const offer = (status: string) => ({
      typeId: 'offer',
      sourceId: '2027/001',
      leadId: lead.id,
      values: { status, amount: { amount: 1234.5, currency: 'EUR' }, sentAt: '2027-03-08T09:00:00+01:00' },
    });
    const { id } = await call('PUT', '/v1/records', offer('sent'));
    const { results } = await call('POST', '/v1/records', {
      records: [offer('accepted'), { typeId: 'offer' }],
    });
    assert.deepEqual(
      results.map(({ outcome }: { outcome: string }) => outcome),
      ['changed', 'refused'],
    );
    const again = await call('PUT', '/v1/records', offer('accepted'));
    assert.deepEqual([again.id, again.revision], [id, 2]);
    assert.deepEqual((await call('GET', `/v1/records?lead=${lead.id}`)).items, [again]);
    await call('DELETE', `/v1/records/${id}`);
    assert.deepEqual((await call('GET', '/v1/records?type=offer')).items, []);
    await system.drain();
    const { items } = await call('GET', `/v1/leads/${lead.id}/activities`);
    assert.deepEqual(
      items.flatMap(({ events }: any) => events.map(({ words }: any) => words)),
      [
        'anne created the offer “2027/001”.',
        'anne changed the offer “2027/001”: status went from “sent” to “accepted”.',
        'anne deleted the offer “2027/001”.',
      ],
    );
  });
});
