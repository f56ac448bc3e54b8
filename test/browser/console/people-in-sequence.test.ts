import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { openConsole } from './console.ts';

describe('people in a sequence in the console', () => {
  test('those who wait for one reason are listed, paused together, and one of them is pinned', async () => {
    await using opened = await openConsole({ as: 'manager', path: '/sequences/offices?tab=people' });
    const { page, api, check } = opened;
    const paused = async (): Promise<number> => {
      const { groups } = await api('GET', '/v1/sequences/offices/people');
      return groups.reduce(
        (sum: number, each: any) => sum + (each.status === 'paused' ? Number(each.count) : 0),
        0,
      );
    };
    const before = await paused();
    await page.getByRole('button', { name: /leads wait for a task of Claire Petit/ }).click();
    await page.waitForURL(/state=waiting/);
    const boxes = page.getByRole('checkbox', { name: /^Select (?!all)/ });
    await boxes.nth(1).waitFor();
    await check();
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.getByRole('button', { name: 'Pause …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Days').fill('400');
    await dialog.getByRole('button', { name: 'Pause' }).click();
    await dialog.getByText(/365/).first().waitFor();
    await check();
    await dialog.getByLabel('Days').fill('5');
    await dialog.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('2 leads are changed.').waitFor();
    assert.equal(await paused(), before + 2);

    await page
      .getByRole('button', { name: /^Details of/ })
      .first()
      .click();
    await page.getByLabel(/Stays on version 1/).click();
    await page.getByRole('checkbox', { name: /Stays on version 1/, checked: true }).waitFor();
    await check();
    const id = new URL(page.url()).searchParams.get('person');
    assert.equal((await api('GET', `/v1/enrollments/${id}`)).pinned, true);
  });
});
