import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { openConsole } from './console.ts';

describe('settings in the console', () => {
  test('an admin sees the effect before saving, sets an exception for a group and removes it', async () => {
    await using opened = await openConsole({ as: 'admin', path: '/settings?scope=group.export' });
    const { page, api, check } = opened;
    const row = page.getByRole('heading', { name: 'Mails a day' }).locator('..').locator('..');
    await row.getByText('Decided for the organisation').waitFor();
    await check();
    await row.getByRole('button', { name: 'Set an exception' }).click();
    await row.getByLabel('Most a day').fill('0');
    await row.getByRole('button', { name: 'Save' }).click();
    await row.getByText('The most mails a day must be a whole number from 1 up').waitFor();
    assert.equal(await row.getByLabel('Most a day').getAttribute('aria-invalid'), 'true');
    await row.getByLabel('Most a day').fill('3');
    const { affected } = await api('POST', '/v1/settings/group.export/preview', { maxMailsPerDay: 3 });
    await row.getByText(new RegExp(`This changes it for ${affected} user`)).waitFor();
    await check();
    await row.getByRole('button', { name: 'Save' }).click();
    await row.getByText('Decided for the group Export').waitFor();
    assert.equal((await api('GET', '/v1/settings/group.export')).values.maxMailsPerDay, 3);
    await row.getByRole('button', { name: 'Remove the exception' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the exception' }).click();
    await row.getByText('Decided for the organisation').waitFor();
  });

  test('a user sees what applies and who decided it, and decides the own absences alone', async () => {
    await using opened = await openConsole({ as: 'user', path: '/settings' });
    const { page, api, check } = opened;
    await page.getByText('Decided for the organisation').first().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Set an exception' }).count(), 1, 'forwarding');
    await page.getByLabel('Find a setting').fill('absen');
    await page.getByRole('button', { name: 'Change' }).click();
    await page.getByRole('button', { name: 'Add an absence' }).click();
    await page.getByLabel('Stand-in').last().selectOption({ label: 'Marc Fabre' });
    await check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Marc Fabre stands in').waitFor();
    assert.equal((await api('GET', '/v1/settings/user.user')).values.absences.at(-1).standIn, 'manager');
  });
});
