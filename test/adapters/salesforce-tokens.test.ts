import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, test } from 'node:test';
import { standInApp } from '#infra/local/crm/salesforce/salesforce-stand-in.ts';
import { salesforce } from '#shared/adapters/crm/salesforce/salesforce.ts';
import { plusSeconds, textOf } from '#shared/domain/time/instants.ts';
import { faultOf } from '#test/contracts/ports/crm-rule.ts';
import { client, openedSalesforce as opened, type Texts } from './opened-salesforce.ts';

const callback = 'https://relance.example/connections/salesforce';

/** What a person who allows Relance in comes back with. */
async function allowed(settings: Texts): Promise<Texts> {
  const url =
    salesforce.authorizeUrl?.({ settings, credentials: client, redirectUri: callback, state: 'k3j9' }) ?? '';
  const answer = await fetch(url, { redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? '');
  assert.equal(back.searchParams.get('state'), 'k3j9');
  const code = back.searchParams.get('code') ?? '';
  return (await salesforce.redeem?.({ settings, credentials: client, redirectUri: callback, code })) ?? {};
}

describe('signing in to Salesforce', () => {
  test('B6: by a certificate it signs an assertion of two minutes for the user', async (t) => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = { type: 'spki', format: 'pem' } as const;
    const { crm } = await opened(t, {
      flow: 'jwt-bearer',
      app: { publicKey: String(publicKey.export(pem)) },
      credentials: {
        clientId: client.clientId,
        username: standInApp.username,
        privateKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
      },
    });
    assert.deepEqual(await crm.test(), {
      organisation: 'Stand-in of Salesforce',
      account: '00D000000000001EAA',
      user: standInApp.username,
    });
  });

  test('B6: a key that is none, or not that of the certificate, is told as not let in', async (t) => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { open } = await opened(t, {
      flow: 'jwt-bearer',
      app: { publicKey: String(publicKey.export({ type: 'spki', format: 'pem' })) },
    });
    const own = { clientId: client.clientId, username: standInApp.username };
    for (const key of ['no key', String(privateKey.export({ type: 'pkcs8', format: 'pem' }))])
      assert.equal((await faultOf(open({ ...own, privateKey: key }).test())).kind, 'unauthorised');
  });

  test('B6: what a person allows in the browser is a refresh token, with a proof of who began', async (t) => {
    const { settings, open } = await opened(t, { flow: 'web-server' });
    const credentials = await allowed(settings);
    assert.notEqual(credentials['refreshToken'] ?? '', '');
    assert.equal((await open(credentials).test()).organisation, 'Stand-in of Salesforce');
    const query = new URL(
      salesforce.authorizeUrl?.({ settings, credentials: client, redirectUri: callback, state: 's' }) ?? '',
    ).searchParams;
    assert.equal(query.get('code_challenge_method'), 'S256');
    assert.ok(!query.toString().includes(client.clientSecret));
  });

  test('B6: a code is good once, and for the address that it was sent to', async (t) => {
    const { settings } = await opened(t, { flow: 'web-server' });
    const redeemed = salesforce.redeem?.({
      settings,
      credentials: client,
      redirectUri: callback,
      code: 'aPrx-not-one',
    });
    assert.equal((await faultOf(redeemed ?? Promise.resolve())).kind, 'unauthorised');
  });

  test('B6: a refresh token that rotates is kept before the token that came with it is used', async (t) => {
    const order: string[] = [];
    const keep = async (credentials: Texts): Promise<void> =>
      void order.push(`kept ${credentials['refreshToken'] ?? ''}`);
    const { settings, open, driver, requests } = await opened(t, { flow: 'web-server', keep });
    const credentials = await allowed(settings);
    requests.length = 0;
    const crm = open(credentials);
    await Promise.all([crm.count('lead'), crm.count('account'), crm.count('contact')]);
    assert.equal(requests.filter(({ path }) => path === '/services/oauth2/token').length, 1);
    driver.expireTokens();
    await Promise.all([crm.count('lead'), crm.count('account')]);
    assert.equal(order.length, 2);
    assert.equal(new Set([...order, `kept ${credentials['refreshToken'] ?? ''}`]).size, 3);
  });

  test('B6: a token whose refresh token could not be kept is not used', async (t) => {
    const keep = (): Promise<void> => Promise.reject(new Error('the vault is closed'));
    const { settings, open, requests } = await opened(t, { flow: 'web-server', keep });
    const credentials = await allowed(settings);
    requests.length = 0;
    await assert.rejects(open(credentials).count('lead'), /the vault is closed/);
    assert.deepEqual(
      requests.map(({ path }) => path),
      ['/services/oauth2/token'],
    );
  });

  test('B6: a refresh token that was used before ends all that came of it', async (t) => {
    const { settings, open, kept } = await opened(t, { flow: 'web-server' });
    const first = await allowed(settings);
    const crm = open(first);
    await crm.count('lead');
    assert.equal((await faultOf(open(first).count('lead'))).kind, 'unauthorised');
    assert.equal((await faultOf(open(kept[0] ?? {}).count('lead'))).kind, 'unauthorised');
    assert.equal((await faultOf(crm.count('lead'))).kind, 'unauthorised');
  });

  test('B6: what is missing is named', async (t) => {
    const { open } = await opened(t);
    const fault = await faultOf(open({ clientId: client.clientId }).test());
    assert.ok(fault.kind === 'unauthorised' && fault.message.includes('the consumer secret'));
  });

  test('B6: no message tells a secret or a token', async (t) => {
    const { crm, open, driver } = await opened(t);
    const messages = [
      (await faultOf(open({ ...client, clientSecret: 'not-the-secret-at-all' }).test())).message,
    ];
    await crm.test();
    for (const status of [400, 403, 404, 429, 500, 503]) {
      driver.fail({ kind: 'answer', status, message: `About ${status}` });
      messages.push((await faultOf(crm.count('lead'))).message);
    }
    driver.revokeAccess();
    messages.push((await faultOf(crm.count('lead'))).message);
    for (const message of messages) {
      for (const secret of [client.clientSecret, client.clientId, 'not-the-secret-at-all'])
        assert.ok(!message.includes(secret));
      assert.doesNotMatch(message, /Bearer|00D[0-9A-Za-z]{12}/);
    }
  });

  test('B6: a token goes to no other address, whatever Salesforce answers', async (t) => {
    const { crm, driver } = await opened(t);
    const elsewhere = await opened(t);
    await crm.count('lead');
    driver.fail({
      kind: 'answer',
      status: 302,
      headers: { location: `${elsewhere.settings.domain}/services/data` },
    });
    assert.equal((await faultOf(crm.count('lead'))).kind, 'refused');
    assert.deepEqual(elsewhere.requests, []);
  });

  test('B6: Salesforce says by a header when to come again', async (t) => {
    const { crm, driver, clock } = await opened(t);
    driver.fail({ kind: 'answer', status: 429, headers: { 'retry-after': '17' } });
    const fault = await faultOf(crm.count('lead'));
    assert.equal(fault.kind === 'throttled' && textOf(fault.until), textOf(plusSeconds(clock.now, 17)));
  });
});
