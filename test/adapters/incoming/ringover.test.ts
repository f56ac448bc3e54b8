import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ringoverStandIn } from '#infra/local/crm/ringover/ringover-stand-in.ts';
import { ringoverConnector } from '#shared/adapters/incoming/ringover.ts';
import { epochMs } from '#shared/domain/time/instants.ts';
import { IncomingLaterError } from '#shared/ports/incoming-connector.ts';
import { at } from '#test/support/at.ts';
import { asking } from '#test/support/incoming.ts';

const now = at('2027-03-22T09:00:00.000Z');
const standIn = ringoverStandIn({ now: () => epochMs(now) });
const own = 'http://127.0.0.1:9/ringover';
const ringover = ringoverConnector(asking(standIn, own));
const of = { credentials: standIn.credentials, settings: { apiUrl: `${own}/` }, now };
const verify = (body: string) => ringover.verify({ method: 'POST', url: '', headers: {}, body }, of);
const read = (id: string, credentials: Record<string, string> = of.credentials) =>
  ringover.read(JSON.stringify({ id }), { ...of, credentials });
const reasonOf = async (reading: Promise<unknown>) => {
  const error: unknown = await reading.then(
    () => undefined,
    (why: unknown) => why,
  );
  return error instanceof IncomingLaterError ? error.reason : error;
};

describe('Ringover', () => {
  const id = standIn.call({
    phone: '33612345678',
    seconds: 65,
    userEmail: 'Anne@acme.example',
    recorded: true,
  });

  test('B6: a message is a hint of a call, whose id of 64 bits is read to its last digit', () => {
    assert.match(id, /^12345678909876544\d\d$/);
    assert.deepEqual(verify(standIn.message(id).body), {
      kind: 'proven',
      events: [{ id, body: JSON.stringify({ id }) }],
    });
  });

  test('B6: calls that ring and calls between colleagues tell nothing', () => {
    assert.deepEqual(verify(standIn.message(id, 'ringing').body), { kind: 'proven', events: [] });
    const internal = standIn.call({ phone: '33612345678', internal: true });
    assert.deepEqual(verify(standIn.message(internal).body), { kind: 'proven', events: [] });
    assert.deepEqual(verify('{"resource":"sms","event":"sent"}'), { kind: 'proven', events: [] });
  });

  test('B6: what cannot be read, and an id that leads elsewhere, is malformed', () => {
    for (const body of ['', '[', 'null', '7', '{"resource":"call","event":"hangup"}']) {
      assert.deepEqual(verify(body), { kind: 'refused', why: 'malformed' }, body);
    }
    for (const call_id of ['../users', '', null, 1.5, {}]) {
      const body = JSON.stringify({ resource: 'call', event: 'hangup', data: { call_id } });
      assert.deepEqual(verify(body), { kind: 'refused', why: 'malformed' }, body);
    }
  });

  test('B6: the call is read again, and only what the API says counts', async () => {
    assert.deepEqual(await read(id), {
      type: 'call',
      callId: id,
      direction: 'incoming',
      missed: false,
      at: at('2027-03-22T08:58:47.000Z'),
      seconds: 65,
      phone: '+33612345678',
      userEmail: 'anne@acme.example',
      recordingUrl: `https://cdr.ringover.com/record/${id}.mp3`,
    });
  });

  test('B6: what a voicemail took down was missed', async () => {
    for (const call of [{ voicemail: true }, { missed: true }]) {
      const happening = await read(standIn.call({ phone: '33612345678', ...call }));
      assert.ok(happening?.type === 'call');
      assert.deepEqual([happening.missed, happening.seconds], [true, 0]);
    }
  });

  test('B6: while the service cannot be asked, or does not list it yet, the call waits', async () => {
    standIn.faults.next({ status: 429, body: '' });
    assert.equal(await reasonOf(read(id)), 'unavailable');
    standIn.faults.next('hang-up');
    assert.equal(await reasonOf(read(id)), 'unavailable');
    standIn.faults.next({ status: 200, body: '{"list":[]}' });
    assert.equal(await reasonOf(read(id)), 'absent');
    assert.equal(await reasonOf(read('42')), 'absent');
    assert.equal(await reasonOf(read(id, { apiKey: 'another' })), 'unauthorised');
  });

  test('B6: of a call that was passed on, the part in which one talked longest counts', async () => {
    const list = [
      { incall_duration: 5, user: { email: 'first@acme.example' } },
      { incall_duration: 50, user: { email: 'second@acme.example' } },
      { incall_duration: 90, user: { email: 'other@acme.example' }, call_id: '8' },
    ].map((part) => ({
      call_id: '7',
      direction: 'out',
      is_answered: true,
      last_state: 'ANSWERED',
      start_time: '2027-03-22T08:58:00Z',
      end_time: '2027-03-22T08:59:00Z',
      to_number: '33612345678',
      ...part,
    }));
    standIn.faults.next({ status: 200, body: JSON.stringify({ list }) });
    const happening = await read('7');
    assert.ok(happening?.type === 'call');
    assert.deepEqual([happening.userEmail, happening.seconds], ['second@acme.example', 50]);
    const open = list.map((part) => ({ ...part, end_time: null }));
    standIn.faults.next({ status: 200, body: JSON.stringify({ list: open }) });
    assert.equal(await reasonOf(read('7')), 'absent');
  });
});
