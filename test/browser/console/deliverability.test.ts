import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { test } from './in-two-languages.ts';

describe('deliverability in the console', () => {
  test('an admin holds what one sender sends, everybody is told why, and the admin releases it', async (open) => {
    await using opened = await open({ as: 'admin', path: '/deliverability' });
    const { page, api, check, t, like } = opened;
    await page.getByText(t('Nothing is held: everything goes out.')).waitFor();
    await page
      .getByText(like('{count, plural, one {One enrolment is} other {All # enrolments are}} accounted for.'))
      .waitFor();
    await page.getByText(like('{count, plural, one {One is} other {# are}} in order')).waitFor();
    await check();
    await page.getByRole('button', { name: t('Hold sending') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t('Whose messages')).selectOption('sender');
    await dialog.getByRole('button', { name: t('Hold from now on') }).click();
    await dialog.getByText(t('Choose whose messages are held.')).waitFor();
    await dialog.getByLabel(t('Sender')).selectOption({ label: 'Claire Petit' });
    await dialog.getByLabel(t('Which messages')).selectOption('mail');
    await dialog.getByLabel(t('Reason')).fill('Back on Thursday');
    await check();
    await dialog.getByRole('button', { name: t('Hold from now on') }).click();
    const what = t('Mails of {name}', { name: 'Claire Petit' });
    const banner = page.getByText(new RegExp(`${t('On hold: {what}.', { what })}.*Back on Thursday`));
    await banner.waitFor();
    const { items } = await api('GET', '/v1/holds');
    assert.deepEqual(
      items.map(({ id, reason }: any) => [id, reason.note]),
      [['sender.user.mail', 'Back on Thursday']],
    );
    await check();
    await page.getByRole('button', { name: t('Release') }).click();
    await dialog.getByRole('button', { name: t('Release') }).click();
    await page.getByText(t('Nothing is held: everything goes out.')).waitFor();
    await banner.waitFor({ state: 'hidden' });
    assert.deepEqual((await api('GET', '/v1/holds')).items, []);
  });

  test('what is printed is light and whole, without menu and buttons', async (open) => {
    await using opened = await open({ as: 'admin', path: '/suppressions' });
    const { page, t } = opened;
    const table = page.getByRole('region', { name: t('Suppression list') });
    await table.getByRole('row').nth(1).waitFor();
    await page.evaluate("document.documentElement.dataset.theme = 'dark'");
    await page.emulateMedia({ media: 'print' });
    const seen = async (name: string) => page.getByRole('button', { name }).isVisible();
    assert.deepEqual(
      [await seen(t('Add an address')), await seen(t('Export the whole list'))],
      [false, false],
    );
    assert.equal(await page.getByRole('navigation', { name: t('Main menu') }).isVisible(), false);
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
