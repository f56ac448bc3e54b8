import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readStored, storedForm } from '#test/support/stored-form.ts';
import { StoredItemError } from '#shared/contracts/stored/codec.ts';
import { packMessageId, unpackMessageId } from '#shared/contracts/stored/message-id.ts';
import { slotKey } from '#shared/domain/lanes/slot-key.ts';
import { enrollment, laneDay } from '#test/contracts/store/samples/enrollments.ts';
import { user } from '#test/contracts/store/samples/people.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';

test('an item that cannot be read is named by table, key and path', () => {
  const item = { ...storedForm('enrollments', enrollment), state: { status: 'scheduled', step: 's1' } };
  assert.throws(
    () => readStored('enrollments', item),
    (error) => {
      assert.ok(error instanceof StoredItemError);
      assert.equal(error.table, 'enrollments');
      assert.deepEqual(error.key, { partition: item.partition, sort: item.sort });
      assert.equal(error.path, 'state.due');
      return true;
    },
  );
});

test('an event of a type unknown here is not passed over', () => {
  const item = { ...storedForm('enrollments', enrollment), events: [{ type: 'from-the-future' }] };
  assert.throws(() => readStored('enrollments', item), StoredItemError);
});

test('F4: what a newer release has written is kept aside, and written back into its own item alone', () => {
  const item = { ...storedForm('users', user), nickname: 'Annie' };
  const read = readStored('users', item);
  assert.deepEqual(Object.entries(read), Object.entries(user));
  assert.deepEqual(storedForm('users', { ...read, name: 'Ana Popa' }), { ...item, name: 'Ana Popa' });
  const copy = storedForm('users', { ...read, id: 'u2' });
  assert.deepEqual(copy, { ...storedForm('users', user), sort: 'u2', id: 'u2' });
});

test('a lane day that was cut off is not read', () => {
  const item = storedForm('laneDays', laneDay);
  assert.throws(
    () => readStored('laneDays', { ...item, day: String(item.day).slice(0, -1) }),
    StoredItemError,
  );
});

test('a slot whose key was not made by slotKey is a bug', () => {
  const due = at('2027-03-28T07:00:00.000Z');
  const slots = [{ key: 'e1#s1', at: due, gap: 0, due, priority: 0 as const }];
  assert.throws(() => storedForm('laneDays', { ...laneDay, slots }), /slotKey/);
});

test('message ids of SES are packed, others stay as they are', () => {
  const ses = '0107018f3c2a5b71-6d1f9a3c-2b4e-4f60-8a7d-1c2e3f4a5b6c-000000';
  assert.equal(packMessageId(ses).length, 37);
  for (const id of [ses, 'b1a7d2c4-3b6e-5f1a-9c8d-7e6f5a4b3c2d', 'message-1']) {
    assert.equal(unpackMessageId(packMessageId(id)), id);
  }
});

test('places of different steps have different keys, the same step always the same', () => {
  const ids = Array.from({ length: 20_000 }, (_, index) =>
    slotKey(enrollmentNamed(`l${index}.q1.1`), `s${index % 3}`),
  );
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.every((id) => /^[A-Za-z0-9_-]{10}$/.test(id)));
  assert.equal(slotKey(enrollmentNamed('l1.q1.1'), 's1'), slotKey(enrollmentNamed('l1.q1.1'), 's1'));
});

test('a lane day of version 0.2.0 is read: what it holds counts as due when it is sent', () => {
  const { day: _day, ...item } = storedForm('laneDays', laneDay);
  const key = laneDay.slots[0]?.key ?? '';
  const before = { ...item, places: `${key}GpuGAAAC` };
  const { slots } = readStored('laneDays', before);
  const due = at('2027-03-28T07:00:00.000Z');
  assert.deepEqual(slots, [{ key, at: due, gap: 2, due, priority: 0 }]);
});

test('F4: the parts of a busy day come back as they were, and a release that knows of no parts reads no half of it', () => {
  const key = laneDay.slots[0]?.key ?? '';
  const recent = { ...laneDay, gone: [key, key.toLowerCase()], earlier: 3 };
  const item = storedForm('laneDays', recent);
  assert.deepEqual(readStored('laneDays', item), recent);
  assert.equal('day' in item || 'places' in item, false);
  const { gone: _gone, earlier: _earlier, ...of } = recent;
  const earlier = { ...of, part: 'earlier' as const };
  assert.deepEqual(readStored('laneDays', storedForm('laneDays', earlier)), earlier);
  assert.equal(storedForm('laneDays', earlier).sort, '2027-03-28+');
});
