import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { openConsole } from './console.ts';

describe('the console: filters, automations, workflows', () => {
  test('F16: an admin writes a filter with a group, is told at the condition what is wrong, and sees why a lead matches', async () => {
    await using opened = await openConsole({ as: 'admin', path: '/filters/new' });
    const { page, check } = opened;
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Leads in France');
    await page.getByRole('combobox', { name: 'Field' }).selectOption('lead.country');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Give a text of 1 to 1,000 characters.').waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'Value' }).getAttribute('aria-invalid'), 'true');
    await page.getByRole('textbox', { name: 'Value' }).fill('FR');
    await page.getByRole('button', { name: 'Add a group' }).click();
    await page.getByRole('combobox', { name: 'Field' }).nth(1).selectOption('lead.email');
    await page.getByRole('combobox', { name: 'Comparison' }).nth(1).selectOption('is-set');
    await check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(/\/console\/filters\/leads-in-france/);
    const { id: lead } = await opened.api('POST', '/v1/leads', {
      email: 'ana@filtered.example',
      country: 'FR',
    });
    await page.goto(`${opened.system.url}/console/filters/leads-in-france?lead=${lead}`);
    await page.getByText('It matches now.').waitFor();
    await page.getByText('Lead · Country is “FR”').waitFor();
    await check();
  });

  test('F16: an admin sees whom an automation touches before activating it, and cannot change it while it is active', async () => {
    await using opened = await openConsole({ as: 'admin', path: '/automations/new' });
    const { page, check } = opened;
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Call them');
    await page.getByRole('combobox', { name: 'For whom the filter matches' }).selectOption({ index: 1 });
    await page.getByRole('textbox', { name: 'Name of the step' }).fill('Call');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('would be enrolled at once.').waitFor();
    await check();
    await page.getByRole('button', { name: 'Activate …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Activate' }).click();
    await page.getByRole('button', { name: 'Deactivate' }).waitFor();
    await page.getByRole('tab', { name: 'Steps' }).click();
    assert.ok(await page.getByRole('textbox', { name: 'Name of the step' }).isDisabled());
    await check();
  });

  test('F16: an admin puts the actions of a workflow in another order by the keyboard', async () => {
    await using opened = await openConsole({ as: 'admin', path: '/workflows/new' });
    const { page, check, api } = opened;
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Answered');
    for (const action of ['Pause the sequence for the lead', 'Change the owner']) {
      await page.getByRole('button', { name: 'Add an action' }).click();
      await page.getByRole('menuitem', { name: action }).click();
    }
    await page.getByRole('combobox', { name: 'Who the lead belongs to then' }).selectOption('manager');
    await page.getByRole('button', { name: 'Move “2. Change the owner”' }).focus();
    await page.keyboard.press('Space');
    await page.getByText('At position 2.').waitFor({ state: 'attached' });
    await page.keyboard.press('ArrowUp');
    await page.getByText('At position 1.').waitFor({ state: 'attached' });
    await page.keyboard.press('Space');
    await page.getByRole('heading', { name: '1. Change the owner' }).waitFor();
    await check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(/\/console\/workflows\/lead-replied/);
    const { actions } = await api('GET', '/v1/workflows/lead-replied');
    assert.deepEqual(
      actions.map(({ type }: { type: string }) => type),
      ['change-owner', 'pause-sequence'],
    );
  });
});
