import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { test } from './in-two-languages.ts';

describe('people in a sequence in the console', () => {
  test('those who wait for one reason are listed, paused together, and one of them is pinned', async (open) => {
    await using opened = await open({ as: 'manager', path: '/sequences/offices?tab=people' });
    const { page, api, check, t, like } = opened;
    const paused = async (): Promise<number> => {
      const { groups } = await api('GET', '/v1/sequences/offices/people');
      return groups.reduce(
        (sum: number, each: any) => sum + (each.status === 'paused' ? Number(each.count) : 0),
        0,
      );
    };
    const before = await paused();
    await page
      .getByRole('button', {
        name: like(
          '{count, plural, one {# lead waits for a task of {name}} other {# leads wait for a task of {name}}}',
          { name: 'Claire Petit' },
        ),
      })
      .click();
    await page.waitForURL(/state=waiting/);
    const boxes = page.locator('tbody').getByRole('checkbox');
    await boxes.nth(1).waitFor();
    await check();
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.getByRole('button', { name: t('Pause …') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t('Days')).fill('400');
    await dialog.getByRole('button', { name: t('Pause') }).click();
    await dialog.getByText(/365/).first().waitFor();
    await check();
    await dialog.getByLabel(t('Days')).fill('5');
    await dialog.getByRole('button', { name: t('Pause') }).click();
    await page
      .getByText(t('{count, plural, one {# lead is changed.} other {# leads are changed.}}', { count: 2 }))
      .waitFor();
    assert.equal(await paused(), before + 2);

    await page
      .getByRole('button', { name: like('Details of {name}') })
      .first()
      .click();
    const stays = t('Stays on version {number}, whatever is published', { number: 1 });
    await page.getByLabel(stays).click();
    await page.getByRole('checkbox', { name: stays, checked: true }).waitFor();
    await check();
    const id = new URL(page.url()).searchParams.get('person');
    assert.equal((await api('GET', `/v1/enrollments/${id}`)).pinned, true);
  });
});
