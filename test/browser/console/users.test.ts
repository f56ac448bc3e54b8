import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { test } from './in-two-languages.ts';

describe('users and groups in the console', () => {
  test('a manager changes an account: its domain, and a field of the organisation’s own', async (open) => {
    await using opened = await open({ as: 'manager', path: '/users?tab=accounts' });
    const { page, api, check, t } = opened;
    const [account] = (await api('GET', '/v1/accounts?limit=1')).items;
    await page.getByRole('button', { name: t('Change {name}', { name: account.name }), exact: true }).click();
    const dialog = page.getByRole('dialog', { name: account.name });
    await dialog.getByLabel(t('Domain')).fill('changed.example');
    await dialog.getByRole('button', { name: t('Add a field') }).click();
    const number = Object.keys(account.fields).length + 1;
    await dialog.getByLabel(t('Name of own field {number}', { number })).fill('employees');
    await dialog.getByLabel(t('Value of own field {number}', { number })).fill('120');
    await check();
    await dialog.getByLabel(t('Name'), { exact: true }).fill('');
    await dialog.getByRole('button', { name: t('Save') }).click();
    await dialog.locator('[aria-invalid=true]').waitFor();
    await dialog.getByLabel(t('Name'), { exact: true }).fill('Renamed');
    await dialog.getByRole('button', { name: t('Save') }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('cell', { name: 'Renamed', exact: true }).waitFor();
    const { name, domain, fields } = await api('GET', `/v1/accounts/${account.id}`);
    assert.deepEqual(
      { name, domain, fields },
      { name: 'Renamed', domain: 'changed.example', fields: { ...account.fields, employees: '120' } },
    );
  });

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
