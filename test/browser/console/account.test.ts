import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { test } from './in-two-languages.ts';

describe('My account', () => {
  test('a person enters an absence with somebody who stands in, changes it, and is back', async (open) => {
    await using opened = await open({ as: 'user', path: '/me' });
    const { page, api, check, t } = opened;
    const absences = async () => (await api('GET', '/v1/settings/user.user')).values.absences;
    // The day where the user is: near midnight it is another one elsewhere.
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' }).format(new Date());
    await page
      .getByText(
        t(
          'None is entered. While you are away your mails wait, or a colleague takes them and your tasks over.',
        ),
      )
      .waitFor();
    await check();
    await page.getByRole('button', { name: t('Enter an absence') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t('First day away')).fill(today);
    await dialog.getByLabel(t('Last day away')).fill('2020-01-01');
    await dialog.getByRole('button', { name: t('Save') }).click();
    await dialog.getByText(/cannot end/).waitFor();
    await check();
    await dialog.getByLabel(t('Last day away')).fill('2099-12-31');
    await dialog.getByLabel(t('Who stands in')).selectOption('manager');
    await dialog.getByRole('button', { name: t('Save') }).click();
    await page.getByText(t('{name} stands in', { name: 'Marc Fabre' })).waitFor();
    assert.deepEqual(await absences(), [{ from: today, to: '2099-12-31', standIn: 'manager' }]);
    await page.getByRole('button', { name: t('Change') }).click();
    await dialog.getByLabel(t('Who stands in')).selectOption('');
    await dialog.getByRole('button', { name: t('Save') }).click();
    await page.getByText(t('Everything waits for my return')).waitFor();
    await page.getByRole('button', { name: t('I am back') }).click();
    await dialog.getByRole('button', { name: t('I am back') }).click();
    await page
      .getByText(
        t(
          'None is entered. While you are away your mails wait, or a colleague takes them and your tasks over.',
        ),
      )
      .waitFor();
    assert.deepEqual(await absences(), []);
  });

  test('a person changes the own signature, and sees what applies and who decided it', async (open) => {
    await using opened = await open({ as: 'user', path: '/me', width: 320 });
    const { page, api, check, t } = opened;
    await page.getByLabel(t('Signature')).fill('Claire\nLumen');
    await page.getByLabel(t('Telephone')).fill('12');
    await page.getByRole('button', { name: t('Save') }).click();
    await page.getByText(/Not a phone number that exists/).waitFor();
    await check();
    await page.getByLabel(t('Telephone')).fill('');
    await page.getByLabel(t('Language of mails to me')).selectOption('fr');
    await page.getByRole('button', { name: t('Save') }).click();
    await page.getByText(t('Saved.')).waitFor();
    const { signature, phone, language } = await api('GET', '/v1/users/user');
    assert.deepEqual([signature, phone, language], ['Claire\nLumen', undefined, 'fr']);

    const hours = page.getByText('09:00–12:30, 13:30–18:00');
    await hours.getByText(t('Set for the organisation')).waitFor();
    await page.getByLabel(t('Forward them to my address')).uncheck();
    await page.getByRole('button', { name: t('Follow the setting for everybody') }).click();
    await page
      .getByRole('button', { name: t('Follow the setting for everybody') })
      .waitFor({ state: 'hidden' });
    assert.equal(await page.getByLabel(t('Forward them to my address')).isChecked(), true);
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320);
    await check();
  });
});
