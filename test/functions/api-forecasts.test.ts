import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sequenceWorld, type SequenceWorld } from '#test/support/sequence-world.ts';
import { seed, SENDER, SEQUENCE } from '#test/support/world.ts';
import { at } from '#test/support/at.ts';
import { textOf } from '#shared/domain/time/instants.ts';

// A Monday, 10:00 in Paris.
const monday = at('2027-03-22T09:00:00.000Z');
const leadId = (n: number) => `lead${String(n).padStart(12, '0')}`;

async function prepared(): Promise<SequenceWorld> {
  const w = sequenceWorld(monday);
  await seed(w, {
    steps: [
      { type: 'automated-mail' },
      { type: 'call', wait: { amount: 1, unit: 'working-days' } },
      { type: 'automated-reply' },
    ],
    leads: Array.from({ length: 6 }, (_, n) => ({ id: leadId(n) })),
    settings: { maxMailsPerDay: 4, mailDelay: { kind: 'fixed', seconds: 600 } },
  });
  return w;
}
const ids = (...numbers: number[]) => ({ ids: numbers.map(leadId) });

describe('POST /v1/forecasts', () => {
  test('F1: tells the instant of every step of every lead, why, who is full, and the end; and then that happens', async () => {
    const w = await prepared();
    const as = w.as(SENDER, 'user');
    const body = { sequenceId: SEQUENCE, leads: ids(0, 1, 2, 3, 4, 5) };
    const { status, body: forecast } = await as('POST', '/v1/forecasts', { body });
    assert.equal(status, 200, JSON.stringify(forecast));
    assert.deepEqual(forecast.totals, {
      leads: 6,
      mails: 12,
      sms: 0,
      tasks: 6,
      skipped: 0,
      fullDays: 2,
      lastAt: forecast.totals.lastAt,
    });
    assert.deepEqual(forecast.load[0], {
      userId: SENDER,
      channel: 'mail',
      date: '2027-03-22',
      used: 4,
      cap: 4,
      full: true,
    });
    const firsts = forecast.leads.map((line: any) => line.steps[0].at).toSorted();
    assert.deepEqual(firsts, [
      '2027-03-22T09:01:00.000Z',
      '2027-03-22T09:11:00.000Z',
      '2027-03-22T09:21:00.000Z',
      '2027-03-22T09:31:00.000Z',
      '2027-03-23T08:00:00.000Z',
      '2027-03-23T08:10:00.000Z',
    ]);
    const [, , , , late] = forecast.leads.toSorted((a: any, b: any) =>
      a.steps[0].at < b.steps[0].at ? -1 : 1,
    );
    assert.deepEqual(late.steps[0].because[0].setting, 'maxMailsPerDay');
    assert.match(late.steps[0].words[0], /the most mails a day/);

    await as('POST', '/v1/enrollments', { body: { leadIds: body.leads.ids, sequenceId: SEQUENCE } });
    await w.run(at('2027-03-23T09:00:00.000Z'));
    await w.flow();
    for (const line of forecast.leads) {
      const first = line.steps[0];
      const record = await as('GET', `/v1/enrollments/${line.enrollmentId}/record`);
      const sent = record.body.items.find((each: any) => each.type === 'sent');
      assert.deepEqual([sent.at, sent.step], [first.at, first.step]);
    }
  });

  test('F1: a draft is forecast as if it were published, and refused for what keeps it from that', async () => {
    const w = await prepared();
    const admin = w.as(SENDER, 'admin');
    const sequence = await w.ports.store.sequences.get('acme', SEQUENCE);
    assert.ok(sequence);
    const step = {
      id: 'n1',
      name: 'New',
      type: 'automated-mail' as const,
      wait: { amount: 2, unit: 'days' as const },
      templateId: 'mail',
    };
    const draft = (templateId: string) => ({
      ...sequence,
      revision: sequence.revision + 1,
      draft: { steps: [{ ...step, templateId }] },
    });
    await w.ports.store.sequences.put(draft('mail'), sequence.revision);
    const body = { sequenceId: SEQUENCE, draft: true, leads: { count: 2, zone: 'Europe/Paris' } };
    const made = await admin('POST', '/v1/forecasts', { body });
    assert.equal(made.status, 200, JSON.stringify(made.body));
    assert.deepEqual(
      made.body.leads.map((line: any) => line.steps.map((each: any) => [each.name, each.at])),
      [[['New', '2027-03-24T09:00:00.000Z']], [['New', '2027-03-24T09:10:00.000Z']]],
    );
    await w.ports.store.sequences.put({ ...draft('none'), revision: 3 }, 2);
    const refused = await admin('POST', '/v1/forecasts', { body });
    assert.equal(refused.status, 400);
    assert.match(JSON.stringify(refused.body.errors), /template “none” that does not exist/);
  });

  test('F1: what is enrolled already is forecast, takes its share, and what a person decides is listed with why', async () => {
    const w = await prepared();
    const as = w.as(SENDER, 'user');
    await as('POST', '/v1/enrollments', { body: { leadIds: ids(0, 1, 2).ids, sequenceId: SEQUENCE } });
    const paused = `${leadId(0)}.${SEQUENCE}.1`;
    await as('POST', `/v1/enrollments/${paused}/pause`, { body: {} });
    const present = await as('POST', '/v1/forecasts', { body: {} });
    assert.equal(present.status, 200, JSON.stringify(present.body));
    assert.equal(present.body.totals.leads, 2);
    assert.deepEqual(
      present.body.notForecast.map((each: any) => [each.enrollmentId, each.why]),
      [[paused, 'paused']],
    );
    const more = await as('POST', '/v1/forecasts', {
      body: { sequenceId: SEQUENCE, leads: ids(2, 3, 4, 5) },
    });
    assert.deepEqual(more.body.alreadyEnrolled, [leadId(2)]);
    const today = more.body.load.find((each: any) => each.channel === 'mail' && each.date === '2027-03-22');
    assert.deepEqual([today.used, today.full], [4, true]);
  });

  test('F1: the step that a lead under way is at is told with when it was due itself', async () => {
    const w = await prepared();
    const as = w.as(SENDER, 'user');
    const leadIds = [0, 1].map(leadId);
    await as('POST', '/v1/enrollments', { body: { leadIds, sequenceId: SEQUENCE } });
    const { body: forecast } = await as('POST', '/v1/forecasts', { body: { sequenceId: SEQUENCE } });
    for (const { enrollmentId, steps } of forecast.leads) {
      const { state } = await w.enrollment(enrollmentId);
      assert.ok(state.status === 'scheduled');
      assert.deepEqual([steps[0].due, steps[0].at], [monday, state.at].map(textOf));
    }
  });

  test('F1: an unknown lead, another user, a sequence without a version and too many leads are refused with what to mend', async () => {
    const w = await prepared();
    const as = w.as(SENDER, 'user');
    const ask = (body: unknown) => as('POST', '/v1/forecasts', { body });
    const unknown = await ask({ sequenceId: SEQUENCE, leads: ids(0, 99) });
    assert.deepEqual([unknown.status, unknown.body.errors[0].path], [400, 'leads.ids.1']);
    assert.equal((await ask({ leads: ids(0) })).status, 400);
    assert.equal((await ask({ sequenceId: 'none', leads: ids(0) })).status, 404);
    assert.equal((await ask({ sequenceId: SEQUENCE, leads: ids(0), userId: 'paul' })).status, 403);
    const many = await ask({ sequenceId: SEQUENCE, leads: { count: 501 } });
    assert.deepEqual([many.status, many.body.errors[0].path], [400, 'leads']);
    assert.match(many.body.errors[0].message, /500 are answered directly/);
    const sequence = await w.ports.store.sequences.get('acme', SEQUENCE);
    assert.ok(sequence);
    await w.ports.store.sequences.put(
      { ...sequence, id: 'empty', currentVersion: 0, status: 'draft' },
      'absent',
    );
    const unpublished = await ask({ sequenceId: 'empty', leads: ids(0) });
    assert.deepEqual([unpublished.status, /not published/.test(unpublished.body.detail)], [409, true]);
    const empty = await ask({ sequenceId: 'empty', draft: true, leads: ids(0) });
    assert.match(JSON.stringify(empty.body.errors), /has no step: add at least one/);
  });

  test('F1: leads enrolled in the name of several users are forecast together, each by default in the name of its owner', async () => {
    const w = await prepared();
    const admin = w.as(SENDER, 'admin');
    const { store } = w.ports;
    const anne = await store.users.get('acme', SENDER);
    const lead = await store.leads.get('acme', leadId(5));
    assert.ok(anne && lead);
    await store.users.put({ ...anne, id: 'paul', name: 'Paul' }, 'absent');
    await store.leads.put({ ...lead, ownerId: 'paul', revision: 2 }, 1);
    const ask = (enrollments: unknown, more = {}) =>
      admin('POST', '/v1/forecasts', { body: { sequenceId: SEQUENCE, enrollments, ...more } });
    const users = (forecast: any) => forecast.leads.map((line: any) => line.userId).join(' ');
    const all = await ask([{ leads: { all: true } }]);
    assert.equal(all.status, 200, JSON.stringify(all.body));
    assert.equal(users(all.body), 'anne anne anne anne anne paul');
    assert.deepEqual([...new Set(all.body.load.map((day: any) => day.userId))], ['anne', 'paul']);
    const named = await ask([{ leads: ids(0, 1), userId: 'paul' }, { leads: ids(2) }]);
    assert.equal(users(named.body), 'paul paul anne');
    const imagined = await ask([
      { leads: { count: 2 }, userId: 'paul' },
      { leads: { count: 1 }, userId: SENDER },
    ]);
    assert.equal(users(imagined.body), 'paul paul anne', 'imaginary leads are not taken for one another');

    const refused = await ask([{ leads: ids(0) }, { leads: ids(99) }]);
    assert.deepEqual([refused.status, refused.body.errors[0].path], [400, 'enrollments.1.leads.ids.0']);
    assert.equal((await ask([{ leads: ids(0) }], { userId: 'paul' })).status, 400);
    const many = await ask([{ leads: { count: 300 } }, { leads: { count: 300 } }]);
    assert.match(many.body.errors[0].message, /600 leads, and 500 are answered directly/);
    const asUser = await w.as(SENDER, 'user')('POST', '/v1/forecasts', {
      body: { sequenceId: SEQUENCE, enrollments: [{ leads: ids(0), userId: 'paul' }] },
    });
    assert.equal(asUser.status, 403);
    await store.users.put({ ...anne, id: 'paul', name: 'Paul', active: false, revision: 2 }, 1);
    const away = await ask([{ leads: { all: true } }]);
    assert.deepEqual([away.status, away.body.detail], [409, 'User “paul” is not active.']);
  });
});
