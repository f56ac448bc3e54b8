import assert from 'node:assert/strict';
import type { Opened } from './console.ts';
import { test } from './in-two-languages.ts';

/** A lead of the sample whose sequence is in a state. */
async function leadIn(api: Opened['api'], status: string): Promise<{ id: string; enrollment: string }> {
  const { items } = await api('GET', '/v1/enrollments?sequence=offices&limit=100');
  const found = items.find(({ state }: any) => state.status === status);
  return { id: found.leadId, enrollment: found.id };
}

test('a person sees what comes next and why, pauses and resumes it, and goes to the last step', async (open) => {
  await using opened = await open({ as: 'super-admin', path: '/leads' });
  const { page, check, api, t, like } = opened;
  const { id, enrollment } = await leadIn(api, 'backlogged');
  await page.goto(`${opened.system.url}/console/leads/${id}`);
  const sequence = page.getByRole('article', { name: 'Offices in spring' });
  await sequence.getByText(like('{step} waits in the queue and may go from {day} on')).waitFor();
  await check();
  await sequence.getByRole('button', { name: t('Pause') }).click();
  await page.getByLabel(t('Days')).fill('0');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('Pause') })
    .click();
  // The refusal lands at the field.
  await page.locator('input[aria-invalid=true]').waitFor();
  await page.getByLabel(t('Days')).fill('4');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('Pause') })
    .click();
  await sequence.getByText(like('Paused until {at}')).waitFor();
  await sequence.getByText(t('{name} decided so', { name: 'Sophie Laurent' })).waitFor();
  await sequence.getByRole('button', { name: t('Resume') }).click();
  await sequence.getByRole('button', { name: t('Pause') }).waitFor();
  await sequence.getByRole('button', { name: like('More about {name}') }).click();
  await page.getByRole('menuitem', { name: t('The whole record') }).click();
  await page.getByRole('dialog').getByText(t('The sequence was resumed')).waitFor();
  await check();
  await page.keyboard.press('Escape');
  const { state } = await api('GET', `/v1/enrollments/${enrollment}`);
  assert.notEqual(state.status, 'paused');
});

test('a person records a call, edits a lead, and goes through the list with j and k', async (open) => {
  await using opened = await open({ as: 'admin', path: '/leads?owner=user' });
  const { page, check, api, t, like } = opened;
  await page.getByRole('table').getByRole('link').first().click();
  await page.getByText(like('{number} of {count}', { number: 1 })).waitFor();
  const first = page.url();
  await page.keyboard.press('j');
  await page.getByText(like('{number} of {count}', { number: 2 })).waitFor();
  await page.keyboard.press('k');
  await page.getByText(like('{number} of {count}', { number: 1 })).waitFor();
  assert.equal(page.url(), first);
  await page.getByRole('button', { name: t('Edit') }).click();
  await page.getByLabel(t('Telephone')).fill('12');
  await page.getByRole('button', { name: t('Save'), exact: true }).click();
  await page.locator('input[aria-invalid=true]').waitFor();
  await page.getByLabel(t('Telephone')).fill('+33612345678');
  await page.getByLabel(t('Position')).fill('Head of purchasing');
  await page.getByRole('button', { name: t('Save'), exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  const id = new URL(first).pathname.split('/').at(-1) ?? '';
  assert.equal((await api('GET', `/v1/leads/${id}`)).title, 'Head of purchasing');
  await page.getByRole('button', { name: t('Record a call') }).click();
  await page.getByLabel(t('Who called')).selectOption(t('The lead called me'));
  await page.getByRole('button', { name: t('Record the call') }).click();
  await page.getByText(t('The call is recorded; it appears under what happened in a moment.')).waitFor();
  await check();
});

test('a person reads the history of a lead on a phone', async (open) => {
  await using opened = await open({ as: 'super-admin', path: '/leads', width: 320 });
  const { page, check, api, t, like } = opened;
  const { items } = await api('GET', '/v1/replies?limit=50');
  const { leadId } = items.find((reply: any) => reply.kind === 'reply' && reply.leadId !== undefined);
  await page.goto(`${opened.system.url}/console/leads/${leadId}`);
  await page.getByText(like('The lead replied to {step}')).first().waitFor();
  await page
    .getByRole('listitem')
    .getByText(new RegExp(`^${t('the lead replied')} \\(`))
    .first()
    .waitFor();
  await check();
  const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  assert.ok(Number(overflow) <= 0, `the page is ${String(overflow)} px too wide`);
});
