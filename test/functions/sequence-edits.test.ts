import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { completeTask } from '#shared/use-cases/tasks/close-task.ts';
import {
  start,
  mail,
  call,
  anyRevision,
  prepared,
  enrollmentOf,
  put,
  publish,
  begin,
  enroll,
  differenceOf,
} from '#test/support/edited-sequence.ts';
import { ORGANISATION as organisation, SENDER } from '#test/support/world.ts';
import { at } from '#test/support/at.ts';

describe('editing a sequence in use', () => {
  test('D10, F5: shows before saving what changes for each lead, and publishing does just that', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), mail('b'), mail('c')], ['ana', 'bob']);
    await w.run(at('2027-03-22T12:00:00.000Z'));
    await w.anne('PUT', `/v1/enrollments/${enrollmentOf('bob')}/pin`, { body: { pinned: true } });
    const draft = { steps: [mail('a', 0), mail('b'), mail('x', 3), mail('d')] };

    const shown = await differenceOf(w, { draft });
    assert.equal(shown.version, 2);
    const { underWay, affected, ending, pinned, complete, steps } = shown.totals;
    assert.deepEqual([underWay, affected, ending, pinned, complete], [2, 1, 0, 1, true]);
    const changes = steps.map((each: any) => `${each.step} ${each.changes.join()}`);
    assert.deepEqual(changes, ['x added', 'd added', 'c removed']);
    const ana = shown.items.find((each: any) => each.enrollmentId === enrollmentOf('ana'));
    assert.equal(ana.step, 'b');
    assert.equal(ana.follows, 'takes');
    assert.deepEqual(ana.before, { version: 1, steps: ['c'], next: 'c', due: '2027-03-24T09:01:00.000Z' });
    const after = { version: 2, steps: ['x', 'd'], next: 'x', due: '2027-03-26T09:01:00.000Z' };
    assert.deepEqual(ana.after, after);
    const bob = shown.items.find((each: any) => each.enrollmentId === enrollmentOf('bob'));
    assert.deepEqual([bob.follows, bob.effect, bob.after.steps], ['pinned', 'none', ['c']]);

    await put(w, draft.steps);
    await publish(w);
    await w.run(at('2027-04-30T09:00:00.000Z'));
    assert.deepEqual((await w.enrollment(enrollmentOf('ana'))).done, ['a', 'b', 'x', 'd']);
    assert.deepEqual((await w.enrollment(enrollmentOf('bob'))).done, ['a', 'b', 'c']);
  });

  test('D10, F5: publishing and validating count as affected whom the difference does: no one who is pinned', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), mail('b')], ['ana', 'bob', 'cleo']);
    await w.anne('PUT', `/v1/enrollments/${enrollmentOf('bob')}/pin`, { body: { pinned: true } });
    await put(w, [mail('a', 0), mail('x')]);
    const { affected, complete } = (await differenceOf(w)).totals;
    assert.deepEqual([affected, complete], [2, true]);
    const validated = (await w.admin('POST', '/v1/sequences/edit/validate')).body;
    assert.deepEqual([validated.affected, validated.complete], [2, true]);
    const published = await publish(w);
    assert.deepEqual([published.affected, published.complete], [2, true]);
    // What is published anew as it is changes nothing for anybody.
    assert.equal((await publish(w)).affected, 0);
  });

  test('D10: those under way finish on their version where the edition is for new ones only', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), mail('b'), mail('c')], ['ana']);
    const draft = { steps: [mail('a', 0), mail('z')] };
    const shown = await differenceOf(w, { draft, keepPresent: true });
    assert.deepEqual(
      [shown.totals.affected, shown.items[0].follows, shown.items[0].after.version],
      [0, 'keeps', 1],
    );
    await put(w, draft.steps);
    await w.flow();
    const { affected } = await publish(w, { keepPresent: true });
    assert.equal(affected, 0);
    await enroll(w, ['bob']);
    await w.run(at('2027-04-30T09:00:00.000Z'));
    assert.deepEqual((await w.enrollment(enrollmentOf('ana'))).done, ['a', 'b', 'c']);
    assert.deepEqual((await w.enrollment(enrollmentOf('bob'))).done, ['a', 'z']);
  });

  test('D10: who keeps a version never comes onto one whose publication was cut off', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), mail('b')], ['ana']);
    // A publication died between writing its version and naming it in the sequence.
    const { versions } = w.ports.store;
    const present = await versions.get(organisation, 'edit.1');
    assert.ok(present);
    await versions.put({ ...present, version: 2, steps: [mail('a', 0), mail('never')] as never }, 'absent');
    await put(w, [mail('a', 0), mail('z')]);
    const { currentVersion } = await publish(w, { keepPresent: true });
    assert.equal(currentVersion, 3);
    await enroll(w, ['bob']);
    await w.run(at('2027-04-30T09:00:00.000Z'));
    assert.deepEqual((await w.enrollment(enrollmentOf('ana'))).done, ['a', 'b']);
    assert.deepEqual((await w.enrollment(enrollmentOf('bob'))).done, ['a', 'z']);
  });

  test('D10, F5: a lead whose remaining steps are all removed ends after the present one', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), mail('b'), mail('c')], ['ana']);
    const steps = [mail('a', 0)];
    const shown = await differenceOf(w, { draft: { steps } });
    assert.deepEqual(
      [shown.totals.ending, shown.items[0].effect, shown.items[0].after],
      [1, 'ends', { version: 2, steps: [] }],
    );
    await put(w, steps);
    await publish(w);
    await w.run(at('2027-04-30T09:00:00.000Z'));
    const { done, state } = await w.enrollment(enrollmentOf('ana'));
    assert.deepEqual([done, state.status], [['a'], 'finished']);
  });

  test('D10: a new name of the sequence or of a step changes nothing for anybody', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), mail('b')], ['ana']);
    const steps = [mail('a', 0), { ...mail('b'), name: 'Another name' }];
    const shown = await differenceOf(w, { draft: { steps } });
    assert.equal(shown.totals.affected, 0);
    assert.deepEqual(shown.totals.steps, [
      { step: 'b', name: 'Another name', changes: ['renamed'], fields: [] },
    ]);
  });

  test('D10, F5: an option that changes is told, and concerns who has steps left and takes it', async () => {
    const w = await prepared();
    const steps = [mail('a', 0), mail('b')];
    await begin(w, steps, ['ana', 'bob'], { stopOnReply: true });
    await w.anne('PUT', `/v1/enrollments/${enrollmentOf('bob')}/pin`, { body: { pinned: true } });
    const difference = async (options: object) => {
      const { totals } = await differenceOf(w, { draft: { steps, ...options } });
      return [totals.options, totals.affected, totals.steps];
    };
    assert.deepEqual(await difference({ unsubscribeLink: { language: 'fr' } }), [['unsubscribeLink'], 1, []]);
    assert.deepEqual(await difference({ stopOnReply: false }), [['stopOnReply'], 1, []]);
    assert.deepEqual(await difference({ stopOnConversion: true }), [[], 0, []]);
    await w.run(at('2027-03-24T12:00:00.000Z'));
    const last = await differenceOf(w, { draft: { steps, stopOnReply: false } });
    assert.equal(last.totals.affected, 0);
  });

  test('D10, F5: the difference says what then happens, for any edition at any moment', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const edition = fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(
        edition,
        edition,
        fc.nat(6),
        fc.boolean(),
        async (first, second, days, keepPresent) => {
          const w = await prepared(['ana']);
          const steps = (order: string[]) => order.map((id, index) => mail(id, index === 0 ? 0 : 1));
          await begin(w, steps(first), ['ana']);
          await w.run(at(`2027-03-${22 + days}T12:00:00.000Z`));
          const shown = await differenceOf(w, { draft: { steps: steps(second) }, keepPresent });
          await put(w, steps(second));
          await publish(w, { keepPresent });
          const { done, state } = await w.enrollment(enrollmentOf('ana'));
          const [item] = shown.items;
          assert.equal(item === undefined, state.status === 'finished');
          await w.run(at('2027-05-30T09:00:00.000Z'));
          const all = (await w.enrollment(enrollmentOf('ana'))).done;
          assert.deepEqual(all, item === undefined ? done : [...done, item.step, ...item.after.steps]);
          assert.equal(new Set(all).size, all.length);
        },
      ),
      { numRuns: 40, seed: 20_270_322 },
    );
  });

  test('F5: leads come in pages, the totals with the first', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), mail('b')], ['ana', 'bob', 'cleo']);
    const first = await differenceOf(w, {}, { limit: '2' });
    const second = await differenceOf(w, {}, { limit: '2', cursor: first.cursor });
    assert.deepEqual([first.items.length, second.items.length], [2, 1]);
    assert.equal(second.totals, undefined);
    assert.equal(first.totals.groups[0].leads, 3);
    assert.equal((await w.anne('POST', '/v1/sequences/edit/draft/difference')).status, 403);
  });

  test('D10: an enrollment let go follows the present version again, and one that is over is refused', async () => {
    const w = await prepared();
    await begin(w, [mail('a', 0), call('b'), mail('c')], ['ana']);
    const pin = (pinned: boolean, by = w.anne) =>
      by('PUT', `/v1/enrollments/${enrollmentOf('ana')}/pin`, { body: { pinned } });
    assert.equal((await pin(true, w.as('luc', 'user'))).status, 403);
    assert.equal((await pin(true)).body.pinned, true);
    const { revision } = await w.enrollment(enrollmentOf('ana'));
    assert.equal((await pin(true)).status, 200);
    assert.equal((await w.enrollment(enrollmentOf('ana'))).revision, revision);
    await put(w, [mail('a', 0), call('b'), mail('d')]);
    await publish(w);
    await w.run(at('2027-03-24T12:00:00.000Z'));
    assert.equal((await pin(false)).body.pinned, false);
    const by = { organisation, id: `${enrollmentOf('ana')}.b`, by: SENDER, now: w.clock.now() };
    await completeTask(w.ports, by);
    await w.run(at('2027-04-30T09:00:00.000Z'));
    assert.deepEqual((await w.enrollment(enrollmentOf('ana'))).done, ['a', 'b', 'd']);
    assert.equal((await pin(true)).status, 409);
  });
});

test('D10: an enrollment whose message is being sent at this moment is not pinned', async () => {
  const w = await prepared();
  await begin(w, [mail('a', 0), mail('b')], ['ana']);
  const { revision, ...before } = await w.enrollment(enrollmentOf('ana'));
  const state = { status: 'sending' as const, step: 'a', due: start };
  await w.ports.store.enrollments.put({ ...before, state, revision: revision + 1 }, revision);
  const path = `/v1/enrollments/${enrollmentOf('ana')}/pin`;
  const { status, body } = await w.anne('PUT', path, { body: { pinned: true } });
  assert.equal(status, 409);
  assert.match(body.detail, /being sent at this moment: try again/);
});

describe('the order of steps', () => {
  test('D2: is changed by naming each step once; they keep their ids', async () => {
    const w = await prepared();
    await put(w, [mail('a', 0), call('b'), mail('c')]);
    const order = (steps: string[]) =>
      w.admin('POST', '/v1/sequences/edit/draft/order', { body: { steps }, ...anyRevision });
    const { body } = await order(['b', 'c', 'a']);
    assert.deepEqual(
      body.draft.steps.map(({ id, name }: any) => `${id} ${name}`),
      ['b Call b', 'c Mail c', 'a Mail a'],
    );
    const wrong = await order(['b', 'b', 'x']);
    assert.deepEqual(
      wrong.body.errors.map(({ path }: any) => path),
      ['steps.1', 'steps.2', 'steps'],
    );
  });

  test('D6: cannot put a reply before the mail that it answers', async () => {
    const w = await prepared();
    const reply = { ...mail('r'), type: 'automated-reply', inThreadOf: 'b' };
    await put(w, [mail('a', 0), mail('b'), reply]);
    const { status, body } = await w.admin('POST', '/v1/sequences/edit/draft/order', {
      body: { steps: ['a', 'r', 'b'] },
      ...anyRevision,
    });
    assert.equal(status, 400);
    assert.match(body.errors[0].message, /continues the thread of step 3, which does not come before it/);
  });
});
