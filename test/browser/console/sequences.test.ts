import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { organisation } from '#infra/local/names.ts';
import type { Opened } from './console.ts';
import { test } from './in-two-languages.ts';

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
  test('an admin writes a sequence, orders its steps by the keyboard, and publishes it', async (open) => {
    await using opened = await open({ as: 'admin', path: '/sequences' });
    const { page, api, check, t, like } = opened;
    await page.getByRole('button', { name: t('New sequence') }).click();
    await page.getByRole('tab', { name: t('Empty') }).click();
    await page.getByLabel(t('Name'), { exact: true }).fill('After the trade fair');
    await page.getByRole('button', { name: t('Make it') }).click();
    await page.getByRole('heading', { level: 1, name: 'After the trade fair' }).waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1);

    await page.getByRole('button', { name: t('Add a step') }).click();
    await page.getByRole('menuitem', { name: t('Call'), exact: true }).click();
    await page.getByLabel(t('Name of the step')).fill('First call');
    await page.getByRole('button', { name: t('Add a step') }).click();
    await page.getByRole('menuitem', { name: t('Automated mail') }).click();
    await page.getByLabel(t('Name of the step')).fill('Hello');
    await page
      .getByText(t('{count, plural, one {# thing to fix} other {# things to fix}}', { count: 1 }))
      .waitFor();
    await page.getByRole('button', { name: t('Write a new text') }).click();
    const text = page.getByRole('region', { name: t('Text'), exact: true });
    await text.getByLabel(t('Subject')).fill('Good to meet you');
    await text.getByRole('textbox', { name: t('Text') }).fill('Hello ,\n\nMay I call you?');
    await text.getByRole('textbox', { name: t('Text') }).press('Control+Home');
    for (let step = 0; step < 6; step += 1)
      await text.getByRole('textbox', { name: t('Text') }).press('ArrowRight');
    await text.getByLabel(t('Insert a value')).selectOption('lead.firstName');
    await text.getByLabel(t('First name of the lead')).fill('there');
    await text.getByRole('button', { name: t('Save the text') }).click();
    await page
      .getByText(t('{count, plural, one {# thing to fix} other {# things to fix}}', { count: 1 }))
      .waitFor({ state: 'detached' });
    await check();

    const handle = page.getByRole('button', {
      name: t('Move step {number}, “{name}”', { number: 2, name: 'Hello' }),
    });
    await handle.focus();
    await page.keyboard.press('Space');
    await page
      .getByText(t('“{name}” is picked up: step {place} of {total}.', { name: 'Hello', place: 2, total: 2 }))
      .waitFor();
    await page.keyboard.press('ArrowUp');
    await page
      .getByText(t('“{name}” is now step {place} of {total}.', { name: 'Hello', place: 1, total: 2 }))
      .waitFor();
    await page.keyboard.press('Space');
    await page
      .getByRole('button', { name: t('Move step {number}, “{name}”', { number: 1, name: 'Hello' }) })
      .waitFor();

    await page.getByRole('button', { name: t('Publish …') }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByText(
        like(
          'This is the first version, so nothing changes for anybody: {count, plural, one {# step} other {# steps}}. Afterwards, enrol leads.',
        ),
      )
      .waitFor();
    await check();
    await dialog.getByRole('button', { name: t('Publish'), exact: true }).click();
    await page.getByText(t('Version {number} is published.', { number: 1 })).waitFor();
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

  test('who changes a draft that somebody else has changed is told who, and keeps what was typed', async (open) => {
    await using opened = await open({ as: 'admin', path: '/sequences/fair' });
    const { page, api, check, t, like } = opened;
    const { name, draft, revision } = await api('GET', '/v1/sequences/fair');
    const [first] = draft.steps;
    await page.getByRole('button', { name: first.name, expanded: false }).click();
    await page.getByLabel(t('Name of the step')).waitFor();
    await putAsSuperAdmin(opened, '/v1/sequences/fair', { name: `${name}, 2027`, draft }, revision);
    await page.getByLabel(t('Name of the step')).fill('My first step');
    await page
      .getByText(like('{name} changed this sequence meanwhile ({moment}).', { name: 'Sophie Laurent' }))
      .waitFor();
    assert.equal(await page.getByLabel(t('Name of the step')).inputValue(), 'My first step');
    await check();
    await page.getByRole('button', { name: t('Keep mine, drop theirs') }).click();
    await page.getByText(t('Saved as a draft')).waitFor();
    const stored = await api('GET', '/v1/sequences/fair');
    assert.deepEqual([stored.name, stored.draft.steps[0].name], [name, 'My first step']);

    await page.getByRole('button', { name: t('Publish …') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(t('renamed')).waitFor();
    await dialog
      .getByText(like('{affected} of {underWay} leads under way get something else than before.'))
      .waitFor();
    await dialog.getByText(t('Lead by lead')).click();
    await dialog.getByRole('row').nth(1).waitFor();
    await check();
  });

  test('a user reads a sequence, its figures and the leads behind one, and changes nothing', async (open) => {
    await using opened = await open({ as: 'user', path: '/sequences/offices', width: 320 });
    const { page, api, check, t } = opened;
    assert.equal(await page.getByRole('button', { name: t('Publish …') }).count(), 0);
    await page.getByRole('button', { name: /First mail/ }).click();
    await page.getByText('Lighting at {{ account.name }}').waitFor();
    await check();
    await page.getByRole('tab', { name: t('Statistics') }).click();
    const { steps } = await api('GET', '/v1/sequences/offices/statistics');
    const opens = String(steps[0].counts.opened);
    await page
      .getByRole('listitem')
      .filter({ hasText: t('Opened') })
      .first()
      .getByRole('button', { name: opens, exact: true })
      .click();
    const dialog = page.getByRole('dialog', {
      name: t('{figure}: {step}', { figure: t('Opened'), step: 'First mail' }),
    });
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
