import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { plusMinutes, textOf } from '#shared/domain/time/instants.ts';
import { workLane } from '#shared/use-cases/lanes/work-lane.ts';
import { at } from '#test/support/at.ts';
import { feedbackWorld, invite, start, stateOf, type FeedbackWorld } from '#test/support/feedback-world.ts';

const days = (count: number) => plusMinutes(start, count * 24 * 60);
const lead = 'lead000000000001';
const twin = 'lead000000000002';
const leads = [{ id: lead }];
const quiet = { reminders: 0 };
const two = { settings: quiet, sequences: { after: { ...quiet } }, leads };

const sentAt = (w: FeedbackWorld) => w.mailer.sent.length;
async function waitsUntil(w: FeedbackWorld, id: string): Promise<unknown> {
  const state = await stateOf(w, id);
  return state.status === 'backlogged' ? state.opensOn : 'at' in state ? state.at : state.status;
}
async function events(w: FeedbackWorld, id: string): Promise<any[]> {
  const { body } = await w.admin('GET', `/v1/enrollments/${id}/record`);
  return body.items;
}

test('C3: a client whom another sequence invited is invited again after the days between two, and no sooner', async () => {
  const w = await feedbackWorld(two);
  await invite(w, 'care', lead);
  await w.run(days(1));
  assert.equal(sentAt(w), 1);
  const [result] = await invite(w, 'after', lead);
  assert.equal(result.outcome, 'enrolled');
  // 30 times 24 hours after the first invitation, which went out a minute after nine.
  assert.equal(await waitsUntil(w, `${lead}.after.1`), at('2027-03-31T08:01:00.000Z'));
  const state = await stateOf(w, `${lead}.after.1`);
  assert.equal(state.status, 'scheduled');
  await w.run(days(30));
  assert.equal(sentAt(w), 1);
  await w.run(plusMinutes(days(30), 1));
  assert.equal(sentAt(w), 2);
});

test('C4: the same sequence waits for its own days, and the stricter of the two intervals wins', async () => {
  const w = await feedbackWorld({ ...two, sequences: { after: { ...quiet, betweenSequencesDays: 100 } } });
  await invite(w, 'care', lead);
  await w.run(days(1));
  await invite(w, 'care', lead);
  await w.run(days(89));
  assert.equal(sentAt(w), 1);
  // Saturday, 90 days after: Monday at nine.
  await w.run(days(95));
  assert.equal(sentAt(w), 2);
  const invited = (await w.store.contactIntervals.get('acme', `${lead}@example.com`))?.invitations;
  assert.deepEqual(
    invited?.map(({ at }) => at),
    [at('2027-05-31T07:00:00.000Z'), plusMinutes(start, 1)],
  );
  await invite(w, 'after', lead);
  await w.run(days(190));
  assert.equal(sentAt(w), 2);
  await w.run(days(200));
  assert.equal(sentAt(w), 3);
});

test('C3: of two sequences that invite one address at one instant one goes, the other waits, and both say why', async () => {
  const w = await feedbackWorld({
    ...two,
    leads: [
      { id: lead, email: 'Ana@Example.com' },
      { id: twin, email: 'ana@example.com' },
    ],
  });
  // Two leads of one address: the client is the address.
  await Promise.all([invite(w, 'care', lead), invite(w, 'after', twin)]);
  await w.run(days(1));
  assert.equal(sentAt(w), 1);
  const states = [await stateOf(w, `${lead}.care.1`), await stateOf(w, `${twin}.after.1`)];
  const waiting = states.findIndex(({ status }) => status !== 'finished');
  assert.equal(states.filter(({ status }) => status === 'finished').length, 1);
  const id = waiting === 0 ? `${lead}.care.1` : `${twin}.after.1`;
  const deferred = (await w.enrollments()).find((each) => each.id === id)?.events.at(-1);
  assert.ok(deferred?.type === 'deferred');
  const [because] = deferred.because;
  assert.equal(because?.kind === 'interval' && because.between, 'different');
  await w.run(days(29));
  assert.equal(sentAt(w), 1);
  await w.run(days(31));
  assert.equal(sentAt(w), 2);
});

test('C3: two workers who would invite one address at the same instant read the same, and one of them looks again', async () => {
  for (const together of [false, true]) {
    const w = await feedbackWorld({
      ...two,
      leads: [
        { id: lead, email: 'ana@example.com' },
        { id: twin, email: 'ana@example.com' },
      ],
    });
    await invite(w, 'care', lead);
    await invite(w, 'after', twin);
    const now = plusMinutes(start, 1);
    w.clock.set(now);
    const due = [...w.queue.take(w.scheduler.due(now)), ...w.queue.wakeUps.splice(0)].map(
      (one) => one.wakeUp,
    );
    assert.equal(due.length, 2);
    // Each in a worker of its own, side by side, or both in one.
    const batches = together ? [due] : due.map((one) => [one]);
    await Promise.all(batches.map((batch) => workLane(w.ports, batch, now)));
    assert.equal(w.mailer.calls.length, 1);
    const states = (await w.enrollments()).map(({ state }) => state.status).toSorted();
    assert.deepEqual(states, ['finished', 'scheduled']);
    const noted = await w.store.contactIntervals.get('acme', 'ana@example.com');
    assert.equal(noted?.invitations.length, 1);
  }
});

test('C3: a note whose worker died before it claimed the invitation keeps nobody waiting for long', async () => {
  const w = await feedbackWorld(two);
  const note = (when: Instant) => ({
    organisation: 'acme',
    id: `${lead}@example.com`,
    revision: 1,
    invitations: [{ sequence: 'care', enrollment: `${lead}.care.1` as never, at: when }],
  });
  await w.store.contactIntervals.put(note(start), 'absent');
  await invite(w, 'after', lead);
  // Whether it goes out is not known for ten minutes; then it is known that it did not.
  assert.equal(await waitsUntil(w, `${lead}.after.1`), days(30));
  const other = await feedbackWorld(two);
  await other.store.contactIntervals.put(note(plusMinutes(start, -11)), 'absent');
  await invite(other, 'after', lead);
  await other.run(plusMinutes(start, 5));
  assert.equal(sentAt(other), 1);
});

test('C3, C4, F1: the forecast of an invitation knows the intervals, and what happens is what it said', async () => {
  const w = await feedbackWorld({ ...two, settings: { reminders: 2 } });
  await invite(w, 'after', lead);
  await w.run(days(1));
  const body = { leads: { ids: [lead] }, sequenceId: 'care', userId: 'anne' };
  const forecast = await w.admin('POST', '/v1/forecasts', { body });
  assert.equal(forecast.status, 200, JSON.stringify(forecast.body));
  const [line] = forecast.body.leads;
  const foreseen: string[] = line.steps.map(({ at: when }: any) => String(when));
  assert.equal(foreseen[0], '2027-03-31T08:01:00.000Z', JSON.stringify(line));
  assert.equal(line.steps[0].because[0].kind, 'interval');
  await invite(w, 'care', lead);
  const before: number = sentAt(w);
  for (const [index, when] of foreseen.entries()) {
    await w.run(plusMinutes(at(when), -1));
    assert.equal(sentAt(w), before + index, when);
    await w.run(at(when));
    assert.equal(sentAt(w), before + index + 1, when);
  }
});

test('C3, C4, F1: the check says until when the interval keeps an invitation, and there it then goes', async () => {
  const clients = [lead, twin, 'lead000000000003'].map((id) => ({ id, email: 'ana@example.com' }));
  const w = await feedbackWorld({ ...two, leads: [...clients, { id: 'lead000000000009' }] });
  await invite(w, 'care', lead);
  await w.run(days(1));
  const check = async (sequenceId: string, ...leadIds: string[]): Promise<any[]> => {
    const { status, body } = await w.admin('POST', '/v1/enrollments/check', {
      body: { leadIds, sequenceId, userId: 'anne' },
    });
    assert.equal(status, 200, JSON.stringify(body));
    return body.results.map(({ warnings }: any) =>
      warnings.map(({ reason, since, until, steps }: any) => ({ reason, since, until, steps })),
    );
  };
  const since = textOf(plusMinutes(start, 1));
  const waits = (until: string) => [{ reason: 'interval', since, until, steps: ['invite'] }];
  const until = textOf(plusMinutes(days(30), 1));
  // The client is the address, whichever lead has it; who was not invited has nothing to wait for.
  assert.deepEqual(await check('after', twin, 'lead000000000009'), [waits(until), []]);
  assert.deepEqual(await check('care', lead), [waits(textOf(plusMinutes(days(90), 1)))]);
  const { body } = await w.admin('POST', '/v1/enrollments/check', {
    body: { leadIds: [twin], sequenceId: 'after', userId: 'anne' },
  });
  assert.equal(
    body.results[0].warnings[0].words,
    'step invite waits until 2027-03-31 08:01 UTC at the earliest: the feedback sequence care invited the client on 2027-03-01 08:01 UTC, and after keeps 30 days between two',
  );
  await invite(w, 'after', twin);
  assert.equal(await waitsUntil(w, `${twin}.after.1`), at(until));
});

test('C3, F1: what never went out keeps nothing back, in the check and the forecast neither', async () => {
  const w = await feedbackWorld(two);
  const invitations = [
    { sequence: 'care', enrollment: `${lead}.care.1` as never, at: plusMinutes(start, -11) },
  ];
  const ledger = { organisation: 'acme', id: `${lead}@example.com`, revision: 1, invitations };
  await w.store.contactIntervals.put(ledger, 'absent');
  const check = await w.admin('POST', '/v1/enrollments/check', {
    body: { leadIds: [lead], sequenceId: 'after', userId: 'anne' },
  });
  assert.deepEqual(check.body.results[0].warnings, []);
  const forecast = await w.admin('POST', '/v1/forecasts', {
    body: { leads: { ids: [lead] }, sequenceId: 'after', userId: 'anne' },
  });
  assert.equal(forecast.body.leads[0].steps[0].at, textOf(plusMinutes(start, 1)));
});

test('C3, F1: under a cap and a delay, with several sequences and clients at once, every invitation goes when it was forecast', async () => {
  const clients = Array.from({ length: 6 }, (_, index) => ({
    id: `lead00000000000${index + 1}`,
    email: `client${index % 3}@example.com`,
  }));
  const w = await feedbackWorld({
    ...two,
    leads: clients,
    settings: { reminders: 1, betweenSequencesDays: 3, betweenSendsDays: 5 },
    sequences: { after: { reminders: 1, betweenSequencesDays: 2 } },
    organisation: { maxMailsPerDay: 2, mailDelay: { kind: 'fixed', seconds: 600 } },
  });
  const ids = clients.map(({ id }) => id);
  await invite(w, 'after', ...ids.slice(0, 3));
  await w.run(days(2));
  const body = { leads: { ids }, sequenceId: 'care', userId: 'anne' };
  const { body: forecast } = await w.admin('POST', '/v1/forecasts', { body });
  const foreseen: string[] = forecast.leads.flatMap(({ leadId, steps }: any) =>
    steps.map(({ step, at: when }: any) => `${leadId} ${step} ${when}`),
  );
  await invite(w, 'care', ...ids);
  await w.run(days(90));
  const ledgers = await Array.fromAsync(w.store.contactIntervals.scan());
  const noted = ledgers.flatMap(({ invitations }) => invitations);
  const invited = noted
    .filter(({ sequence }) => sequence === 'care')
    .map(({ enrollment, at: when }) => `${enrollment.split('.')[0] ?? ''} invite ${textOf(when)}`);
  const reminded = (await w.enrollments())
    .filter(({ sequenceId }) => sequenceId === 'care')
    .map(({ leadId, changedAt }) => `${leadId} r1 ${textOf(changedAt)}`);
  const happened = [...invited, ...reminded];
  assert.ok(foreseen.length >= 12, String(foreseen.length));
  assert.deepEqual(happened.toSorted(), foreseen.toSorted());
});

test('C2, C8: a changed number of reminders holds for who is under way', async () => {
  const w = await feedbackWorld({ leads });
  const change = (body: object) => w.admin('PATCH', '/v1/feedback-sequences/care', { body });
  await invite(w, 'care', lead);
  await w.run(days(1));
  assert.equal((await change({ reminders: 0 })).status, 200);
  await w.run(days(10));
  assert.equal(sentAt(w), 1);
  const record = await events(w, `${lead}.care.1`);
  assert.ok(
    record.some(({ words }) => String(words).includes('the sequence sends fewer reminders now')),
    JSON.stringify(record),
  );
});

test('C2, C8: more reminders, another distance and another text hold for who waits for one', async () => {
  const w = await feedbackWorld({ leads, settings: { reminders: 1 } });
  const change = async (body: object) => {
    const answer = await w.admin('PATCH', '/v1/feedback-sequences/care', { body });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  };
  await invite(w, 'care', lead);
  await w.run(days(1));
  const again = { kind: 'mail', name: 'Again', html: '<p>Still: {{ survey.link }}</p>', shared: true };
  assert.equal((await w.admin('PUT', '/v1/templates/again', { body: again })).status, 201);
  await Promise.all([change({ reminders: 3 }), change({ reminder: 'again' }), change({ reminderDays: 7 })]);
  await w.run(days(30));
  // The first reminder keeps its time, three days after; the others follow a week apart.
  assert.equal(sentAt(w), 4);
  assert.ok(w.mailer.sent[1]?.message.html.startsWith('<p>Still: '));
});
