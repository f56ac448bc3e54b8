import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { epochSeconds, plusSeconds } from '#shared/domain/time/instants.ts';
import type { StoredRequest } from '#shared/domain/idempotency/stored-request.ts';
import { countOnce } from '#shared/use-cases/tracking/count-once.ts';
import { keepAnswer, readAnswer } from '#shared/use-cases/idempotency/keep-answer.ts';
import { at } from '#test/support/at.ts';
import { memoryIds } from '#test/support/memory/memory-ids.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';

const organisation = 'acme';
const now = at('2027-03-01T08:00:00.000Z');
const day = 24 * 60 * 60;

/** As release 0.2.0 wrote it. */
const request = (values: Partial<StoredRequest>): StoredRequest => ({
  organisation,
  id: 'key-1',
  revision: 1,
  fingerprint: 'f',
  status: 201,
  body: 'answered by 0.2.0',
  expiresAt: epochSeconds(now) + day,
  ...values,
});

describe('the answer to a request with a key', () => {
  const asked = { organisation, id: 'key-1', fingerprint: 'f' };

  test('is kept for a day: the first, whatever is answered after it', async () => {
    const ports = { store: memoryStore(), ids: memoryIds() };
    await keepAnswer(ports, { ...asked, answer: 'first' }, now);
    assert.equal((await keepAnswer(ports, { ...asked, answer: 'second' }, now)).answer, 'first');
    assert.equal((await readAnswer(ports, asked, plusSeconds(now, day - 1)))?.answer, 'first');
    const later = plusSeconds(now, day);
    assert.equal(await readAnswer(ports, asked, later), undefined);
    assert.equal((await keepAnswer(ports, { ...asked, answer: 'third' }, later)).answer, 'third');
  });

  test('that release 0.2.0 gave counts to the end of its day', async () => {
    const ports = { store: memoryStore(), ids: memoryIds() };
    await ports.store.requests.put(request({}), 'absent');
    assert.equal((await readAnswer(ports, asked, now))?.answer, 'answered by 0.2.0');
    assert.equal((await keepAnswer(ports, { ...asked, answer: 'new' }, now)).answer, 'answered by 0.2.0');
    const later = plusSeconds(now, day);
    assert.equal(await readAnswer(ports, asked, later), undefined);
    assert.equal((await keepAnswer(ports, { ...asked, answer: 'new' }, later)).answer, 'new');
  });

  test('F4: is kept whole however long it is, also of two at once', async () => {
    const ports = { store: memoryStore(), ids: memoryIds() };
    const long = (letter: string) => `${letter}é😀`.repeat(200_000);
    const kept = await Promise.all(
      ['a', 'b'].map((letter) => keepAnswer(ports, { ...asked, answer: long(letter) }, now)),
    );
    const read = await readAnswer(ports, asked, plusSeconds(now, day - 1));
    assert.ok([long('a'), long('b')].includes(read?.answer ?? ''));
    assert.deepEqual(kept, [read, read]);
  });

  test('F4: is kept by a try that follows on one which broke off among its pieces', async () => {
    const ports = { store: memoryStore(), ids: memoryIds() };
    const { idempotencyKeys } = ports.store;
    let left = 2;
    const breaking = {
      ...ports.store,
      idempotencyKeys: {
        ...idempotencyKeys,
        put: (...write: Parameters<typeof idempotencyKeys.put>) => {
          left -= 1;
          return left < 0 ? Promise.reject(new Error('gone')) : idempotencyKeys.put(...write);
        },
      },
    };
    const answer = 'a long answer '.repeat(50_000);
    await assert.rejects(keepAnswer({ ...ports, store: breaking }, { ...asked, answer }, now), /gone/);
    assert.equal(await readAnswer(ports, asked, now), undefined);
    const later = plusSeconds(now, day / 2);
    await keepAnswer(ports, { ...asked, answer }, later);
    assert.equal((await readAnswer(ports, asked, plusSeconds(later, day - 1)))?.answer, answer);
    for (const { expiresAt } of (await idempotencyKeys.list(organisation, { limit: 100 })).items)
      assert.equal(expiresAt, epochSeconds(later) + day);
  });
});

describe('what counts once', () => {
  const happened = async (ports: { store: ReturnType<typeof memoryStore> }, id: string) => {
    let told: boolean | undefined;
    await countOnce(ports, organisation, 'message-1.opened', { id, at: now }, async (again) => {
      told = again;
    });
    return told;
  };

  test('counts for the first, however often that one comes, and for no other', async () => {
    const ports = { store: memoryStore() };
    assert.equal(await happened(ports, 'open-1'), false);
    assert.equal(await happened(ports, 'open-2'), true);
    assert.equal(await happened(ports, 'open-1'), false);
  });

  test('of two at once counts for one', async () => {
    const ports = { store: memoryStore() };
    const told = await Promise.all([happened(ports, 'open-1'), happened(ports, 'open-2')]);
    assert.deepEqual(told.toSorted(), [false, true]);
  });

  test('is remembered for 400 days, as long as the links of a message live', async () => {
    const ports = { store: memoryStore() };
    await happened(ports, 'open-1');
    const marker = await ports.store.markers.get(organisation, 'message-1.opened');
    assert.equal(marker?.expiresAt, epochSeconds(at('2028-04-04T08:00:00.000Z')));
  });

  test('and was first under release 0.2.0 stays the first', async () => {
    const ports = { store: memoryStore() };
    const forever = { status: 204, body: '', expiresAt: 4_102_444_800 };
    await ports.store.requests.put(
      request({ id: 'message-1.opened', fingerprint: 'open-1', ...forever }),
      'absent',
    );
    assert.equal(await happened(ports, 'open-2'), true);
    assert.equal(await happened(ports, 'open-1'), false);
  });
});
