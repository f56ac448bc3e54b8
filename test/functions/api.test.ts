import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { logger } from '#functions/runtime/logger.ts';
import { apiEvent, apiWorld, send, type As } from '#test/support/api.ts';

const user = (groupIds: string[] = [], role = 'user') => ({
  name: 'Claire Petit',
  email: 'claire@acme.example',
  role,
  zone: 'Europe/Paris',
  groupIds,
});

describe('the door of the API', () => {
  test('refuses a request without token', async () => {
    const { handler } = apiWorld();
    const answer = await send(handler, apiEvent('GET', '/v1/me', {}));
    assert.equal(answer.status, 401);
    assert.equal(answer.headers['content-type'], 'application/problem+json');
  });

  test('refuses a token that names no organisation', async () => {
    const { handler } = apiWorld();
    const claims = { 'custom:user_id': 'claire' };
    assert.equal((await send(handler, apiEvent('GET', '/v1/me', { claims }))).status, 403);
  });

  for (const groups of ['[admin]', '[user admin]', ['admin'], 'admin']) {
    test(`reads the role from ${JSON.stringify(groups)}`, async () => {
      const { handler } = apiWorld();
      const claims = { 'custom:organisation': 'acme', 'custom:user_id': 'ada', 'cognito:groups': groups };
      const { body } = await send(handler, apiEvent('GET', '/v1/me', { claims }));
      assert.deepEqual(body, { organisation: 'acme', userId: 'ada', role: 'admin' });
    });
  }

  test('takes a token without known groups for a user', async () => {
    const { handler } = apiWorld();
    const claims = {
      'custom:organisation': 'acme',
      'custom:user_id': 'ada',
      'cognito:groups': '[eu-west-1_Google]',
    };
    assert.equal((await send(handler, apiEvent('GET', '/v1/me', { claims }))).body.role, 'user');
  });

  test('answers what it does not know with a problem', async () => {
    const answer = await apiWorld().as('ada', 'admin')('GET', '/v1/unicorns');
    assert.equal(answer.status, 404);
    assert.equal(answer.body.type, '/problems/not-found');
  });

  test('tells the outside nothing of what breaks', async () => {
    const { as, ports } = apiWorld();
    ports.store.users.get = () => Promise.reject(new Error('table secret-table is on fire'));
    const answer = await as('ada', 'admin')('GET', '/v1/me');
    assert.equal(answer.status, 500);
    assert.equal(JSON.stringify(answer).includes('fire'), false);
    assert.deepEqual(Object.keys(answer.body).sort(), ['requestId', 'status', 'title', 'type']);
  });

  test('leaves nothing of a request in the log of what comes after it', async () => {
    const { as } = apiWorld();
    await as('ada', 'admin')('GET', '/v1/me');
    const write = process.stderr.write.bind(process.stderr);
    const written: string[] = [];
    process.stderr.write = (text: string | Uint8Array) => written.push(String(text)) > 0;
    try {
      logger.error('said by a job');
    } finally {
      process.stderr.write = write;
    }
    assert.equal(written.length, 1);
    assert.doesNotMatch(written[0]!, /getMe|ada/);
  });

  test('sends security headers with answers and with problems', async () => {
    const as = apiWorld().as('ada', 'admin');
    for (const path of ['/v1/me', '/v1/unicorns']) {
      const { headers } = await as('GET', path);
      assert.equal(headers['X-Content-Type-Options'], 'nosniff');
      assert.match(String(headers['Strict-Transport-Security']), /max-age=31536000/);
    }
  });

  test('refuses a body that is no JSON, is not called JSON, or is too long', async () => {
    const as = apiWorld().as('ada', 'admin');
    assert.equal((await as('PUT', '/v1/groups/paris', { body: '{' })).status, 400);
    const text = { 'content-type': 'text/plain' };
    assert.equal((await as('PUT', '/v1/groups/paris', { body: '{}', headers: text })).status, 415);
    const long = JSON.stringify({ name: 'x'.repeat(300_000) });
    assert.equal((await as('PUT', '/v1/groups/paris', { body: long })).status, 413);
  });

  test('reports every wrong value at once, each with its path and what to mend', async () => {
    const { body, status } = await apiWorld().as('ada', 'admin')('PUT', '/v1/users/claire', {
      body: {
        name: '',
        email: 'claire',
        zone: 'Europe/Pariss',
        phone: '12',
        groupIds: ['Paris!'],
        nick: 'C',
      },
    });
    assert.equal(status, 400);
    const paths = body.errors.map((error: { path: string }) => error.path).sort();
    assert.deepEqual(paths, ['email', 'groupIds.0', 'name', 'nick', 'phone', 'zone']);
    assert.ok(
      body.errors.every((error: { in: string; message: string }) => error.in === 'body' && error.message),
    );
  });

  test('D2, D7: refuses parameters that it does not know, since a filter mistyped would leave everything in', async () => {
    const admin = apiWorld().as('ada', 'admin');
    for (const path of ['/v1/tasks', '/v1/suppressions', '/v1/me']) {
      const { status, body } = await admin('GET', path, { query: { types: 'call' } });
      assert.equal(status, 400, path);
      assert.deepEqual(body.errors, [
        {
          in: 'query',
          path: 'types',
          message: 'There is no such parameter: remove it, or mend its name.',
        },
      ]);
    }
  });

  test('says in words what is too small or too long', async () => {
    const admin = apiWorld().as('ada', 'admin');
    const few = await admin('POST', '/v1/enrollments/lead1lead1lead1x.spring.1/pause', { body: { days: 0 } });
    assert.equal(few.body.errors[0].message, 'Give at least 1.');
    const long = await admin('POST', '/v1/tasks/lead1lead1lead1x.spring.1.s1/complete', {
      body: { outcome: 'x'.repeat(501) },
    });
    assert.equal(long.body.errors[0].message, 'Give at most 500 characters.');
  });

  test('keeps organisations apart', async () => {
    const { as } = apiWorld();
    await as('ada', 'admin')('PUT', '/v1/groups/paris', { body: { name: 'Paris' } });
    const elsewhere = as('ada', 'super_admin', 'other');
    assert.equal((await elsewhere('GET', '/v1/groups/paris')).status, 404);
    assert.deepEqual((await elsewhere('GET', '/v1/groups')).body.items, []);
  });
});

describe('two people who change one thing', () => {
  const put = (as: As, headers?: Record<string, string>) =>
    as('PUT', '/v1/groups/paris', { body: { name: 'Paris' }, ...(headers && { headers }) });

  test('make it without saying a revision, and get its ETag', async () => {
    const answer = await put(apiWorld().as('ada', 'admin'));
    assert.equal(answer.status, 201);
    assert.equal(answer.headers.etag, '"1"');
  });

  test('must say which revision they change', async () => {
    const as = apiWorld().as('ada', 'admin');
    await put(as);
    const answer = await put(as);
    assert.equal(answer.status, 428);
    assert.equal(answer.body.revision, 1);
  });

  test('are told when somebody was first', async () => {
    const as = apiWorld().as('ada', 'admin');
    await put(as);
    assert.equal((await put(as, { 'if-match': '"1"' })).status, 200);
    assert.equal((await put(as, { 'if-match': '"1"' })).status, 412);
    assert.equal((await put(as, { 'if-match': 'W/"2"' })).status, 200);
    assert.equal((await put(as, { 'if-match': '*' })).headers.etag, '"4"');
  });

  test('make a thing only once with If-None-Match', async () => {
    const as = apiWorld().as('ada', 'admin');
    assert.equal((await put(as, { 'if-none-match': '*' })).status, 201);
    assert.equal((await put(as, { 'if-none-match': '*' })).status, 412);
  });

  test('cannot match what is not there, nor send an ETag of their own making', async () => {
    const as = apiWorld().as('ada', 'admin');
    assert.equal((await put(as, { 'if-match': '"1"' })).status, 412);
    assert.equal((await put(as, { 'if-match': 'one' })).status, 400);
  });
});

describe('users and groups', () => {
  test('are written by admins only', async () => {
    const { as } = apiWorld();
    assert.equal((await as('max', 'manager')('PUT', '/v1/users/claire', { body: user() })).status, 403);
    assert.equal((await as('ada', 'admin')('PUT', '/v1/users/claire', { body: user() })).status, 201);
  });

  test('only a super admin makes a super admin', async () => {
    const { as } = apiWorld();
    const body = user([], 'super_admin');
    assert.equal((await as('ada', 'admin')('PUT', '/v1/users/sue', { body })).status, 403);
    assert.equal((await as('sue', 'super_admin')('PUT', '/v1/users/sue', { body })).status, 201);
  });

  test('a user is only in groups that exist', async () => {
    const answer = await apiWorld().as('ada', 'admin')('PUT', '/v1/users/claire', { body: user(['paris']) });
    assert.equal(answer.status, 400);
    assert.equal(answer.body.errors[0].path, 'groupIds.0');
  });

  test('a group with users in it is not deleted', async () => {
    const { as } = apiWorld();
    const admin = as('ada', 'admin');
    await admin('PUT', '/v1/groups/paris', { body: { name: 'Paris' } });
    await admin('PUT', '/v1/users/claire', { body: user(['paris']) });
    const headers = { 'if-match': '"1"' };
    assert.equal((await admin('DELETE', '/v1/groups/paris', { headers })).status, 409);
    await admin('PUT', '/v1/users/claire', { body: user(), headers });
    assert.equal((await admin('DELETE', '/v1/groups/paris', { headers })).status, 204);
    assert.equal((await admin('GET', '/v1/groups/paris')).status, 404);
  });

  test('lists go on from their cursor, and refuse that of another list', async () => {
    const admin = apiWorld().as('ada', 'admin');
    for (const id of ['a', 'b', 'c']) await admin('PUT', `/v1/groups/${id}`, { body: { name: id } });
    const first = await admin('GET', '/v1/groups', { query: { limit: '2' } });
    const ids = (answer: typeof first) => answer.body.items.map(({ id }: { id: string }) => id);
    assert.deepEqual(ids(first), ['a', 'b']);
    const second = await admin('GET', '/v1/groups', { query: { limit: '2', cursor: first.body.cursor } });
    assert.deepEqual(ids(second), ['c']);
    assert.equal(second.body.cursor, undefined);
    const wrong = await admin('GET', '/v1/users', { query: { cursor: first.body.cursor } });
    assert.equal(wrong.status, 400);
    assert.equal(wrong.body.errors[0].path, 'cursor');
  });
});
