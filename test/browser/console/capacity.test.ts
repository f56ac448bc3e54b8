import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Opened } from './console.ts';
import { test } from './in-two-languages.ts';

type Day = { date: string; planned?: number; absence?: { standIn: string | null } };

/** A sender and a day of the three weeks around today that are as they are looked for in the sample organisation. */
async function dayWith(
  api: Opened['api'],
  isIt: (day: Day) => boolean,
): Promise<{ name: string; user: string; day: Day }> {
  const from = new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10);
  const { items } = await api('GET', `/v1/capacity?from=${from}&days=28`);
  for (const { name, userId, days } of items) {
    const day = days.find(isIt);
    if (day !== undefined) return { name, user: userId, day };
  }
  throw new Error('The sample organisation has no such day.');
}

describe('capacity in the console', () => {
  test('an admin finds who is planned for a day of a sender, and why then', async (open) => {
    await using opened = await open({ as: 'admin', path: '/capacity' });
    const { page, api, check, t, like } = opened;
    const grid = page.getByRole('table', { name: t('Capacity by sender and day') });
    await grid.getByRole('row').nth(1).waitFor();
    assert.equal(await grid.locator('th[aria-current=date]').count(), 1, 'today is marked');
    await check();
    const { name, user, day } = await dayWith(api, ({ planned = 0 }) => planned > 0);
    const { date } = day;
    await page.goto(`${opened.system.url}/console/capacity?from=${date}`);
    const row = grid.getByRole('row').filter({ hasText: name });
    await row
      .getByRole('button', { name: like('{count} planned', { count: /[1-9]\d*/ }) })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    const { items } = await api('GET', `/v1/capacity/${user}/${date}`);
    await dialog.getByRole('link', { name: items[0].leadName }).first().waitFor();
    assert.match(page.url(), new RegExp(`user=${user}`));
    await check();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByLabel(t('Period')).selectOption('month');
    await page.waitForURL(/span=month/);
    await grid.getByRole('columnheader').nth(28).waitFor();
    await check();
  });

  test('on a phone one sender is seen at a time, and an absence names who stands in', async (open) => {
    await using opened = await open({ as: 'admin', path: '/capacity', width: 360 });
    const { page, api, check, t } = opened;
    await page.locator('li[aria-current=date]').waitFor();
    const { name, day } = await dayWith(api, ({ absence }) => typeof absence?.standIn === 'string');
    const { name: standIn } = await api('GET', `/v1/users/${day.absence!.standIn}`);
    await page.goto(`${opened.system.url}/console/capacity?from=${day.date}`);
    await page.getByLabel(t('Sender'), { exact: true }).selectOption({ label: name });
    await page
      .getByRole('listitem')
      .getByText(t('Away, {name} stands in', { name: standIn }))
      .first()
      .waitFor();
    const wider = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    assert.equal(wider, false);
    await check();
  });
});
