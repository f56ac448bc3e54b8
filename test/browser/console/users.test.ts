import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { test } from './in-two-languages.ts';

describe('users and groups in the console', () => {
  test('an admin makes a group and a user in it, and switches the user off', async (open) => {
    await using opened = await open({ as: 'admin', path: '/users?tab=groups' });
    const { page, api, check, t } = opened;
    await page.getByRole('row').nth(1).waitFor();
    await check();
    await page.getByRole('button', { name: t('New group') }).click();
    await page.getByLabel(t('Name')).fill('Benelux');
    await check();
    await page.getByRole('button', { name: t('Create the group') }).click();
    await page.getByRole('cell', { name: 'Benelux' }).waitFor();
    await page.getByRole('link', { name: t('New user') }).click();
    await page.getByLabel(t('Name')).fill('Noémie Dupont');
    await page.getByLabel(t('Mail address')).fill('noemie');
    await page.getByLabel('Benelux').check();
    await page.getByRole('button', { name: t('Create the user') }).click();
    await page.getByText('Not an email address').waitFor();
    await check();
    await page.getByLabel(t('Mail address')).fill('noemie@lumen.example');
    await page.getByRole('button', { name: t('Create the user') }).click();
    await page.waitForURL(/users\/noemie-dupont$/);
    await page.getByRole('button', { name: t('Switch off') }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('Switch off') })
      .click();
    await page.getByRole('button', { name: t('Switch on again') }).waitFor();
    const { groupIds, active } = await api('GET', '/v1/users/noemie-dupont');
    assert.deepEqual({ groupIds, active }, { groupIds: ['benelux'], active: false });
    await check();
  });
});
