import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { openConsole } from './console.ts';

describe('the console: surveys and feedback', () => {
  test('F16: an admin reads results, and who is behind a figure, on a narrow screen too', async () => {
    await using opened = await openConsole({ as: 'admin', path: '/surveys/opinion?tab=results', width: 320 });
    const { page, check } = opened;
    await page.getByText('Net Promoter Score').first().waitFor();
    const card = page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: 'Would you recommend us?' }) });
    await card.getByRole('button').first().click();
    await page.getByText(/Who answered “Would you recommend us\?” with/).waitFor();
    await page.getByRole('button', { name: 'Read them' }).first().click();
    await page.getByRole('dialog', { name: 'What was answered' }).waitFor();
    await page.keyboard.press('Escape');
    const wide = await page.evaluate(() => {
      const { document } = globalThis as unknown as {
        document: { documentElement: { scrollWidth: number } };
      };
      return document.documentElement.scrollWidth;
    });
    assert.ok(wide <= 320, `${wide} px wide`);
    await check();
  });

  test('F16: an admin changes a survey, sees it as clients do, and publishes it', async () => {
    await using opened = await openConsole({ as: 'admin', path: '/surveys/opinion' });
    const { page, check, api } = opened;
    await page.getByRole('button', { name: 'Add a question' }).click();
    await page.getByRole('menuitem', { name: 'Yes or no' }).click();
    await page.getByRole('textbox', { name: 'Question', exact: true }).last().fill('Shall we call you?');
    await page.getByRole('button', { name: 'Save the draft' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await check();
    await page.getByRole('tab', { name: 'As clients see it' }).click();
    await page.frameLocator('iframe').getByText('Shall we call you?').waitFor();
    await page.getByRole('tab', { name: 'Questions' }).click();
    await page.getByRole('button', { name: 'Publish …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Clients are asked version 2').waitFor();
    const { draft } = await api('GET', '/v1/surveys/opinion');
    assert.equal(draft.questions.at(-1).text.en, 'Shall we call you?');
  });

  test('F16: each setting of a feedback sequence is saved on its own, and a refusal stands at it', async () => {
    await using opened = await openConsole({ as: 'admin', path: '/feedback/opinion' });
    const { page, check, api } = opened;
    const reminders = page.getByRole('spinbutton', { name: 'Reminders where nothing is answered' });
    await reminders.fill('11');
    await page.getByRole('button', { name: 'Save “Reminders where nothing is answered”' }).click();
    await page.getByText('Give a whole number from 0 to 10.').waitFor();
    await reminders.fill('3');
    await page.getByRole('button', { name: 'Save “Reminders where nothing is answered”' }).click();
    await page
      .getByRole('button', { name: 'Save “Reminders where nothing is answered”' })
      .waitFor({ state: 'detached' });
    const { settings } = await api('GET', '/v1/feedback-sequences/opinion');
    assert.equal(settings.reminders, 3);
    await check();
  });
});
