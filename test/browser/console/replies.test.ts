import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { openConsole } from './console.ts';

describe('Replies', () => {
  test('a person reads what leads answered and what was done about it', async () => {
    await using opened = await openConsole({ as: 'user', path: '/replies' });
    const { page, api, check } = opened;
    const { items } = await api('GET', '/v1/replies?owner=user&limit=20');
    const reply = items.find((each: any) => each.outcome.kind === 'stopped');
    const held = items.find((each: any) => each.outcome.kind === 'held');
    const inHand = page.getByRole('article');
    await inHand.getByRole('heading', { level: 2 }).waitFor();
    await check();

    const rows = page.getByRole('listitem').filter({ has: page.getByText('Sequence waits') });
    await rows.first().getByRole('button').click();
    await page.waitForURL((url) => url.searchParams.get('reply') === held.id);
    await inHand.getByText(/the sequence waits until/).waitFor();
    assert.equal(await page.locator(':focus').evaluate((element) => element.tagName), 'H2');

    await page.goto(`${opened.system.url}/console/replies?reply=${reply.id}`);
    await inHand.getByText(/so the sequence was stopped/).waitFor();
    await inHand.getByText('Forwarded to claire@lumen.example.').waitFor();
    await inHand.getByRole('button', { name: 'The whole mail, with what it quotes' }).click();
    await inHand.getByRole('button', { name: 'Without what it quotes' }).waitFor();
    const { firstName, lastName } = await api('GET', `/v1/leads/${reply.leadId}`);
    const link = inHand.getByRole('link', { name: `${firstName} ${lastName}` });
    assert.equal(await link.getAttribute('href'), `/console/leads/${reply.leadId}`);
    await check();

    await inHand.getByRole('button', { name: 'Answer' }).click();
    await page.waitForURL(/\/console\/today\?task=/);
    await page
      .getByRole('article')
      .getByRole('link', { name: `${firstName} ${lastName}` })
      .waitFor();
  });

  test('a manager sees those of one user alone, on a telephone one after the other', async () => {
    await using opened = await openConsole({ as: 'admin', path: '/replies', width: 320 });
    const { page, api, check } = opened;
    await page.getByLabel('Whose').selectOption('manager');
    await page.waitForURL((url) => url.searchParams.get('owner') === 'manager');
    const { items } = await api('GET', '/v1/replies?owner=manager&limit=1');
    await page
      .getByRole('button', { name: new RegExp(items[0].from) })
      .first()
      .click();
    await page.getByRole('article').waitFor();
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320);
    await check();
    await page.getByRole('button', { name: 'All replies' }).click();
    await page.getByLabel('Whose').waitFor();
  });
});
