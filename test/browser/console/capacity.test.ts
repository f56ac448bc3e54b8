import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { openConsole, type Opened } from './console.ts';

const DAYS = 21;
const today = (): string => new Date().toISOString().slice(0, 10);

/** A sender and a day from today on for which something is planned. */
async function plannedDay(api: Opened['api']): Promise<{ name: string; user: string; date: string }> {
  const { items } = await api('GET', `/v1/capacity?from=${today()}&days=${DAYS}`);
  for (const { name, userId, days } of items)
    for (const { date, planned } of days) if (planned > 0) return { name, user: userId, date };
  throw new Error('Nothing is planned in the sample organisation.');
}

describe('capacity in the console', () => {
  test('an admin finds who is planned for a day of a sender, and why then', async () => {
    await using opened = await openConsole({ as: 'admin', path: '/capacity' });
    const { page, api, check } = opened;
    const grid = page.getByRole('table', { name: 'Capacity by sender and day' });
    await grid.getByRole('row').nth(1).waitFor();
    assert.equal(await grid.locator('th[aria-current=date]').count(), 1, 'today is marked');
    await check();
    const { name, user, date } = await plannedDay(api);
    await page.goto(`${opened.system.url}/console/capacity?from=${date}`);
    const row = grid.getByRole('row').filter({ hasText: name });
    await row
      .getByRole('button', { name: /[1-9]\d* planned/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    const { items } = await api('GET', `/v1/capacity/${user}/${date}`);
    await dialog.getByRole('link', { name: items[0].leadName }).first().waitFor();
    assert.match(page.url(), new RegExp(`user=${user}`));
    await check();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByLabel('Period').selectOption('month');
    await page.waitForURL(/span=month/);
    await grid.getByRole('columnheader').nth(28).waitFor();
    await check();
  });

  test('on a phone one sender is seen at a time, and an absence names who stands in', async () => {
    await using opened = await openConsole({ as: 'admin', path: '/capacity', width: 360 });
    const { page, api, check } = opened;
    const absences = [{ from: today(), to: today(), standIn: 'admin' }];
    await api('PATCH', '/v1/settings/user.manager', { absences }).catch(() =>
      api('PATCH', '/v1/settings/user.manager', { absences }),
    );
    await page.reload();
    await page.getByLabel('Sender').selectOption({ label: 'Marc Fabre' });
    await page.locator('li[aria-current=date]').getByText('Away, Alice Moreau stands in').waitFor();
    const wider = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    assert.equal(wider, false);
    await check();
  });
});
