import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { test } from './in-two-languages.ts';

describe('the suppression list in the console', () => {
  test('an admin adds an address, finds it, takes it off with a note, and exports the list', async (open) => {
    await using opened = await open({ as: 'admin', path: '/suppressions' });
    const { page, api, check, t, like } = opened;
    const table = page.getByRole('region', { name: t('Suppression list') });
    await table.getByRole('row').nth(1).waitFor();
    await check();
    await page.getByRole('button', { name: t('Add an address') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t('Mail address or phone number')).fill('nobody');
    await dialog.getByRole('button', { name: t('Add to the list') }).click();
    await dialog.locator('[aria-invalid=true]').waitFor();
    await dialog.getByLabel(t('Mail address or phone number')).fill('ana@example.com');
    await dialog.getByLabel(t('Note')).fill('Asked on the phone');
    await dialog.getByRole('button', { name: t('Add to the list') }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByLabel(t('Address or number')).fill('ana@example.com');
    await page.getByRole('button', { name: t('Look up'), exact: true }).click();
    await page.waitForURL(/address=ana/);
    await page
      .getByRole('button', { name: t('Remove {name} from the list', { name: 'ana@example.com' }) })
      .click();
    await dialog.getByLabel(t('Why')).fill('Wrote again herself');
    await dialog.getByRole('button', { name: t('Remove from the list') }).click();
    await page.getByText(t('No such address is on the list')).waitFor();
    await page.getByLabel(t('State')).selectOption('true');
    await page
      .getByText(like('Taken off by {name} on {day}', { name: 'Alice Moreau', day: /.*Wrote again herself/ }))
      .waitFor();
    await check();
    const { items } = await api('GET', '/v1/suppressions?address=ana@example.com&lifted=true');
    assert.deepEqual(
      items.map(({ reason, note, lifted }: any) => [reason, note, lifted.note]),
      [['by-hand', 'Asked on the phone', 'Wrote again herself']],
    );
    await page.getByRole('button', { name: t('Export the whole list') }).click();
    await page.waitForURL(/\/console\/jobs\//);
  });

  test('a manager adds and looks up, and is offered neither to take off nor to export', async (open) => {
    await using opened = await open({ as: 'manager', path: '/suppressions' });
    const { page, t, like } = opened;
    await page
      .getByRole('region', { name: t('Suppression list') })
      .getByRole('row')
      .nth(1)
      .waitFor();
    await page.getByRole('button', { name: t('Add an address') }).waitFor();
    assert.equal(await page.getByRole('button', { name: like('Remove {name} from the list') }).count(), 0);
  });
});
