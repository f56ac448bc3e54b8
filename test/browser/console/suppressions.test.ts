import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { openConsole } from './console.ts';

describe('the suppression list in the console', () => {
  test('an admin adds an address, finds it, takes it off with a note, and exports the list', async () => {
    await using opened = await openConsole({ as: 'admin', path: '/suppressions' });
    const { page, api, check } = opened;
    const table = page.getByRole('region', { name: 'Suppression list' });
    await table.getByRole('row').nth(1).waitFor();
    await check();
    await page.getByRole('button', { name: 'Add an address' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Mail address or phone number').fill('nobody');
    await dialog.getByRole('button', { name: 'Add to the list' }).click();
    await dialog.locator('[aria-invalid=true]').waitFor();
    await dialog.getByLabel('Mail address or phone number').fill('ana@example.com');
    await dialog.getByLabel('Note').fill('Asked on the phone');
    await dialog.getByRole('button', { name: 'Add to the list' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByLabel('Address or number').fill('ana@example.com');
    await page.getByRole('button', { name: 'Look up' }).click();
    await page.waitForURL(/address=ana/);
    await page.getByRole('button', { name: 'Take ana@example.com off the list' }).click();
    await dialog.getByLabel('Why').fill('Wrote again herself');
    await dialog.getByRole('button', { name: 'Take off the list' }).click();
    await page.getByText('No such address is on the list').waitFor();
    await page.getByLabel('State').selectOption('true');
    await page.getByText(/Taken off by Alice Moreau .*Wrote again herself/).waitFor();
    await check();
    const { items } = await api('GET', '/v1/suppressions?address=ana@example.com&lifted=true');
    assert.deepEqual(
      items.map(({ reason, note, lifted }: any) => [reason, note, lifted.note]),
      [['by-hand', 'Asked on the phone', 'Wrote again herself']],
    );
    await page.getByRole('button', { name: 'Export the whole list' }).click();
    await page.waitForURL(/\/console\/jobs\//);
  });

  test('a manager adds and looks up, and is offered neither to take off nor to export', async () => {
    await using opened = await openConsole({ as: 'manager', path: '/suppressions' });
    const { page } = opened;
    await page.getByRole('region', { name: 'Suppression list' }).getByRole('row').nth(1).waitFor();
    await page.getByRole('button', { name: 'Add an address' }).waitFor();
    assert.equal(await page.getByRole('button', { name: /off the list|Export/ }).count(), 0);
  });
});
