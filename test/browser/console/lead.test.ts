import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openConsole, type Opened } from './console.ts';

/** A lead of the sample whose sequence is in a state. */
async function leadIn(api: Opened['api'], status: string): Promise<{ id: string; enrollment: string }> {
  const { items } = await api('GET', '/v1/enrollments?sequence=offices&limit=100');
  const found = items.find(({ state }: any) => state.status === status);
  return { id: found.leadId, enrollment: found.id };
}

test('a person sees what comes next and why, pauses and resumes it, and goes to the last step', async () => {
  await using opened = await openConsole({ as: 'super-admin', path: '/leads' });
  const { page, check, api } = opened;
  const { id, enrollment } = await leadIn(api, 'backlogged');
  await page.goto(`${opened.system.url}/console/leads/${id}`);
  const sequence = page.getByRole('article', { name: 'Offices in spring' });
  await sequence.getByText(/may go from .* on/).waitFor();
  await check();
  await sequence.getByRole('button', { name: 'Pause' }).click();
  await page.getByLabel('Days').fill('0');
  await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
  // The refusal lands at the field.
  await page.locator('input[aria-invalid=true]').waitFor();
  await page.getByLabel('Days').fill('4');
  await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
  await sequence.getByText(/^Paused until/).waitFor();
  await sequence.getByText('Sophie Laurent decided so').waitFor();
  await sequence.getByRole('button', { name: 'Resume' }).click();
  await sequence.getByRole('button', { name: 'Pause' }).waitFor();
  await sequence.getByRole('button', { name: /^More/ }).click();
  await page.getByRole('menuitem', { name: 'The whole record' }).click();
  await page.getByRole('dialog').getByText('The sequence was resumed').waitFor();
  await check();
  await page.keyboard.press('Escape');
  const { state } = await api('GET', `/v1/enrollments/${enrollment}`);
  assert.notEqual(state.status, 'paused');
});

test('a person records a call, edits a lead, and goes through the list with j and k', async () => {
  await using opened = await openConsole({ as: 'admin', path: '/leads?owner=user' });
  const { page, check, api } = opened;
  await page.getByRole('table').getByRole('link').first().click();
  await page.getByText(/^1 of /).waitFor();
  const first = page.url();
  await page.keyboard.press('j');
  await page.getByText(/^2 of /).waitFor();
  await page.keyboard.press('k');
  await page.getByText(/^1 of /).waitFor();
  assert.equal(page.url(), first);
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Telephone').fill('12');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('input[aria-invalid=true]').waitFor();
  await page.getByLabel('Telephone').fill('+33612345678');
  await page.getByLabel('Position').fill('Head of purchasing');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  const id = new URL(first).pathname.split('/').at(-1) ?? '';
  assert.equal((await api('GET', `/v1/leads/${id}`)).title, 'Head of purchasing');
  await page.getByRole('button', { name: 'Record a call' }).click();
  await page.getByLabel('Who called').selectOption('The lead called me');
  await page.getByRole('button', { name: 'Record the call' }).click();
  await page.getByText('The call is recorded').waitFor();
  await check();
});

test('a person reads the history of a lead in French, on a phone', async () => {
  await using opened = await openConsole({ as: 'super-admin', path: '/leads', width: 320, language: 'fr' });
  const { page, check, api } = opened;
  const { items } = await api('GET', '/v1/replies?limit=50');
  const { leadId } = items.find((reply: any) => reply.kind === 'reply' && reply.leadId !== undefined);
  await page.goto(`${opened.system.url}/console/leads/${leadId}`);
  await page
    .getByText(/^Le prospect a répondu à «/)
    .first()
    .waitFor();
  await page
    .getByRole('listitem')
    .getByText(/^le prospect a répondu \(/)
    .first()
    .waitFor();
  await check();
  const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  assert.ok(Number(overflow) <= 0, `the page is ${String(overflow)} px too wide`);
});
