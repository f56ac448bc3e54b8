import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { openConsole } from './console.ts';

describe('deliverability in the console', () => {
  test('an admin holds what one sender sends, everybody is told why, and the admin releases it', async () => {
    await using opened = await openConsole({ as: 'admin', path: '/deliverability' });
    const { page, api, check } = opened;
    await page.getByText('Nothing is held').waitFor();
    await page.getByText(/enrolments are accounted for/).waitFor();
    await page.getByText(/are in order/).waitFor();
    await check();
    await page.getByRole('button', { name: 'Hold sending' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Whose messages').selectOption('sender');
    await dialog.getByRole('button', { name: 'Hold from now on' }).click();
    await dialog.getByText('Choose whose messages are held.').waitFor();
    await dialog.getByLabel('Sender').selectOption({ label: 'Claire Petit' });
    await dialog.getByLabel('Which messages').selectOption('mail');
    await dialog.getByLabel('Reason').fill('Back on Thursday');
    await check();
    await dialog.getByRole('button', { name: 'Hold from now on' }).click();
    const banner = page.getByText(/On hold: Mails of Claire Petit\..*Back on Thursday/);
    await banner.waitFor();
    const { items } = await api('GET', '/v1/holds');
    assert.deepEqual(
      items.map(({ id, reason }: any) => [id, reason.note]),
      [['sender.user.mail', 'Back on Thursday']],
    );
    await check();
    await page.getByRole('button', { name: 'Release' }).click();
    await dialog.getByRole('button', { name: 'Release' }).click();
    await page.getByText('Nothing is held').waitFor();
    await banner.waitFor({ state: 'hidden' });
    assert.deepEqual((await api('GET', '/v1/holds')).items, []);
  });

  test('what is printed is light and whole, without menu and buttons', async () => {
    await using opened = await openConsole({ as: 'admin', path: '/suppressions' });
    const { page } = opened;
    const table = page.getByRole('region', { name: 'Suppression list' });
    await table.getByRole('row').nth(1).waitFor();
    await page.evaluate("document.documentElement.dataset.theme = 'dark'");
    await page.emulateMedia({ media: 'print' });
    const seen = async (name: string) => page.getByRole('button', { name }).isVisible();
    assert.deepEqual([await seen('Add an address'), await seen('Export the whole list')], [false, false]);
    assert.equal(await page.getByRole('navigation', { name: 'Main menu' }).isVisible(), false);
    const colours = await page.evaluate<string[]>(
      "['color', 'background-color'].map((name) => getComputedStyle(document.body)[name])",
    );
    assert.deepEqual(colours, ['rgb(27, 34, 48)', 'rgb(255, 255, 255)']);
    assert.equal(
      await page.evaluate("getComputedStyle(document.querySelector('table').parentElement).overflow"),
      'visible',
    );
  });
});
