import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { Terminal } from '#infra/cli/terminal.ts';
import { apiStandIn, command, type Got } from '#test/support/command-line.ts';

const HOUR_MS = 3_600_000;

/** A user pool of one user, which checks what it is asked as the real one does, and the API behind it. */
async function issuer() {
  let challenge = '';
  let redirect = '';
  const state = { good: 'refresh-1', answer: {} as Record<string, unknown> };
  const answer = ({ path, method, body, headers }: Got) => {
    const url = new URL(path, 'http://localhost');
    if (url.pathname === '/console/config.json')
      return {
        body: {
          authorize: `${api.url}/authorize`,
          token: `${api.url}/token`,
          logout: `${api.url}/logout`,
          clientId: 'client-1',
          ...state.answer,
        },
      };
    if (url.pathname === '/authorize') {
      assert.equal(url.searchParams.get('response_type'), 'code');
      assert.equal(url.searchParams.get('client_id'), 'client-1');
      assert.equal(url.searchParams.get('code_challenge_method'), 'S256');
      challenge = url.searchParams.get('code_challenge') ?? '';
      redirect = url.searchParams.get('redirect_uri') ?? '';
      return { body: { state: url.searchParams.get('state') } };
    }
    if (url.pathname === '/token' && method === 'POST') {
      const form = new URLSearchParams(body);
      const isCode =
        form.get('grant_type') === 'authorization_code' &&
        form.get('code') === 'code-1' &&
        form.get('redirect_uri') === redirect &&
        createHash('sha256')
          .update(form.get('code_verifier') ?? '')
          .digest('base64url') === challenge;
      const isRefresh =
        form.get('grant_type') === 'refresh_token' && form.get('refresh_token') === state.good;
      if (form.get('client_id') !== 'client-1' || (!isCode && !isRefresh))
        return { status: 400, body: { error: 'invalid_grant' } };
      const idToken = isCode ? 'id-1' : 'id-2';
      return { body: { id_token: idToken, expires_in: 3600, ...(isCode && { refresh_token: 'refresh-1' }) } };
    }
    return { body: { as: headers.authorization } };
  };
  const api = await apiStandIn(answer);
  return { ...api, state };
}

describe('signing in from the command line', () => {
  let pool: Awaited<ReturnType<typeof issuer>>;
  let folder: string;
  before(async () => {
    pool = await issuer();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relance-cli-'));
    pool.state.good = 'refresh-1';
    pool.state.answer = {};
    pool.got.length = 0;
  });
  afterEach(() => rm(folder, { recursive: true }));
  after(() => pool.stop());

  /** A browser in which somebody signs in at once; `of` changes what comes back. */
  const browser =
    (of: (back: URLSearchParams) => void = () => undefined): Terminal['openPage'] =>
    (page) => {
      void (async () => {
        const { state } = (await (await fetch(page)).json()) as { state: string };
        const back = new URL(new URL(page).searchParams.get('redirect_uri') ?? '');
        back.search = new URLSearchParams({ code: 'code-1', state }).toString();
        of(back.searchParams);
        await fetch(new URL('/favicon.ico', back)).catch(() => undefined);
        await fetch(back).catch(() => undefined);
      })();
    };
  const signIn = (openPage: Terminal['openPage'], ...more: string[]) =>
    command(['sign-in', '--url', `${pool.url}/anything`, ...more], { folder, openPage });

  test('exchanges the code with its verifier, and keeps the tokens in a file that nobody else reads', async () => {
    const { code, out, err } = await signIn(browser());
    assert.equal(code, 0, err);
    assert.equal(out, '');
    assert.match(err, /code_challenge_method=S256/);
    assert.ok(!err.includes('refresh-1') && !err.includes('id-1'));
    assert.deepEqual(await readdir(folder), ['default.json']);
    assert.equal((await stat(join(folder, 'default.json'))).mode & 0o777, 0o600);
    const me = await command(['me', 'get', '--json'], { folder });
    assert.deepEqual(JSON.parse(me.out), { as: 'Bearer id-1' });
    const named = await command(['me', 'get', '--json', '--url', pool.url], { folder });
    assert.deepEqual(JSON.parse(named.out), { as: 'Bearer id-1' });
    const elsewhere = await command(['me', 'get', '--url', 'https://relance.example.com'], { folder });
    assert.deepEqual([elsewhere.code, /not signed in at https/.test(elsewhere.err)], [3, true]);
  });

  test('remembers several systems by name, and forgets one', async () => {
    await signIn(browser(), '--stage', 'test');
    assert.equal((await command(['--stage', 'test', 'me', 'get'], { folder })).code, 0);
    assert.equal((await command(['me', 'get'], { folder })).code, 3);
    const { err } = await command(['sign-out', '--stage', 'test'], { folder });
    assert.match(err, /^Signed out\. In the browser: http.*\/logout\n$/);
    assert.equal((await command(['me', 'get', '--stage', 'test'], { folder })).code, 3);
  });

  test('takes a token of the environment before what is remembered', async () => {
    await signIn(browser());
    const { out } = await command(['me', 'get', '--json'], { folder, token: 'from-outside' });
    assert.deepEqual(JSON.parse(out), { as: 'Bearer from-outside' });
  });

  test('renews a token that ends, keeps the new one, and says who has to sign in again', async () => {
    await signIn(browser());
    const later = Date.parse('2027-03-01T08:00:00Z') + HOUR_MS;
    const { out } = await command(['me', 'get', '--json'], { folder, now: () => later });
    assert.deepEqual(JSON.parse(out), { as: 'Bearer id-2' });
    const kept = JSON.parse(await readFile(join(folder, 'default.json'), 'utf8'));
    assert.deepEqual(
      [kept.idToken, kept.refreshToken, kept.expiresAt],
      ['id-2', 'refresh-1', later + HOUR_MS],
    );
    pool.state.good = 'another';
    const { code, err } = await command(['me', 'get'], { folder, now: () => later + HOUR_MS });
    assert.deepEqual([code, /not signed in any more/.test(err)], [3, true]);
  });

  test('refuses what comes back with another state, or without a code, and remembers nothing', async () => {
    const forged = await signIn(browser((back) => back.set('state', 'another')));
    assert.deepEqual([forged.code, /is not the answer to what was asked/.test(forged.err)], [3, true]);
    const long = await signIn(browser((back) => back.set('state', 'é'.repeat(43))));
    assert.equal(long.code, 3);
    const refused = await signIn(
      browser((back) => {
        back.delete('code');
        back.set('error_description', 'Not allowed');
      }),
    );
    assert.deepEqual([refused.code, /Not signed in: Not allowed\./.test(refused.err)], [3, true]);
    assert.deepEqual(await readdir(folder), []);
    assert.ok(!pool.got.some(({ path }) => path === '/token'));
  });

  test('says so where the port of the callback is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, err } = await command(['sign-in', '--url', pool.url], { folder, callbackPort: port });
    other.close();
    assert.deepEqual([code, err.startsWith(`Signing in needs port ${port} of this machine`)], [3, true]);
  });

  test('signs in only where nobody can read on the way', async () => {
    const open = await command(['sign-in', '--url', 'http://relance.example.com'], { folder });
    assert.equal(open.code, 2);
    pool.state.answer = { token: 'http://relance.example.com/token' };
    const { code, err } = await signIn(browser());
    assert.deepEqual([code, /no safe address to sign in at/.test(err)], [3, true]);
    pool.state.answer = { clientId: 7 };
    assert.match((await signIn(browser())).err, /does not say how to sign in/);
  });
});
