import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { test } from './in-two-languages.ts';

describe('the sending domain in the console', () => {
  test('an admin chooses a domain, copies its records, publishes and verifies them, and removes it', async (open) => {
    await using opened = await open({ as: 'admin', path: '/domain' });
    const { page, system, api, check, t, like } = opened;
    await page.getByLabel(t('Domain')).fill('not a domain');
    await page.getByRole('button', { name: t('Show me the records') }).click();
    await page.getByText(/“not a domain” is no domain name/).waitFor();
    await page.getByLabel(t('Domain')).fill('lumen.example');
    assert.equal(await page.getByLabel(t('Host of the links')).inputValue(), 'go.lumen.example');
    await page.getByRole('button', { name: t('Show me the records') }).click();
    await page.context().grantPermissions(['clipboard-write']);
    const proof = page.getByRole('listitem').filter({ hasText: t('Proof that the domain is yours') });
    await proof.getByText(t('Not looked up yet')).waitFor();
    await check();
    const { records } = await api('GET', '/v1/sending-domain');
    await proof
      .getByRole('button', { name: like('Copy {name}', { name: new RegExp(`${t('Value')}, .*`) }) })
      .click();
    const ownership = records.find(({ record }: any) => record === 'ownership');
    await proof.getByText(t('Copied')).waitFor({ state: 'attached' });
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+v');
    assert.equal(await page.getByPlaceholder(t('Search, and go anywhere')).inputValue(), ownership.value);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: t('Verify') }).click();
    await proof.getByText(t('Missing')).waitFor();
    for (const { type, name, value } of (await api('GET', '/v1/sending-domain')).records)
      await fetch(`${system.mailboxUrl}/dns`, {
        method: 'POST',
        body: JSON.stringify({ type, name, value }),
      });
    await page.getByRole('button', { name: t('Verify again') }).click();
    await page.getByText(t('{right} of {count} are right', { right: 8, count: 8 })).waitFor();
    await check();
    await page.getByRole('button', { name: t('More'), exact: true }).click();
    await page.getByRole('menuitem', { name: t('Remove the domain') }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('Remove the domain') })
      .click();
    await page.getByRole('heading', { name: t('Choose your domain') }).waitFor();
  });
});
