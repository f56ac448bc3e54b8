import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { openConsole } from './console.ts';

describe('users and groups in the console', () => {
  test('an admin makes a group and a user in it, and switches the user off', async () => {
    await using opened = await openConsole({ as: 'admin', path: '/users?tab=groups' });
    const { page, api, check } = opened;
    await page.getByRole('row').nth(1).waitFor();
    await check();
    await page.getByRole('button', { name: 'New group' }).click();
    await page.getByLabel('Name').fill('Benelux');
    await check();
    await page.getByRole('button', { name: 'Create the group' }).click();
    await page.getByRole('cell', { name: 'Benelux' }).waitFor();
    await page.getByRole('link', { name: 'New user' }).click();
    await page.getByLabel('Name').fill('Noémie Dupont');
    await page.getByLabel('Mail address').fill('noemie');
    await page.getByLabel('Benelux').check();
    await page.getByRole('button', { name: 'Create the user' }).click();
    await page.getByText('Not an email address').waitFor();
    await check();
    await page.getByLabel('Mail address').fill('noemie@lumen.example');
    await page.getByRole('button', { name: 'Create the user' }).click();
    await page.waitForURL(/users\/noemie-dupont$/);
    await page.getByRole('button', { name: 'Switch off' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click();
    await page.getByRole('button', { name: 'Switch on again' }).waitFor();
    const { groupIds, active } = await api('GET', '/v1/users/noemie-dupont');
    assert.deepEqual({ groupIds, active }, { groupIds: ['benelux'], active: false });
    await check();
  });
});
