import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { test } from './in-two-languages.ts';

describe('the console: surveys and feedback', () => {
  test('F16: an admin reads results, and who is behind a figure, on a narrow screen too', async (open) => {
    await using opened = await open({ as: 'admin', path: '/surveys/opinion?tab=results', width: 320 });
    const { page, check, api, language, t, like } = opened;
    const { draft } = await api('GET', '/v1/surveys/opinion');
    const { text } = draft.questions.find((each: any) => each.text.en === 'Would you recommend us?');
    // In the language of the console where the survey has it, else in any that it has.
    const words = language in text ? [text[language]] : Object.values(text);
    const question = new RegExp(words.map((each) => String(each).replace('?', String.raw`\?`)).join('|'));
    await page.getByText(t('Net Promoter Score')).first().waitFor();
    const card = page.locator('section').filter({ has: page.getByRole('heading', { name: question }) });
    await card.getByRole('button').first().click();
    await page.getByText(like('Who answered “{question}” with “{answer}”', { question })).waitFor();
    await page
      .getByRole('button', { name: t('Read them') })
      .first()
      .click();
    await page.getByRole('dialog', { name: t('What was answered') }).waitFor();
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

  test('F16: an admin changes a survey, sees it as clients do, and publishes it', async (open) => {
    await using opened = await open({ as: 'admin', path: '/surveys/opinion' });
    const { page, check, api, t } = opened;
    await page.getByRole('button', { name: t('Add a question') }).click();
    await page.getByRole('menuitem', { name: t('Yes or no') }).click();
    await page
      .getByRole('textbox', { name: t('Question'), exact: true })
      .last()
      .fill('Shall we call you?');
    await page.getByRole('button', { name: t('Save the draft') }).click();
    await page.getByText(t('Saved'), { exact: true }).waitFor();
    await check();
    await page.getByRole('tab', { name: t('As clients see it') }).click();
    await page.frameLocator('iframe').getByText('Shall we call you?').waitFor();
    await page.getByRole('tab', { name: t('Questions') }).click();
    await page.getByRole('button', { name: t('Publish …') }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('Publish') })
      .click();
    await page.getByText(t('Clients are asked version {version}', { version: 2 })).waitFor();
    const { draft } = await api('GET', '/v1/surveys/opinion');
    assert.equal(draft.questions.at(-1).text.en, 'Shall we call you?');
  });

  test('F16: each setting of a feedback sequence is saved on its own, and a refusal stands at it', async (open) => {
    await using opened = await open({ as: 'admin', path: '/feedback/opinion' });
    const { page, check, api, t } = opened;
    const reminders = page.getByRole('spinbutton', { name: t('Reminders where nothing is answered') });
    await reminders.fill('11');
    await page
      .getByRole('button', { name: t('Save “{name}”', { name: t('Reminders where nothing is answered') }) })
      .click();
    await page.getByText('Give a whole number from 0 to 10.').waitFor();
    await reminders.fill('3');
    await page
      .getByRole('button', { name: t('Save “{name}”', { name: t('Reminders where nothing is answered') }) })
      .click();
    await page
      .getByRole('button', { name: t('Save “{name}”', { name: t('Reminders where nothing is answered') }) })
      .waitFor({ state: 'detached' });
    const { settings } = await api('GET', '/v1/feedback-sequences/opinion');
    assert.equal(settings.reminders, 3);
    await check();
  });
});
