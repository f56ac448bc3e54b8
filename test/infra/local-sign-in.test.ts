import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { realClock } from '#infra/local/clock.ts';
import { firstUserIds, seedFirstUsers } from '#infra/local/seed-first-users.ts';
import { startSystem, type System } from '#infra/local/system.ts';
import type { ApiAnswer } from '#test/support/api.ts';

describe('signing in on one machine', () => {
  let system: System;
  before(async () => {
    system = await startSystem({ clock: realClock() });
    await seedFirstUsers(system);
  });
  after(() => system.stop());

  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(system.url + path, { method, headers });
  const bareToken = async (id: string): Promise<string> =>
    (await (await ask(`/sign-in?user=${id}`)).text()).trim();
  const page = { accept: 'text/html,application/xhtml+xml' };
  async function call(method: string, path: string, as: string, body?: object): Promise<ApiAnswer['body']> {
    const response = await fetch(system.url + path, {
      method,
      headers: {
        authorization: `Bearer ${await bareToken(as)}`,
        'content-type': 'application/json',
        'if-match': '*',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return response.json();
  }

  test('the first users, and whoever is made, sign in at once with the role of their record', async () => {
    for (const id of firstUserIds) assert.equal((await call('GET', '/v1/me', id)).userId, id);
    const ursula = { name: '<Ursula>', email: 'u@relance.example', role: 'manager', zone: 'Europe/Paris' };
    assert.equal((await ask('/sign-in?user=u1')).status, 404);
    const admin = await bareToken('admin');
    const made = await fetch(`${system.url}/v1/users/u1`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json', 'if-none-match': '*' },
      body: JSON.stringify(ursula),
    });
    assert.equal(made.status, 201);
    const { userId, role } = await call('GET', '/v1/me', 'u1');
    assert.deepEqual([userId, role], ['u1', 'manager']);

    await call('PUT', '/v1/users/u1', 'admin', { ...ursula, active: false });
    const refused = await ask('/sign-in?user=u1');
    assert.deepEqual([refused.status, /switched off/.test(await refused.text())], [403, true]);
  });

  test('a browser gets a page that keeps the token for the documentation, and no cookie', async () => {
    const response = await ask('/sign-in?user=manager', page);
    const text = await response.text();
    assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
    assert.equal(response.headers.get('set-cookie'), null);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.match(
      response.headers.get('content-security-policy') ?? '',
      /^default-src 'none'.*frame-ancestors 'none'/,
    );
    assert.match(text, /sessionStorage\.setItem\('relance-token'/);
    const documentation = await (await ask('/docs')).text();
    assert.match(documentation, /sessionStorage\.getItem\(kept\)/);
    assert.match(documentation, /kept='relance-token'/);
  });

  test('no page of another site, no other name and no other method signs in', async () => {
    const path = '/sign-in?user=admin';
    assert.equal((await ask(path, { origin: 'https://elsewhere.example' })).status, 403);
    assert.equal((await ask(path, { 'sec-fetch-site': 'cross-site', ...page })).status, 403);
    assert.equal((await ask(path, {}, 'POST')).status, 405);
    assert.equal((await ask('/sign-in')).status, 400);
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    request(system.url + path, { headers: { host: 'rebound.example' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
    assert.equal(await promise, 403);
  });

  test('the start page leads to what is here and to everybody who can sign in', async () => {
    const text = await (await ask('/')).text();
    for (const href of ['/mailbox', '/docs', '/openapi.json', '/sign-in?user=super-admin'])
      assert.ok(text.includes(`href="${href}"`), href);
    assert.ok(text.includes('&lt;Ursula&gt;') && text.includes('switched off'));
    assert.ok(!text.includes('href="/sign-in?user=u1"'));
  });
});
