import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { published, withEverything } from '#test/support/api-with-sequence.ts';
import { withPeople } from '#test/support/api.ts';
import { slotKey } from '#shared/domain/lanes/slot-key.ts';
import { at, day as dayNamed, enrollmentNamed, laneNamed } from '#test/support/at.ts';

const monday = '2027-03-01';

/** Claire's sequence, and both of her leads in it; nothing more than `cap` mails a day goes out in her name. */
async function enrolled(cap: number | null) {
  const world = await withEverything();
  const settings = { maxMailsPerDay: cap, holidays: { country: 'FR', extra: ['2027-03-02'] } };
  await world.admin('PATCH', '/v1/settings/user.claire', { body: settings });
  await published(world);
  const body = { sequenceId: 'spring', leadIds: world.leads };
  assert.equal((await world.claire('POST', '/v1/enrollments', { body })).status, 200);
  return world;
}

const ofClaire = { user: 'claire', from: monday };

describe('the capacity of senders', () => {
  test('F12: a day tells what is planned, what waits, the cap with who decided it, and the hours', async () => {
    const world = await enrolled(1);
    const { status, body } = await world.claire('GET', '/v1/capacity', { query: ofClaire });
    assert.equal(status, 200, JSON.stringify(body));
    const [claire] = body.items;
    assert.deepEqual(claire.cap, {
      value: 1,
      setting: 'maxMailsPerDay',
      source: { level: 'user', id: 'claire' },
    });
    assert.deepEqual(claire.days[0], {
      date: monday,
      sent: 0,
      planned: 1,
      left: 0,
      waiting: 0,
      windows: [{ from: '2027-03-01T08:00:00.000Z', to: '2027-03-01T17:00:00.000Z' }],
    });
    // Tuesday is a day off, so the second mail waits for Wednesday.
    assert.equal(claire.days[1].closed.words, 'holidays, decided for the user claire');
    assert.deepEqual(claire.days[1].holiday, {});
    assert.deepEqual(claire.days[1].windows, []);
    assert.equal(claire.days[2].waiting, 1);
    assert.deepEqual(claire.queue, { waiting: 1, complete: true });
  });

  test('F12: a slot is planned until its time has come, two seconds ahead included, and counts as sent from then on', async () => {
    const world = await enrolled(5);
    const slot = (instant: string) => ({
      ...{
        key: slotKey(enrollmentNamed('lead1.spring.1'), instant.slice(17, 19)),
        at: at(instant),
        gap: 0,
        due: at(instant),
        priority: 0 as const,
      },
    });
    const day = { organisation: 'acme', lane: laneNamed('luc.mail'), date: dayNamed(monday), revision: 1 };
    const slots = ['2027-03-01T08:00:02.000Z', '2027-03-01T08:00:03.000Z'].map(slot);
    await world.ports.store.laneDays.put({ ...day, part: 'recent', gone: [], earlier: 0, slots }, 'absent');
    const { body } = await world.as('luc', 'user')('GET', '/v1/capacity', {
      query: { ...ofClaire, user: 'luc' },
    });
    const { sent, planned, left } = body.items[0].days[0];
    assert.deepEqual({ sent, planned, left }, { sent: 1, planned: 1, left: 198 });
  });

  test('F12: a lane without cap and delay counts nothing', async () => {
    const world = await enrolled(null);
    await world.admin('PATCH', '/v1/settings/user.claire', {
      body: { mailDelay: { kind: 'none' } },
      headers: { 'if-match': '*' },
    });
    const { body } = await world.claire('GET', '/v1/capacity', { query: ofClaire });
    const [day] = body.items[0].days;
    assert.ok(!('sent' in day) && !('planned' in day) && !('left' in day));
  });

  test('F12, F7: an absence names its delegate, and a public holiday its name, also on a Sunday', async () => {
    const world = await enrolled(5);
    const absences = [{ from: '2027-03-04', to: '2027-03-05', standIn: 'luc' }];
    await world.claire('PATCH', '/v1/settings/user.claire', {
      body: { absences },
      headers: { 'if-match': '*' },
    });
    const { body } = await world.claire('GET', '/v1/capacity', {
      query: { ...ofClaire, from: '2027-03-03', days: '27' },
    });
    const { days } = body.items[0];
    assert.deepEqual(days[1].absence, absences[0]);
    assert.equal(days[1].closed.because.setting, 'absences');
    const easter = days.find(({ date }: { date: string }) => date === '2027-03-29');
    assert.deepEqual(easter.holiday, { name: 'Lundi de Pâques' });
  });

  test('F12: a user sees the own capacity, a manager that of the own groups, an admin all, page by page', async () => {
    const world = await withPeople();
    const idsFor = async (who: string, role: 'user' | 'manager' | 'admin', query = {}) => {
      const { body } = await world.as(who, role)('GET', '/v1/capacity', {
        query: { from: monday, ...query },
      });
      return { ids: body.items.map(({ userId }: { userId: string }) => userId), cursor: body.cursor };
    };
    assert.deepEqual((await idsFor('claire', 'user')).ids, ['claire']);
    assert.deepEqual((await idsFor('max', 'manager')).ids, ['claire', 'max']);
    assert.deepEqual((await idsFor('ada', 'admin', { group: 'lyon' })).ids, ['luc']);
    const first = await idsFor('ada', 'admin', { limit: '2' });
    const rest = await idsFor('ada', 'admin', { limit: '2', cursor: first.cursor });
    assert.deepEqual([...first.ids, ...rest.ids], ['claire', 'luc', 'max']);
    const missing = await world.as('ada', 'admin')('GET', '/v1/capacity', {
      query: { from: monday, group: 'oslo' },
    });
    assert.equal(missing.status, 404);
  });

  test('F12: the days asked for are 31 at most, and a user or a group is named, not both', async () => {
    const world = await withPeople();
    const ask = (query: Record<string, string>) => world.as('ada', 'admin')('GET', '/v1/capacity', { query });
    assert.equal((await ask({ from: monday, days: '32' })).body.errors[0].path, 'days');
    assert.equal((await ask({ from: monday, user: 'max', group: 'lyon' })).body.errors[0].path, 'group');
    assert.equal((await ask({})).body.errors[0].path, 'from');
  });
});

describe('who is planned for a day of a sender', () => {
  test('F12: those with a time, then those who queue, each with the reason', async () => {
    const world = await enrolled(1);
    const planned = await world.claire('GET', `/v1/capacity/claire/${monday}`);
    assert.equal(planned.status, 200, JSON.stringify(planned.body));
    const [first] = planned.body.items;
    assert.deepEqual(
      {
        step: first.stepName,
        state: first.state,
        at: first.at,
        sequence: first.sequenceName,
      },
      { step: 'Hello', state: 'planned', at: '2027-03-01T08:01:00.000Z', sequence: 'Spring' },
    );
    assert.equal(planned.body.items.length, 1);
    const queued = await world.claire('GET', '/v1/capacity/claire/2027-03-03');
    assert.deepEqual([first.leadName, queued.body.items[0].leadName].toSorted(), ['ana', 'bob']);
    assert.equal(queued.body.items[0].state, 'waiting');
    assert.match(queued.body.items[0].words.join(), /the most mails a day, decided for the user claire/);
    const texts = await world.claire('GET', `/v1/capacity/claire/${monday}`, { query: { channel: 'sms' } });
    assert.deepEqual(texts.body.items, []);
  });

  test('F12: a page at a time reaches all of them, once each', async () => {
    const world = await enrolled(5);
    const names: string[] = [];
    for (let cursor: string | undefined, n = 0; n === 0 || cursor !== undefined; n += 1) {
      const query: Record<string, string> = { limit: '1', ...(cursor !== undefined && { cursor }) };
      const { body } = await world.claire('GET', `/v1/capacity/claire/${monday}`, { query });
      names.push(...body.items.map(({ leadName }: { leadName: string }) => leadName));
      cursor = body.cursor;
      assert.ok(n < 10);
    }
    assert.deepEqual(names.toSorted(), ['ana', 'bob']);
  });
});
