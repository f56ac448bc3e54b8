import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { realClock } from '#infra/local/clock.ts';
import { seedFirstUsers } from '#infra/local/seed-first-users.ts';
import { startSystem, type System } from '#infra/local/system.ts';

const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');

describe('F16: signing in to the console on one machine', () => {
  let system: System;
  before(async () => {
    system = await startSystem({ clock: realClock() });
    await seedFirstUsers(system);
  });
  after(() => system.stop());

  const redirect = () => `${system.url}/console/signed-in`;
  const asked = (more: Record<string, string> = {}) =>
    new URLSearchParams({
      response_type: 'code',
      client_id: 'relance-local-console',
      redirect_uri: redirect(),
      state: 'some state',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...more,
    });
  const authorize = (more: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    fetch(`${system.url}/oauth2/authorize?${asked(more).toString()}`, { redirect: 'manual', headers });
  const exchange = (form: Record<string, string>) =>
    fetch(`${system.url}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: 'relance-local-console', ...form }),
    });
  async function codeOf(user: string): Promise<string> {
    const to = new URL((await authorize({ user })).headers.get('location') ?? '');
    assert.equal(to.searchParams.get('state'), 'some state');
    return to.searchParams.get('code') ?? '';
  }
  const byCode = (code: string, more: Record<string, string> = {}) =>
    exchange({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirect(),
      code_verifier: verifier,
      ...more,
    });
  const roleOf = async (token: string): Promise<unknown> => {
    const response = await fetch(`${system.url}/v1/me`, { headers: { authorization: `Bearer ${token}` } });
    return ((await response.json()) as { role: unknown }).role;
  };

  test('F16: a code gives a token of the person, once, and a refresh token gives others', async () => {
    const code = await codeOf('manager');
    const tokens = (await (await byCode(code)).json()) as Record<string, string>;
    assert.equal(await roleOf(tokens['id_token'] ?? ''), 'manager');
    assert.equal(tokens['expires_in'], 3600);
    assert.equal((await byCode(code)).status, 400, 'a code is good once');
    const again = await exchange({
      grant_type: 'refresh_token',
      refresh_token: tokens['refresh_token'] ?? '',
    });
    const renewed = (await again.json()) as Record<string, string>;
    assert.equal(await roleOf(renewed['id_token'] ?? ''), 'manager');
    assert.equal((await exchange({ grant_type: 'refresh_token', refresh_token: 'another' })).status, 400);
  });

  test('F16: a code is worth nothing to who does not know the verifier, or asks for another address', async () => {
    assert.equal((await byCode(await codeOf('user'), { code_verifier: 'w'.repeat(43) })).status, 400);
    assert.equal(
      (await byCode(await codeOf('user'), { redirect_uri: 'http://localhost:8976/callback' })).status,
      400,
    );
    const elsewhere = await authorize({ user: 'user', redirect_uri: 'https://elsewhere.example/' });
    assert.deepEqual([elsewhere.status, elsewhere.headers.get('location')], [400, null]);
    assert.equal((await authorize({ user: 'user', client_id: 'another' })).status, 400);
    assert.equal((await authorize({ user: 'user', code_challenge_method: 'plain' })).status, 400);
  });

  test('F16: who signed in is known until signing out', async () => {
    const list = await authorize();
    assert.equal(list.status, 200);
    assert.match(await list.text(), /Who are you\?/);
    const cookie = (await authorize({ user: 'admin' })).headers.get('set-cookie')?.split(';')[0] ?? '';
    assert.equal((await authorize({}, { cookie })).status, 302);
    const leave = `client_id=relance-local-console&logout_uri=${encodeURIComponent(`${system.url}/console`)}`;
    const out = await fetch(`${system.url}/logout?${leave}`, { redirect: 'manual' });
    assert.equal(out.headers.get('location'), `${system.url}/console`);
    assert.match(out.headers.get('set-cookie') ?? '', /Max-Age=0/);
  });

  test('F16: pages of other sites get no token', async () => {
    const headers = { origin: 'https://elsewhere.example' };
    const refused = await fetch(`${system.url}/oauth2/token`, { method: 'POST', headers, body: 'x=1' });
    assert.equal(refused.status, 403);
  });
});
