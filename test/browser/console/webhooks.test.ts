import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe } from 'node:test';
import { organisation } from '#infra/local/names.ts';
import type { System } from '#infra/local/system.ts';
import { test } from './in-two-languages.ts';

/** A receiver outside: refuses its first call, and takes the others. */
async function startReceiver() {
  let calls = 0;
  const server = createServer((incoming, outgoing) => {
    calls += 1;
    incoming.resume();
    outgoing.writeHead(calls === 1 ? 500 : 200).end(calls === 1 ? 'not today' : 'taken');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function decideWebhook(system: System, url: string): Promise<void> {
  const token = await system.token({ organisation, userId: 'admin', role: 'admin' });
  const address = `${system.url}/v1/settings/organisation`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const etag = (await fetch(address, { headers })).headers.get('etag') ?? '';
  const body = JSON.stringify({ leadWebhooks: { convert: { url }, disqualify: null } });
  const saved = await fetch(address, { method: 'PATCH', headers: { ...headers, 'if-match': etag }, body });
  assert.equal(saved.status, 200);
}

describe('webhooks in the console', () => {
  test('an admin tries a webhook, reads what was answered, sends it again, and replaces the secret', async (open) => {
    await using receiver = await startReceiver();
    await using opened = await open({ as: 'admin', path: '/webhooks' });
    const { page, system, api, check, t, like } = opened;
    await page.getByText(t('Nothing was delivered in the last 30 days')).waitFor();
    await decideWebhook(system, receiver.url);
    await page.getByRole('button', { name: t('Try a webhook') }).click();
    await page.getByText(t('Goes to {url}', { url: receiver.url })).waitFor();
    await check();
    await page.getByRole('button', { name: t('Send the test') }).click();
    await page.waitForURL(/\/console\/webhooks\/test-/);
    await page.getByText('not today').waitFor();
    await page.getByText(t('A test is tried once alone')).waitFor();
    await page.getByRole('button', { name: t('Send it again') }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('Send it again') })
      .click();
    await page.getByText('taken', { exact: true }).waitFor();
    await check();
    await page
      .getByRole('link', { name: t('Webhooks') })
      .first()
      .click();
    await page.getByLabel(t('State')).selectOption('delivered');
    await page
      .getByRole('region', { name: t('Deliveries') })
      .getByRole('link', { name: t('Test') })
      .waitFor();
    await page.getByRole('button', { name: t('Show the secret') }).click();
    const before = (await api('GET', '/v1/webhook-secret')).secret;
    await page.getByText(before).waitFor();
    await page.getByRole('button', { name: t('Replace the secret') }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('Replace the secret') })
      .click();
    await page.getByText(like('Signs too until {moment}')).waitFor();
    const after = await api('GET', '/v1/webhook-secret');
    assert.deepEqual([after.previous.secret, after.secret === before], [before, false]);
    await check();
  });
});
