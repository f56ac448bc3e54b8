import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { test } from './in-two-languages.ts';

describe('templates in the console', () => {
  test('a user writes a text, sees it as a lead gets it with what is missing, and sends it to herself', async (open) => {
    await using opened = await open({ as: 'user', path: '/templates' });
    const { page, api, check, t, like } = opened;
    await page.getByRole('button', { name: t('New template') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t('Name')).fill('Short question');
    await dialog.getByLabel(t('Subject')).fill('A question');
    await dialog.getByRole('textbox', { name: t('Text') }).fill('{{ lead.nickname }}');
    await dialog.getByRole('button', { name: t('Save the text') }).click();
    await dialog.getByText(/“lead.nickname” is not known/).waitFor();
    await check();
    await dialog.getByRole('textbox', { name: t('Text') }).fill('Hello {{ lead.fields.nickname }}');
    await dialog.getByRole('button', { name: t('Save the text') }).click();
    await page.getByRole('heading', { level: 1, name: 'Short question' }).waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1);

    const [lead] = (await api('GET', '/v1/leads?owner=user&limit=1')).items;
    await page.goto(`${opened.system.url}/console/templates/${id}?lead=${lead.id}`);
    await page
      .getByText(
        like('Missing for this lead: {names}. It would wait until somebody fills it in.', {
          names: 'lead.fields.nickname',
        }),
      )
      .waitFor();
    await page.getByLabel('lead.fields.nickname').fill('dear reader');
    await page.getByRole('button', { name: t('Save the text') }).click();
    await page
      .getByText(like('Missing for this lead: {names}. It would wait until somebody fills it in.'))
      .waitFor({ state: 'detached' });
    await page
      .frameLocator(`iframe[title="${t('The text')}"]`)
      .getByText('Hello dear reader')
      .waitFor();
    await check();
    await page.getByRole('button', { name: t('Send it to me as a test') }).click();
    await page.getByText(like('Sent to {address}.', { address: /claire@.*/ })).waitFor();

    await page.getByLabel(t('Name'), { exact: true }).fill('Unfinished');
    await page.getByRole('link', { name: t('Leads') }).click();
    await page.getByRole('dialog', { name: t('Leave without saving?') }).waitFor();
    await page.getByRole('button', { name: t('Cancel') }).click();
    assert.equal(await page.getByLabel(t('Name'), { exact: true }).inputValue(), 'Unfinished');
  });
});
