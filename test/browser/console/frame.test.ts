import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { test } from './in-two-languages.ts';
import { textsOf } from './texts.ts';

describe('the console', () => {
  test('a person signs in, goes somewhere by the keyboard, changes the language, and signs out', async (open) => {
    await using opened = await open({ as: 'user', path: '/leads' });
    const { page, check, language, t } = opened;
    await check();
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.waitForURL(/\/console\/today/);
    await page.keyboard.press('Shift+?');
    await page.getByRole('dialog', { name: t('Shortcuts') }).waitFor();
    await check();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Claire Petit' }).click();
    const chosen = textsOf(language === 'fr' ? 'es' : 'fr');
    await page.getByRole('menuitem', { name: language === 'fr' ? 'Español' : 'Français' }).click();
    await page
      .getByRole('navigation')
      .getByRole('link', { name: chosen.t('Leads'), exact: true })
      .click();
    assert.equal(await page.locator('html').getAttribute('lang'), language === 'fr' ? 'es' : 'fr');
    await page.getByRole('button', { name: 'Claire Petit' }).click();
    await page.getByRole('menuitem', { name: chosen.t('Sign out') }).click();
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
  });

  test('a role sees what is its own', async (open) => {
    await using opened = await open({ as: 'user', path: '/leads' });
    const { t } = opened;
    const menu = opened.page.getByRole('navigation', { name: t('Main menu') });
    assert.equal(await menu.getByRole('link', { name: t('Automations') }).count(), 0);
    assert.equal(await menu.getByRole('link', { name: t('Sending domain') }).count(), 0);
    await opened.page.goto(`${opened.system.url}/console/leads`);
    const rows = opened.page.getByRole('region', { name: t('Leads') }).getByRole('row');
    await rows.nth(1).waitFor();
    const { items } = await opened.api('GET', '/v1/leads?owner=user&limit=100');
    assert.ok((await rows.count()) - 1 <= items.length);
  });

  test('a session that ends in the middle loses nothing that was typed', async (open) => {
    await using opened = await open({ as: 'admin', path: '/today' });
    const { page, t } = opened;
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder(t('Search, and go anywhere')).fill('what was typed');
    // The pool does not know the session any more, and the API takes no token until somebody signs in again.
    let hasEnded = true;
    await page.route('**/oauth2/token', (route) => {
      if (route.request().postData()?.includes('refresh_token') === true)
        return route.fulfill({ status: 400, body: '{}' });
      hasEnded = false;
      return route.continue();
    });
    await page.route('**/v1/**', (route) =>
      hasEnded ? route.fulfill({ status: 401, body: '{}' }) : route.continue(),
    );
    await page.getByPlaceholder(t('Search, and go anywhere')).fill('what was typed here');
    await page.getByRole('dialog', { name: t('Your session has ended') }).waitFor();
    await page.getByRole('button', { name: t('Sign in again') }).click();
    await page.getByRole('dialog', { name: t('Your session has ended') }).waitFor({ state: 'hidden' });
    assert.equal(
      await page.getByPlaceholder(t('Search, and go anywhere')).inputValue(),
      'what was typed here',
    );
  });

  test('an address that leads nowhere says so', async (open) => {
    await using opened = await open({ as: 'user', path: '/nowhere' });
    const { t } = opened;
    await opened.page.getByRole('heading', { name: t('There is nothing here') }).waitFor();
    await opened.check();
  });
});
