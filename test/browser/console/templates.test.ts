import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { openConsole } from './console.ts';

describe('templates in the console', () => {
  test('a user writes a text, sees it as a lead gets it with what is missing, and sends it to herself', async () => {
    await using opened = await openConsole({ as: 'user', path: '/templates' });
    const { page, api, check } = opened;
    await page.getByRole('button', { name: 'New template' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Short question');
    await dialog.getByLabel('Subject').fill('A question');
    await dialog.getByRole('textbox', { name: 'Text' }).fill('{{ lead.nickname }}');
    await dialog.getByRole('button', { name: 'Save the text' }).click();
    await dialog.getByText(/“lead.nickname” is not known/).waitFor();
    await check();
    await dialog.getByRole('textbox', { name: 'Text' }).fill('Hello {{ lead.fields.nickname }}');
    await dialog.getByRole('button', { name: 'Save the text' }).click();
    await page.getByRole('heading', { level: 1, name: 'Short question' }).waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1);

    const [lead] = (await api('GET', '/v1/leads?owner=user&limit=1')).items;
    await page.goto(`${opened.system.url}/console/templates/${id}?lead=${lead.id}`);
    await page.getByText('Missing for this lead: lead.fields.nickname').waitFor();
    await page.getByLabel('lead.fields.nickname').fill('dear reader');
    await page.getByRole('button', { name: 'Save the text' }).click();
    await page.getByText('Missing for this lead').waitFor({ state: 'detached' });
    await page.frameLocator('iframe[title="The text"]').getByText('Hello dear reader').waitFor();
    await check();
    await page.getByRole('button', { name: 'Send it to me as a test' }).click();
    await page.getByText(/^Sent to claire@/).waitFor();

    await page.getByLabel('Name', { exact: true }).fill('Unfinished');
    await page.getByRole('link', { name: 'Leads' }).click();
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Unfinished');
  });
});
