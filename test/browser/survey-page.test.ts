import assert from 'node:assert/strict';
import axe from 'axe-core';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { feedbackWorld, invite, start, surveyAddresses, surveyDraft } from '#test/support/feedback-world.ts';
import { startBrowser } from './browser.ts';
import { servePages } from './pages.ts';

const lead = 'lead000000000001';
/** The narrowest telephone that counts, in CSS pixels. */
const telephone = { width: 320, height: 568 };

describe('the page of a survey', () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  /** A client who was invited, and the page that the link of the mail shows. */
  async function invited(options: BrowserContextOptions = {}) {
    const w = await feedbackWorld({ leads: [{ id: lead, firstName: 'Zoé', lastName: 'Pop' }] });
    await invite(w, 'care', { leadId: lead, employees: [] });
    await w.run(plusMinutes(start, 5));
    const served = await servePages(w);
    const context = await browser.newContext({ viewport: telephone, locale: 'en-GB', ...options });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    const { pathname } = new URL(surveyAddresses(w)[0] ?? '');
    const go = (path = pathname) => page.goto(`${served.url}${path}`);
    await go();
    const close = async () => {
      await context.close();
      await served[Symbol.asyncDispose]();
    };
    return { w, page, go, pathname, [Symbol.asyncDispose]: close };
  }

  /** What stands in the way of people who do not see well or use no mouse, and what sticks out of a telephone. */
  async function assertOpenToAll(page: Page): Promise<void> {
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(): Promise<axe.AxeResults> } };
      return axe.run();
    });
    assert.deepEqual(
      violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
      [],
    );
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), telephone.width);
  }

  test('C1: is open to all and fits a telephone, in each of its states', async () => {
    await using to = await invited();
    const { page, w, go, pathname } = to;
    await assertOpenToAll(page);
    await page.getByRole('button').last().click();
    assert.equal(await page.getByRole('alert').count(), 1);
    await assertOpenToAll(page);
    await page.getByRole('radio', { name: '9', exact: true }).check();
    await page.getByRole('button').last().click();
    await assertOpenToAll(page);
    assert.equal(await page.getByRole('radio').count(), 0);
    await go(`${pathname}x`);
    await assertOpenToAll(page);
    w.clock.set(plusMinutes(start, 800 * 24 * 60));
    await go();
    await assertOpenToAll(page);
  });

  test('C1: is filled in and sent by keyboard alone, without JavaScript', async () => {
    await using to = await invited({ javaScriptEnabled: false });
    const { page, w } = to;
    const focused = () => page.locator(':focus');
    const sendOff = page.getByRole('button').last();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    for (let times = 0; times < 8; times += 1) await page.keyboard.press('ArrowRight');
    assert.equal(await focused().getAttribute('value'), '8');
    for (let stops = 0; stops < 40 && !(await sendOff.evaluate((is) => is.matches(':focus'))); stops += 1) {
      await page.keyboard.press('Tab');
      if ((await focused().getAttribute('type')) === 'checkbox') await page.keyboard.press('Space');
      if (await focused().evaluate(({ tagName }) => tagName === 'TEXTAREA'))
        await page.keyboard.type('Très bien');
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/s\/[^?]+$/);
    assert.equal(await page.getByRole('radio').count(), 0);
    const { body } = await w.admin('GET', '/v1/responses', { query: { lead } });
    assert.deepEqual(
      body.items[0].answers.map(({ question, value }: { question: string; value: unknown }) => [
        question,
        value,
      ]),
      [
        ['nps', 8],
        ['more', ['call', 'quote']],
        ['words', 'Très bien'],
      ],
    );
  });

  test('C1: says the name of each question and of each choice to a screen reader', async () => {
    await using to = await invited();
    const named = (role: 'radiogroup' | 'group' | 'textbox', name: string) =>
      to.page.getByRole(role, { name });
    const roles = {
      rating: 'radiogroup',
      'one-choice': 'radiogroup',
      'yes-no': 'radiogroup',
      'several-choices': 'group',
      text: 'textbox',
    } as const;
    for (const { type, text, choices = [] } of surveyDraft.questions) {
      assert.equal(await named(roles[type as keyof typeof roles], text.en).count(), 1, text.en);
      for (const { label } of choices) assert.equal(await to.page.getByLabel(label.en).count(), 1, label.en);
    }
  });
});
