import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { test } from './in-two-languages.ts';

describe('lists in the console', () => {
  test('a list that is there as a whole is sorted by its columns, and its address says how; no part of one is', async (open) => {
    await using opened = await open({ as: 'admin', path: '/users' });
    const { page, check, system, t } = opened;
    const head = page.getByRole('columnheader', { name: t('Name'), exact: true });
    const names = () => page.locator('tbody td:first-child a').allTextContents();
    await head.getByRole('button').click();
    await page.waitForURL(/\?sort=name&order=asc$/);
    assert.equal(await head.getAttribute('aria-sort'), 'ascending');
    const ascending = await names();
    assert.ok(ascending.length > 4);
    assert.deepEqual(
      ascending,
      ascending.toSorted((a, b) => a.localeCompare(b)),
    );
    await head.getByRole('button').click();
    await page.waitForURL(/\?sort=name&order=desc$/);
    await page.reload();
    await head.getByRole('button').waitFor();
    assert.equal(await head.getAttribute('aria-sort'), 'descending');
    assert.deepEqual(await names(), ascending.toReversed());
    await page.getByLabel(t('Role')).selectOption('user');
    await page.waitForURL(/role=user/);
    assert.match(page.url(), /sort=name&order=desc/);
    await check();

    await page.goto(`${system.url}/console/leads`);
    await page.getByRole('button', { name: t('Show more') }).waitFor();
    assert.equal(await page.getByRole('columnheader').getByRole('button').count(), 0);
  });
});
