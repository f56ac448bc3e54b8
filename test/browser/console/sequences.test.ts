import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { organisation } from '#infra/local/names.ts';
import { openConsole, type Opened } from './console.ts';

/** What somebody else stores while the page is open. */
async function putAsSuperAdmin({ system }: Opened, path: string, body: unknown, revision: number) {
  const token = await system.token({ organisation, userId: 'super-admin', role: 'super_admin' });
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'if-match': `"${revision}"`,
  };
  const { status } = await fetch(system.url + path, { method: 'PUT', headers, body: JSON.stringify(body) });
  assert.equal(status, 200);
}

describe('sequences in the console', () => {
  test('an admin writes a sequence, orders its steps by the keyboard, and publishes it', async () => {
    await using opened = await openConsole({ as: 'admin', path: '/sequences' });
    const { page, api, check } = opened;
    await page.getByRole('button', { name: 'New sequence' }).click();
    await page.getByRole('tab', { name: 'Empty' }).click();
    await page.getByLabel('Name', { exact: true }).fill('After the trade fair');
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('heading', { level: 1, name: 'After the trade fair' }).waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1);

    await page.getByRole('button', { name: 'Add a step' }).click();
    await page.getByRole('menuitem', { name: 'Call', exact: true }).click();
    await page.getByLabel('Name of the step').fill('First call');
    await page.getByRole('button', { name: 'Add a step' }).click();
    await page.getByRole('menuitem', { name: 'Automated mail' }).click();
    await page.getByLabel('Name of the step').fill('Hello');
    await page.getByText('1 thing to mend').waitFor();
    await page.getByRole('button', { name: 'Write a new text' }).click();
    const text = page.getByRole('region', { name: 'Text', exact: true });
    await text.getByLabel('Subject').fill('Good to meet you');
    await text.getByRole('textbox', { name: 'Text' }).fill('Hello ,\n\nMay I call you?');
    await text.getByRole('textbox', { name: 'Text' }).press('Control+Home');
    for (let step = 0; step < 6; step += 1)
      await text.getByRole('textbox', { name: 'Text' }).press('ArrowRight');
    await text.getByLabel('Insert a value').selectOption('lead.firstName');
    await text.getByLabel('First name of the lead').fill('there');
    await text.getByRole('button', { name: 'Save the text' }).click();
    await page.getByText('1 thing to mend').waitFor({ state: 'detached' });
    await check();

    const handle = page.getByRole('button', { name: 'Move step 2, “Hello”' });
    await handle.focus();
    await page.keyboard.press('Space');
    await page.getByText('“Hello” is picked up: step 2 of 2.').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.getByText('“Hello” is now step 1 of 2.').waitFor();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Move step 1, “Hello”' }).waitFor();

    await page.getByRole('button', { name: 'Publish …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('This is the first version').waitFor();
    await check();
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('Version 1 is published.').waitFor();
    const { items } = await api('GET', `/v1/sequences/${id}/versions`);
    assert.deepEqual(
      items[0].steps.map(({ name }: { name: string }) => name),
      ['Hello', 'First call'],
    );
    const template = await api('GET', `/v1/templates/${items[0].steps[0].templateId}`);
    assert.equal(
      template.html.replaceAll('\n', ''),
      '<p>Hello {{ lead.firstName }},</p><p>May I call you?</p>',
    );
    assert.deepEqual(template.fallbacks, { 'lead.firstName': 'there' });
  });

  test('who changes a draft that somebody else has changed is told who, and keeps what was typed', async () => {
    await using opened = await openConsole({ as: 'admin', path: '/sequences/fair' });
    const { page, api, check } = opened;
    const { name, draft, revision } = await api('GET', '/v1/sequences/fair');
    const [first] = draft.steps;
    await page.getByRole('button', { name: first.name, expanded: false }).click();
    await page.getByLabel('Name of the step').waitFor();
    await putAsSuperAdmin(opened, '/v1/sequences/fair', { name: `${name}, 2027`, draft }, revision);
    await page.getByLabel('Name of the step').fill('My first step');
    await page.getByText(/Sophie Laurent changed this sequence meanwhile/).waitFor();
    assert.equal(await page.getByLabel('Name of the step').inputValue(), 'My first step');
    await check();
    await page.getByRole('button', { name: 'Keep mine, drop theirs' }).click();
    await page.getByText('Saved as a draft').waitFor();
    const stored = await api('GET', '/v1/sequences/fair');
    assert.deepEqual([stored.name, stored.draft.steps[0].name], [name, 'My first step']);

    await page.getByRole('button', { name: 'Publish …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('renamed').waitFor();
    await dialog.getByText(/of \d+ leads under way get something else/).waitFor();
    await dialog.getByText('Lead by lead').click();
    await dialog.getByRole('row').nth(1).waitFor();
    await check();
  });

  test('a user reads a sequence, its figures and the leads behind one, and changes nothing', async () => {
    await using opened = await openConsole({ as: 'user', path: '/sequences/offices', width: 320 });
    const { page, api, check } = opened;
    assert.equal(await page.getByRole('button', { name: 'Publish …' }).count(), 0);
    await page.getByRole('button', { name: /First mail/ }).click();
    await page.getByText('Lighting at {{ account.name }}').waitFor();
    await check();
    await page.getByRole('tab', { name: 'Statistics' }).click();
    const { steps } = await api('GET', '/v1/sequences/offices/statistics');
    const opens = String(steps[0].counts.opened);
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Opened' })
      .first()
      .getByRole('button', { name: opens, exact: true })
      .click();
    const dialog = page.getByRole('dialog', { name: 'Opened: First mail' });
    await dialog.getByRole('table').first().waitFor();
    await check();
    const { scroll, client } = await page.evaluate(() => {
      const { document } = globalThis as any;
      const { scrollWidth, clientWidth } = document.documentElement;
      return { scroll: scrollWidth, client: clientWidth };
    });
    assert.equal(scroll, client);
  });
});
