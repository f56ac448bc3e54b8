import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { openConsole } from './console.ts';

describe('the sending domain in the console', () => {
  test('an admin chooses a domain, copies its records, publishes and verifies them, and removes it', async () => {
    await using opened = await openConsole({ as: 'admin', path: '/domain' });
    const { page, system, api, check } = opened;
    await page.getByLabel('Domain').fill('not a domain');
    await page.getByRole('button', { name: 'Show me the records' }).click();
    await page.getByText(/“not a domain” is no domain name/).waitFor();
    await page.getByLabel('Domain').fill('lumen.example');
    assert.equal(await page.getByLabel('Host of the links').inputValue(), 'go.lumen.example');
    await page.getByRole('button', { name: 'Show me the records' }).click();
    await page.context().grantPermissions(['clipboard-write']);
    const proof = page.getByRole('listitem').filter({ hasText: 'Proof that the domain is yours' });
    await proof.getByText('Not looked up yet').waitFor();
    await check();
    const { records } = await api('GET', '/v1/sending-domain');
    await proof.getByRole('button', { name: /Copy Value/ }).click();
    const ownership = records.find(({ record }: any) => record === 'ownership');
    await proof.getByText('Copied').waitFor({ state: 'attached' });
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+v');
    assert.equal(await page.getByPlaceholder('Search, and go anywhere').inputValue(), ownership.value);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Verify' }).click();
    await proof.getByText('Missing').waitFor();
    for (const { type, name, value } of (await api('GET', '/v1/sending-domain')).records)
      await fetch(`${system.mailboxUrl}/dns`, {
        method: 'POST',
        body: JSON.stringify({ type, name, value }),
      });
    await page.getByRole('button', { name: 'Verify again' }).click();
    await page.getByText('8 of 8 are right').waitFor();
    await check();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Remove the domain' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the domain' }).click();
    await page.getByRole('heading', { name: 'Choose your domain' }).waitFor();
  });
});
