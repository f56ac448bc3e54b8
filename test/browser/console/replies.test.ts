import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { test } from './in-two-languages.ts';

describe('Replies', () => {
  test('a person reads what leads answered and what was done about it', async (open) => {
    await using opened = await open({ as: 'user', path: '/replies' });
    const { page, api, check, t, like } = opened;
    const { items } = await api('GET', '/v1/replies?owner=user&limit=20');
    const reply = items.find((each: any) => each.outcome.kind === 'stopped');
    const held = items.find((each: any) => each.outcome.kind === 'held');
    const inHand = page.getByRole('article');
    await inHand.getByRole('heading', { level: 2 }).waitFor();
    await check();

    const rows = page.getByRole('listitem').filter({ has: page.getByText(t('Sequence waits')) });
    await rows.first().getByRole('button').click();
    await page.waitForURL((url) => url.searchParams.get('reply') === held.id);
    await inHand
      .getByText(like('An automatic answer: the sequence waits until {when}, then goes on.'))
      .waitFor();
    assert.equal(await page.locator(':focus').evaluate((element) => element.tagName), 'H2');

    await page.goto(`${opened.system.url}/console/replies?reply=${reply.id}`);
    await inHand
      .getByText(t('The lead answered, so the sequence was stopped: nothing more goes out from it.'))
      .waitFor();
    await inHand.getByText(t('Forwarded to {to}.', { to: 'claire@lumen.example' })).waitFor();
    await inHand.getByRole('button', { name: t('The whole mail, with what it quotes') }).click();
    await inHand.getByRole('button', { name: t('Without what it quotes') }).waitFor();
    const { firstName, lastName } = await api('GET', `/v1/leads/${reply.leadId}`);
    const link = inHand.getByRole('link', { name: `${firstName} ${lastName}` });
    assert.equal(await link.getAttribute('href'), `/console/leads/${reply.leadId}`);
    await check();

    await inHand.getByRole('button', { name: t('Answer') }).click();
    await page.waitForURL(/\/console\/today\?task=/);
    await page
      .getByRole('article')
      .getByRole('link', { name: `${firstName} ${lastName}` })
      .waitFor();
  });

  test('a manager sees those of one user alone, on a telephone one after the other', async (open) => {
    await using opened = await open({ as: 'admin', path: '/replies', width: 320 });
    const { page, api, check, t } = opened;
    await page.getByLabel(t('Whose')).selectOption('manager');
    await page.waitForURL((url) => url.searchParams.get('owner') === 'manager');
    const { items } = await api('GET', '/v1/replies?owner=manager&limit=1');
    await page
      .getByRole('button', { name: new RegExp(items[0].from) })
      .first()
      .click();
    await page.getByRole('article').waitFor();
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320);
    await check();
    await page.getByRole('button', { name: t('All replies') }).click();
    await page.getByLabel(t('Whose')).waitFor();
  });
});
