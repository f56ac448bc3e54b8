import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { versionToFollow } from '#shared/domain/sequences/version-to-follow.ts';
import { call, draft, hello, published, withEverything } from '#test/support/api-with-sequence.ts';

describe('sequences', () => {
  test('D1: are made by admins, as a draft that may be incomplete', async () => {
    const { admin, claire } = await withEverything();
    const body = { name: 'Spring', draft: { steps: [] } };
    assert.equal((await claire('PUT', '/v1/sequences/spring', { body })).status, 403);
    const made = await admin('PUT', '/v1/sequences/spring', { body });
    assert.equal(made.status, 201);
    assert.equal(made.body.status, 'draft');
  });

  test('D10: it is told who last wrote or published a sequence, and when', async () => {
    const world = await withEverything();
    const { admin } = world;
    await published(world);
    const read = async () => (await admin('GET', '/v1/sequences/spring')).body;
    const { changedBy, changedAt, publishedAt } = await read();
    assert.deepEqual([changedBy, changedAt], ['ada', publishedAt]);
    const headers = { 'if-match': '"2"' };
    const eva = { name: 'Eva', email: 'eva@acme.example', role: 'admin', zone: 'Europe/Paris' };
    await admin('PUT', '/v1/users/eva', { body: eva });
    const body = { steps: [hello.id, call.id] };
    await world.as('eva', 'admin')('POST', '/v1/sequences/spring/draft/order', { body, headers });
    assert.equal((await read()).changedBy, 'eva');
    await admin('PUT', '/v1/sequences/spring', {
      body: { name: 'Spring', draft },
      headers: { 'if-match': '"3"' },
    });
    assert.equal((await read()).changedBy, 'ada');
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

  test('D3, A1: a step on days when nobody ever works is not published, and says what to mend', async () => {
    const { admin } = await withEverything();
    const steps = [{ ...hello, weekdays: ['saturday'] }, call];
    await admin('PUT', '/v1/sequences/late', { body: { name: 'Late', draft: { steps } } });
    const problems = async () => (await admin('POST', '/v1/sequences/late/validate')).body.errors;
    assert.deepEqual(
      (await problems()).map(({ path, message }: any) => `${path}: ${message}`),
      [
        'steps.0.weekdays: Step 1 (“Hello”) may run on saturday alone, when nobody works: choose a working day as well, or extend the working days.',
      ],
    );
    // Some work at such times: whose exception it is does not matter before anybody is enrolled.
    const body = { workingDays: ['saturday'] };
    assert.equal((await admin('PATCH', '/v1/settings/user.luc', { body })).status, 200);
    assert.deepEqual(await problems(), []);
  });

  test('D3, A2: an hour outside working hours is published, and warns whom it concerns', async () => {
    const { admin } = await withEverything();
    const steps = [
      { ...hello, at: '09:00' },
      { ...call, at: '22:00' },
    ];
    await admin('PUT', '/v1/sequences/late', { body: { name: 'Late', draft: { steps } } });
    const evening = { workingHours: [{ from: '12:00', to: '23:00' }] };
    assert.equal((await admin('PATCH', '/v1/settings/user.luc', { body: evening })).status, 200);
    const validated = (await admin('POST', '/v1/sequences/late/validate')).body;
    assert.deepEqual(validated.errors, []);
    const warned = [
      {
        reason: 'outside-working-hours',
        steps: [call.id],
        setting: 'workingHours',
        source: { level: 'default', id: 'default' },
        words: `the hour of step ${call.id} lies outside the working hours: it goes at the next opening (working hours, the default)`,
      },
      {
        reason: 'outside-working-hours',
        steps: [hello.id],
        setting: 'workingHours',
        source: { level: 'user', id: 'luc' },
        words: `the hour of step ${hello.id} lies outside the working hours: it goes at the next opening (working hours, decided for the user luc)`,
      },
    ];
    assert.deepEqual(validated.warnings, warned);
    const published = await admin('POST', '/v1/sequences/late/publish', { headers: { 'if-match': '*' } });
    assert.equal(published.status, 200, JSON.stringify(published.body));
    assert.deepEqual(published.body.warnings, warned);
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
