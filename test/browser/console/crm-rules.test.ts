import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { test } from './in-two-languages.ts';
import { connectStandIn, mapSalesforce } from './stand-ins.ts';

describe('the console: CRM rules', () => {
  test('A13: an admin makes a CRM rule, sees why it would take each of the last hundred records, and lets it go on when it asks', async (open) => {
    await using opened = await open({ unconnected: true, as: 'admin', path: '/crm-rules' });
    const { page, system, check, t, like } = opened;
    await page.getByText(t('No CRM is connected')).waitFor();
    await check();
    await connectStandIn(opened, 'salesforce');
    await mapSalesforce(opened);
    await system.sweep();

    await page.goto(`${system.url}/console/crm-rules`);
    await page
      .getByRole('link', { name: t('New rule') })
      .first()
      .click();
    await page.getByRole('textbox', { name: t('Name'), exact: true }).fill('Of the web');
    await page.getByRole('combobox', { name: t('Field') }).selectOption('lead.email');
    await page.getByRole('combobox', { name: t('Comparison') }).selectOption('contains');
    await page.getByRole('combobox', { name: t('Enrols in') }).selectOption({ label: 'Offices in spring' });
    await page.getByRole('spinbutton', { name: t('Asks before it enrols more than') }).fill('1');
    await page.getByRole('button', { name: t('Dry run') }).click();
    await page.getByText(t('Fix what is marked first.')).waitFor();
    assert.equal(await page.getByRole('textbox', { name: t('Value') }).getAttribute('aria-invalid'), 'true');
    await page.getByRole('textbox', { name: t('Value') }).fill('@web.example');
    await page.getByRole('button', { name: t('Dry run') }).click();
    await page.getByText(new RegExp(`^0 ${like('of the last {count} records match.').source}$`)).waitFor();
    const records = page.getByRole('list', { name: t('Records') });
    await records.locator('summary').first().click();
    // In the words of the API.
    await records
      .getByText(/email address of the lead contains/)
      .first()
      .waitFor();
    await check();
    await page.getByRole('button', { name: t('Save') }).click();
    await page.getByRole('button', { name: t('Activate') }).click();
    await page.getByRole('button', { name: t('Deactivate') }).waitFor();

    for (const name of ['Ana', 'Ben', 'Cleo'])
      system.standIns.salesforce.driver.seed('Lead', {
        LastName: name,
        Email: `${name.toLowerCase()}@web.example`,
        Company: 'Web',
        Status: 'Open - Not Contacted',
      });
    await system.sweep();
    await page.goto(`${system.url}/console/crm-rules/of-the-web?tab=looks`);
    const waiting = '{count, plural, one {# record waits for you.} other {# records wait for you.}}';
    await page.getByText(t(waiting, { count: 2 })).waitFor();
    await page
      .getByRole('region', { name: t('What the rule did') })
      .getByText(t('Enrolled'))
      .waitFor();
    await check();
    await page.getByRole('button', { name: t('Let it go on …') }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('Let it go on') })
      .click();
    await page.getByText(like(waiting)).waitFor({ state: 'detached' });
    await check();
  });
});
