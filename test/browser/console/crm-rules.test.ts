import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { openConsole } from './console.ts';
import { connectStandIn, mapSalesforce } from './stand-ins.ts';

describe('the console: CRM rules', () => {
  test('A13: an admin makes a CRM rule, sees why it would take each of the last hundred records, and lets it go on when it asks', async () => {
    await using opened = await openConsole({ unconnected: true, as: 'admin', path: '/crm-rules' });
    const { page, system, check } = opened;
    await page.getByText('No CRM is connected').waitFor();
    await check();
    await connectStandIn(opened, 'salesforce');
    await mapSalesforce(opened);
    await system.sweep();

    await page.goto(`${system.url}/console/crm-rules`);
    await page.getByRole('link', { name: 'New rule' }).first().click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Of the web');
    await page.getByRole('combobox', { name: 'Field' }).selectOption('lead.email');
    await page.getByRole('combobox', { name: 'Comparison' }).selectOption('contains');
    await page.getByRole('combobox', { name: 'Enrols in' }).selectOption({ label: 'Offices in spring' });
    await page.getByRole('spinbutton', { name: 'Asks before it enrols more than' }).fill('1');
    await page.getByRole('button', { name: 'Dry run' }).click();
    await page.getByText('Mend what is marked first.').waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'Value' }).getAttribute('aria-invalid'), 'true');
    await page.getByRole('textbox', { name: 'Value' }).fill('@web.example');
    await page.getByRole('button', { name: 'Dry run' }).click();
    await page.getByText(/^0 of the last \d+ records match\.$/).waitFor();
    await page.getByRole('list', { name: 'Records' }).locator('summary').first().click();
    await page
      .getByText(/Email.*contains/)
      .first()
      .waitFor();
    await check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Activate' }).click();
    await page.getByRole('button', { name: 'Deactivate' }).waitFor();

    for (const name of ['Ana', 'Ben', 'Cleo'])
      system.standIns.salesforce.driver.seed('Lead', {
        LastName: name,
        Email: `${name.toLowerCase()}@web.example`,
        Company: 'Web',
        Status: 'Open - Not Contacted',
      });
    await system.sweep();
    await page.goto(`${system.url}/console/crm-rules/of-the-web?tab=looks`);
    await page.getByText('2 records wait for you.').waitFor();
    await page.getByRole('region', { name: 'What the rule did' }).getByText('Enrolled').waitFor();
    await check();
    await page.getByRole('button', { name: 'Let it go on …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Let it go on' }).click();
    await page.getByText('records wait for you').waitFor({ state: 'detached' });
    await check();
  });
});
