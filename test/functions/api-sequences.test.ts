import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { versionToFollow } from '#shared/domain/sequence/version-to-follow.ts';
import { apiWorld, type ApiWorld, type As } from '#test/support/api.ts';

const hello = {
  id: 'hello',
  name: 'Hello',
  type: 'automated-mail',
  wait: { amount: 0, unit: 'days' },
  templateId: 'hello',
};
const call = { id: 'call', name: 'Call', type: 'call', wait: { amount: 2, unit: 'working-days' } };
const draft = { steps: [hello, call], unsubscribeLink: { language: 'fr' } };
const mail = {
  kind: 'mail',
  name: 'Hello',
  subject: 'Hello {{ lead.firstName }}',
  html: '<p>Hello {{ lead.firstName }},</p><script>alert(1)</script>',
};

/** An organisation with three people, a mail template, and leads of Claire. */
async function withEverything(): Promise<ApiWorld & { admin: As; claire: As; leads: string[] }> {
  const world = apiWorld();
  const admin = world.as('ada', 'admin');
  for (const id of ['ada', 'claire', 'luc']) {
    await admin('PUT', `/v1/users/${id}`, {
      body: { name: id, email: `${id}@acme.example`, zone: 'Europe/Paris' },
    });
  }
  await admin('PUT', '/v1/templates/hello', { body: mail });
  const claire = world.as('claire', 'user');
  const leads: string[] = [];
  for (const name of ['ana', 'bob']) {
    const body = { email: `${name}@example.com`, firstName: name };
    leads.push((await claire('POST', '/v1/leads', { body })).body.id);
  }
  return { ...world, admin, claire, leads };
}

async function published(world: { admin: As }, id = 'spring'): Promise<void> {
  await world.admin('PUT', `/v1/sequences/${id}`, { body: { name: 'Spring', draft } });
  const answer = await world.admin('POST', `/v1/sequences/${id}/publish`, { headers: { 'if-match': '"1"' } });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
}

describe('templates', () => {
  test('D8: are cleaned when saved, and shown filled in for a lead', async () => {
    const { claire, leads } = await withEverything();
    const { body: saved } = await claire('GET', '/v1/templates/hello');
    assert.equal(saved.html.includes('script'), false);
    const query = { lead: leads[0] ?? '' };
    const { body: preview } = await claire('GET', '/v1/templates/hello/preview', { query });
    assert.equal(preview.subject, 'Hello ana');
    assert.match(preview.text, /Hello ana/);
    assert.deepEqual(preview.missing, []);
  });

  test('D8: say which variables nothing fills', async () => {
    const { claire, admin, leads } = await withEverything();
    const body = { kind: 'sms', name: 'Text', text: 'Hello {{ lead.title }} {{ lead.firstName }}' };
    await admin('PUT', '/v1/templates/text', { body });
    const { body: preview } = await claire('GET', '/v1/templates/text/preview', {
      query: { lead: leads[0] ?? '' },
    });
    assert.deepEqual(preview.missing, ['lead.title']);
    assert.equal(preview.sms.parts, 1);
  });

  test('D8: are refused with what to mend in them', async () => {
    const { admin } = await withEverything();
    const { status, body } = await admin('PUT', '/v1/templates/wrong', {
      body: { ...mail, html: '<p>{{ lead.shoeSize }}</p>' },
    });
    assert.equal(status, 400);
    assert.match(body.errors[0].message, /lead\.shoeSize/);
  });

  test('D8: of another user are not changed, nor seen unless shared', async () => {
    const { admin, claire, as } = await withEverything();
    await claire('PUT', '/v1/templates/mine', { body: { ...mail, shared: false } });
    const luc = as('luc', 'user');
    assert.equal((await luc('GET', '/v1/templates/mine')).status, 403);
    assert.equal(
      (await luc('PUT', '/v1/templates/hello', { body: mail, headers: { 'if-match': '*' } })).status,
      403,
    );
    const seen = async (by: As) =>
      (await by('GET', '/v1/templates')).body.items.map(({ id }: { id: string }) => id);
    assert.deepEqual(await seen(luc), ['hello']);
    assert.deepEqual(await seen(admin), ['hello', 'mine']);
  });
});

describe('sequences', () => {
  test('D1: are made by admins, as a draft that may be incomplete', async () => {
    const { admin, claire } = await withEverything();
    const body = { name: 'Spring', draft: { steps: [] } };
    assert.equal((await claire('PUT', '/v1/sequences/spring', { body })).status, 403);
    const made = await admin('PUT', '/v1/sequences/spring', { body });
    assert.equal(made.status, 201);
    assert.equal(made.body.status, 'draft');
  });

  test('D10: an unsound draft is not published, and says what to mend', async () => {
    const { admin } = await withEverything();
    const steps = [
      { ...hello, templateId: 'nothing' },
      { ...call, wait: { amount: -1, unit: 'days' } },
    ];
    await admin('PUT', '/v1/sequences/spring', { body: { name: 'Spring', draft: { steps } } });
    const { body: validation } = await admin('POST', '/v1/sequences/spring/validate');
    const paths = validation.errors.map(({ path }: { path: string }) => path);
    assert.deepEqual(paths, ['steps.0.templateId', 'steps.1.wait.amount']);
    const answer = await admin('POST', '/v1/sequences/spring/publish', { headers: { 'if-match': '"1"' } });
    assert.equal(answer.status, 400);
    assert.equal(answer.body.errors[0].path, 'draft.steps.0.templateId');
  });

  test('D10: each publication is a version that stays', async () => {
    const world = await withEverything();
    const { admin } = world;
    await published(world);
    const changed = { name: 'Spring', draft: { steps: [hello] } };
    await admin('PUT', '/v1/sequences/spring', { body: changed, headers: { 'if-match': '"2"' } });
    const second = await admin('POST', '/v1/sequences/spring/publish', { headers: { 'if-match': '"3"' } });
    assert.equal(second.body.currentVersion, 2);
    const { body: versions } = await admin('GET', '/v1/sequences/spring/versions', { query: { limit: '1' } });
    assert.deepEqual(versions.items[0].steps.length, 1);
    const { body: first } = await admin('GET', '/v1/sequences/spring/versions/1');
    assert.equal(first.steps.length, 2);
    const { body: list } = await admin('GET', '/v1/sequences');
    assert.deepEqual(
      list.items.map(({ id, steps, createdBy }: Record<string, unknown>) => ({ id, steps, createdBy })),
      [{ id: 'spring', steps: 1, createdBy: 'ada' }],
    );
  });

  test('D10: versions come in pages, and what is no place in their list is refused', async () => {
    const world = await withEverything();
    await published(world);
    const versions = (cursor: string) =>
      world.claire('GET', '/v1/sequences/spring/versions', { query: { cursor } });
    assert.equal((await versions('1')).body.items.length, 1);
    for (const cursor of ['abc', '-1', '1.5']) {
      const { status, body } = await versions(cursor);
      assert.equal(status, 400);
      assert.deepEqual(body.errors[0].path, 'cursor');
    }
  });

  test('D3, A1, A2: a step for which nobody ever works is not published, and says what to mend', async () => {
    const { admin } = await withEverything();
    const steps = [
      { ...hello, weekdays: ['saturday'] },
      { ...call, at: '22:00' },
    ];
    await admin('PUT', '/v1/sequences/late', { body: { name: 'Late', draft: { steps } } });
    const problems = async () => (await admin('POST', '/v1/sequences/late/validate')).body.errors;
    assert.deepEqual(
      (await problems()).map(({ path, message }: any) => `${path}: ${message}`),
      [
        'steps.0.weekdays: Step 1 (“Hello”) may run on saturday alone, when nobody works: choose a working day as well, or extend the working days.',
        'steps.1.at: Step 2 (“Call”) is set for 22:00, when everybody’s working hours are over: choose an earlier hour, or extend the working hours.',
      ],
    );
    // Some work at such times: whose exception it is does not matter before anybody is enrolled.
    const body = { workingDays: ['saturday'], workingHours: [{ from: '18:00', to: '23:00' }] };
    assert.equal((await admin('PATCH', '/v1/settings/user.luc', { body })).status, 200);
    assert.deepEqual(await problems(), []);
  });

  test('D10: a value of another kind is refused in words', async () => {
    const { admin } = await withEverything();
    const headers = { 'if-match': '*' };
    const { body } = await admin('POST', '/v1/sequences/spring/publish', {
      body: { keepPresent: 'no' },
      headers,
    });
    assert.deepEqual(body.errors, [
      { in: 'body', path: 'keepPresent', message: 'This is of another kind: give a boolean.' },
    ]);
  });

  test('D10: a version for new enrollments only leaves those under way on theirs', async () => {
    const world = await withEverything();
    const { admin, claire, leads, ports } = world;
    await published(world);
    await claire('POST', '/v1/enrollments', { body: { leadId: leads[0], sequenceId: 'spring' } });
    const headers = { 'if-match': '*' };
    await admin('PUT', '/v1/sequences/spring', {
      body: { name: 'Spring', draft: { steps: [hello] } },
      headers,
    });
    await admin('POST', '/v1/sequences/spring/publish', { body: { keepPresent: true }, headers });
    const sequence = await ports.store.sequences.get('acme', 'spring');
    assert.equal(versionToFollow({ version: 1, pinned: false }, sequence), 1);
    await admin('POST', '/v1/sequences/spring/publish', { headers });
    const third = await ports.store.sequences.get('acme', 'spring');
    assert.equal(versionToFollow({ version: 1, pinned: false }, third), 1);
    assert.equal(versionToFollow({ version: 2, pinned: false }, third), 3);
    assert.equal(versionToFollow({ version: 2, pinned: true }, third), 2);
  });

  test('D11: one in use is deleted only with the number of leads under way, and for good', async () => {
    const world = await withEverything();
    const { admin, claire, leads } = world;
    await published(world);
    const { body } = await claire('POST', '/v1/enrollments', {
      body: { leadIds: leads, sequenceId: 'spring' },
    });
    const headers = { 'if-match': '*' };
    const warned = await admin('DELETE', '/v1/sequences/spring', { headers });
    assert.equal(warned.status, 409);
    assert.match(warned.body.detail, /2 leads .*confirm=2/);
    assert.equal(
      (await admin('DELETE', '/v1/sequences/spring', { headers, query: { confirm: '2' } })).status,
      204,
    );
    const { body: enrollment } = await claire('GET', `/v1/enrollments/${body.results[0].enrollmentId}`);
    assert.equal(enrollment.state.status, 'stopped');
    assert.deepEqual(enrollment.state.because, { kind: 'engine', rule: 'sequence-deleted' });
    assert.equal(
      (await admin('PUT', '/v1/sequences/spring', { body: { name: 'S', draft }, headers })).status,
      409,
    );
  });
});

describe('a sequence with SMS', () => {
  test('E4: is not published while the hours of the organisation would never let one go', async () => {
    const { admin } = await withEverything();
    await admin('PUT', '/v1/templates/text', { body: { kind: 'sms', name: 'Text', text: 'Hello' } });
    const step = { ...hello, type: 'automated-sms', templateId: 'text' };
    await admin('PUT', '/v1/sequences/spring', { body: { name: 'Spring', draft: { steps: [step] } } });
    const hours = { windowZone: 'recipient', workingHours: [{ from: '00:00', to: '07:30' }] };
    await admin('PATCH', '/v1/settings/organisation', { body: hours });
    const publish = () => admin('POST', '/v1/sequences/spring/publish', { headers: { 'if-match': '"1"' } });
    const { status, body } = await publish();
    assert.equal(status, 400);
    assert.equal(body.errors[0].path, 'draft.steps.0.type');
    await admin('PATCH', '/v1/settings/organisation', {
      body: { workingHours: [{ from: '00:00', to: '08:00' }] },
      headers: { 'if-match': '"1"' },
    });
    assert.equal((await publish()).status, 200);
  });
});

describe('enrollments', () => {
  test('D1: say what became of each lead', async () => {
    const world = await withEverything();
    const { claire, leads } = world;
    await published(world);
    const luc = world.as('luc', 'user');
    const { body: other } = await luc('POST', '/v1/leads', { body: { email: 'cleo@example.com' } });
    const nobody = 'zzzzzzzzzzzzzzzz';
    await claire('POST', `/v1/leads/${leads[1] ?? ''}/unsubscribe`);
    const { status, body } = await claire('POST', '/v1/enrollments', {
      body: { leadIds: [...leads, other.id, nobody], sequenceId: 'spring' },
    });
    assert.equal(status, 200);
    const outcomes = body.results.map((result: Record<string, string>) => result.outcome);
    assert.deepEqual(outcomes, ['enrolled', 'enrolled', 'refused', 'refused']);
    assert.match(body.results[1].warnings[0].words, /unsubscribed/);
    assert.equal(body.results[1].unsubscribedAt, '2027-03-01T08:00:00.000Z');
    const again = await claire('POST', '/v1/enrollments', {
      body: { leadId: leads[0], sequenceId: 'spring' },
    });
    assert.equal(again.body.results[0].outcome, 'already-enrolled');
  });

  test('a request repeated with its key is answered alike, another with the key refused', async () => {
    const world = await withEverything();
    const { claire, leads } = world;
    await published(world);
    const headers = { 'idempotency-key': 'key-1' };
    const body = { leadId: leads[0], sequenceId: 'spring' };
    const first = await claire('POST', '/v1/enrollments', { body, headers });
    const second = await claire('POST', '/v1/enrollments', { body, headers });
    assert.deepEqual(second.body, first.body);
    assert.equal(first.body.results[0].outcome, 'enrolled');
    const other = await claire('POST', '/v1/enrollments', { body: { ...body, leadId: leads[1] }, headers });
    assert.equal(other.status, 422);
  });

  test('D1: need a published sequence, one or more leads, and a sender within reach', async () => {
    const world = await withEverything();
    const { admin, claire, leads } = world;
    const enroll = (body: object) =>
      claire('POST', '/v1/enrollments', { body: { sequenceId: 'spring', ...body } });
    await admin('PUT', '/v1/sequences/spring', { body: { name: 'Spring', draft } });
    assert.equal((await enroll({ leadIds: leads })).status, 409);
    assert.equal((await enroll({})).status, 400);
    assert.equal((await enroll({ leadId: leads[0], leadIds: leads })).status, 400);
    assert.equal((await enroll({ leadIds: leads, userId: 'luc' })).status, 403);
  });

  test('pause, resume, stop, and tell each in their record', async () => {
    const world = await withEverything();
    const { claire, leads, clock } = world;
    await published(world);
    const { body } = await claire('POST', '/v1/enrollments', {
      body: { leadId: leads[0], sequenceId: 'spring' },
    });
    const path = `/v1/enrollments/${body.results[0].enrollmentId}`;
    const paused = await claire('POST', `${path}/pause`, { body: { days: 3 } });
    assert.equal(paused.body.state.until, '2027-03-04T08:00:00.000Z');
    const { body: record } = await claire('GET', `${path}/record`);
    assert.equal(
      record.items[0].words,
      'The sequence was paused until 2027-03-04 08:00 UTC: claire decided so.',
    );
    clock.set('2027-03-02T08:00:00.000Z');
    assert.equal((await claire('POST', `${path}/resume`)).body.state.status, 'scheduled');
    assert.equal((await claire('POST', `${path}/stop`)).body.state.status, 'stopped');
    assert.equal((await claire('POST', `${path}/pause`)).status, 409);
    assert.equal((await claire('POST', `${path}/resolve`, { body: { outcome: 'sent' } })).status, 409);
    assert.equal((await world.as('luc', 'user')('GET', path)).status, 403);
  });

  test('move to another sequence', async () => {
    const world = await withEverything();
    const { claire, leads } = world;
    await published(world);
    await published(world, 'summer');
    const { body } = await claire('POST', '/v1/enrollments', {
      body: { leadId: leads[0], sequenceId: 'spring' },
    });
    const path = `/v1/enrollments/${body.results[0].enrollmentId}`;
    const moved = await claire('POST', `${path}/move`, { body: { sequenceId: 'summer' } });
    assert.equal(moved.body.sequenceId, 'summer');
    const { body: list } = await claire('GET', '/v1/enrollments', { query: { lead: leads[0] ?? '' } });
    const states = list.items.map((item: any) => `${item.sequenceId} ${item.state.status}`);
    assert.deepEqual(states.sort(), ['spring stopped', 'summer scheduled']);
  });

  test('are listed by lead, by sequence, or by unknown outcome', async () => {
    const world = await withEverything();
    const { claire, admin, leads } = world;
    await published(world);
    await claire('POST', '/v1/enrollments', { body: { leadIds: leads, sequenceId: 'spring' } });
    const count = async (by: As, query: Record<string, string>) =>
      (await by('GET', '/v1/enrollments', { query })).body.items?.length;
    assert.equal(await count(claire, { sequence: 'spring' }), 2);
    assert.equal(await count(world.as('luc', 'user'), { sequence: 'spring' }), 0);
    assert.equal(await count(admin, { status: 'unknown' }), 0);
    assert.equal((await claire('GET', '/v1/enrollments')).status, 400);
  });

  test('reconcile, for admins', async () => {
    const world = await withEverything();
    await published(world);
    await world.claire('POST', '/v1/enrollments', { body: { leadIds: world.leads, sequenceId: 'spring' } });
    const { body } = await world.admin('GET', '/v1/reconciliation');
    assert.equal(body.enrolled, 2);
    assert.equal(body.pending, 2);
    assert.equal(body.balanced, true);
    assert.equal((await world.claire('GET', '/v1/reconciliation')).status, 403);
  });

  test('D9: have statistics that begin at nothing', async () => {
    const world = await withEverything();
    await published(world);
    const { body } = await world.claire('GET', '/v1/sequences/spring/statistics');
    assert.deepEqual(body.replyRate, { repliers: 0, total: 0, rate: null });
    const steps = body.steps.map(({ step, name }: { step: string; name: string }) => `${step} ${name}`);
    assert.deepEqual(steps, ['hello Hello', 'call Call']);
  });
});

describe('tasks', () => {
  test('are listed, completed and skipped by whom they belong to', async () => {
    const world = await withEverything();
    const { claire, ports } = world;
    const task = {
      organisation: 'acme',
      id: `${world.leads[0] ?? ''}.spring.1.call`,
      revision: 1,
      userId: 'claire',
      leadId: world.leads[0] ?? '',
      enrollmentId: `${world.leads[0] ?? ''}.spring.1`,
      step: 'call',
      type: 'call' as const,
      name: 'Call',
      status: 'open' as const,
      openedAt: '2027-02-28T08:00:00.000Z',
    };
    await ports.store.tasks.put(task, 'absent');
    const { body: open } = await claire('GET', '/v1/tasks');
    assert.equal(open.items[0].late, false);
    const path = `/v1/tasks/${task.id}`;
    assert.equal((await world.as('luc', 'user')('POST', `${path}/complete`)).status, 403);
    const done = await claire('POST', `${path}/complete`, { body: { outcome: 'Wants a demo' } });
    assert.equal(done.body.status, 'completed');
    assert.equal((await claire('POST', `${path}/skip`, { body: {} })).status, 409);
    assert.deepEqual((await claire('GET', '/v1/tasks')).body.items, []);
    const { body: closed } = await claire('GET', '/v1/tasks', { query: { status: 'closed' } });
    assert.equal(closed.items[0].outcome, 'Wants a demo');
  });
});
