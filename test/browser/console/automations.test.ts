import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { test } from './in-two-languages.ts';

describe('the console: filters, automations, workflows', () => {
  test('F16: an admin writes a filter with a group, is told at the condition what is wrong, and sees why a lead matches', async (open) => {
    await using opened = await open({ as: 'admin', path: '/filters/new' });
    const { page, check, t } = opened;
    await page.getByRole('textbox', { name: t('Name'), exact: true }).fill('Leads in France');
    await page.getByRole('combobox', { name: t('Field') }).selectOption('lead.country');
    await page.getByRole('button', { name: t('Save') }).click();
    await page.getByText('Give a text of 1 to 1,000 characters.').waitFor();
    assert.equal(await page.getByRole('textbox', { name: t('Value') }).getAttribute('aria-invalid'), 'true');
    await page.getByRole('textbox', { name: t('Value') }).fill('FR');
    await page.getByRole('button', { name: t('Add a group') }).click();
    await page
      .getByRole('combobox', { name: t('Field') })
      .nth(1)
      .selectOption('lead.email');
    await page
      .getByRole('combobox', { name: t('Comparison') })
      .nth(1)
      .selectOption('is-set');
    await check();
    await page.getByRole('button', { name: t('Save') }).click();
    await page.waitForURL(/\/console\/filters\/leads-in-france/);
    const { id: lead } = await opened.api('POST', '/v1/leads', {
      email: 'ana@filtered.example',
      country: 'FR',
    });
    await page.goto(`${opened.system.url}/console/filters/leads-in-france?lead=${lead}`);
    await page.getByText(t('It matches now.')).waitFor();
    await page
      .getByText(
        `${t('Lead')} · ${t('Country')} ${t('is {value}', { value: t('“{text}”', { text: 'FR' }) })}`,
      )
      .waitFor();
    await check();
  });

  test('F16: an admin sees whom an automation touches before activating it, and cannot change it while it is active', async (open) => {
    await using opened = await open({ as: 'admin', path: '/automations/new' });
    const { page, check, t, like } = opened;
    await page.getByRole('textbox', { name: t('Name'), exact: true }).fill('Call them');
    await page.getByRole('combobox', { name: t('For whom the filter matches') }).selectOption({ index: 1 });
    await page.getByRole('textbox', { name: t('Name of the step') }).fill('Call');
    await page.getByRole('button', { name: t('Save') }).click();
    await page.getByText(like('of {read} would be enrolled at once.')).waitFor();
    await check();
    await page.getByRole('button', { name: t('Activate …') }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('Activate') })
      .click();
    await page.getByRole('button', { name: t('Deactivate') }).waitFor();
    await page.getByRole('tab', { name: t('Steps') }).click();
    assert.ok(await page.getByRole('textbox', { name: t('Name of the step') }).isDisabled());
    await check();
  });

  test('F16: an admin puts the actions of a workflow in another order by the keyboard', async (open) => {
    await using opened = await open({ as: 'admin', path: '/workflows/new' });
    const { page, check, api, t } = opened;
    await page.getByRole('textbox', { name: t('Name'), exact: true }).fill('Answered');
    for (const action of ['Pause the sequence for the lead', 'Change the owner']) {
      await page.getByRole('button', { name: t('Add an action') }).click();
      await page.getByRole('menuitem', { name: t(action) }).click();
    }
    await page.getByRole('combobox', { name: t('Who the lead belongs to then') }).selectOption('manager');
    await page
      .getByRole('button', { name: t('Move “{name}”', { name: `2. ${t('Change the owner')}` }) })
      .focus();
    await page.keyboard.press('Space');
    await page.getByText(t('At position {position}.', { position: 2 })).waitFor({ state: 'attached' });
    await page.keyboard.press('ArrowUp');
    await page.getByText(t('At position {position}.', { position: 1 })).waitFor({ state: 'attached' });
    await page.keyboard.press('Space');
    await page.getByRole('heading', { name: `1. ${t('Change the owner')}` }).waitFor();
    await check();
    await page.getByRole('button', { name: t('Save') }).click();
    await page.waitForURL(/\/console\/workflows\/lead-replied/);
    const { actions } = await api('GET', '/v1/workflows/lead-replied');
    assert.deepEqual(
      actions.map(({ type }: { type: string }) => type),
      ['change-owner', 'pause-sequence'],
    );
  });
});
