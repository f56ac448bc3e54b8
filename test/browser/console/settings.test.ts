import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { test } from './in-two-languages.ts';

describe('settings in the console', () => {
  test('an admin sees the effect before saving, sets an exception for a group and removes it', async (open) => {
    await using opened = await open({ as: 'admin', path: '/settings?scope=group.export' });
    const { page, api, check, t, like } = opened;
    const row = page
      .getByRole('heading', { name: t('Mails a day') })
      .locator('..')
      .locator('..');
    await row.getByText(t('Set for the organisation')).waitFor();
    await check();
    await row.getByRole('button', { name: t('Set an exception') }).click();
    await row.getByLabel(t('Most a day')).fill('0');
    await row.getByRole('button', { name: t('Save') }).click();
    await row.getByText('The most mails a day must be a whole number from 1 up').waitFor();
    assert.equal(await row.getByLabel(t('Most a day')).getAttribute('aria-invalid'), 'true');
    await row.getByLabel(t('Most a day')).fill('3');
    const { affected } = await api('POST', '/v1/settings/group.export/preview', { maxMailsPerDay: 3 });
    await row
      .getByText(
        like('This changes it for {count, plural, one {# user} other {# users}}: {names}.', {
          '#': affected,
        }),
      )
      .waitFor();
    await check();
    await row.getByRole('button', { name: t('Save') }).click();
    await row.getByText(t('Set for the group {name}', { name: 'Export' })).waitFor();
    assert.equal((await api('GET', '/v1/settings/group.export')).values.maxMailsPerDay, 3);
    await row.getByRole('button', { name: t('Remove the exception') }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('Remove the exception') })
      .click();
    await row.getByText(t('Set for the organisation')).waitFor();
  });

  test('a user sees what applies and who decided it, and decides the own absences alone', async (open) => {
    await using opened = await open({ as: 'user', path: '/settings' });
    const { page, api, check, t, like } = opened;
    await page.getByText(t('Set for the organisation')).first().waitFor();
    assert.equal(await page.getByRole('button', { name: t('Set an exception') }).count(), 1, 'forwarding');
    await page.getByLabel(t('Find a setting')).fill(t('Absences'));
    await page.getByRole('button', { name: t('Change') }).click();
    await page.getByRole('button', { name: t('Add an absence') }).click();
    await page.getByLabel(t('Stand-in')).last().selectOption({ label: 'Marc Fabre' });
    await check();
    await page.getByRole('button', { name: t('Save') }).click();
    await page.getByText(like('{days}, {name} stands in', { name: 'Marc Fabre' })).waitFor();
    assert.equal((await api('GET', '/v1/settings/user.user')).values.absences.at(-1).standIn, 'manager');
  });
});
