import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { test } from './in-two-languages.ts';

describe('Today', () => {
  test('a person goes through the tasks by the keyboard: done, undone, skipped with a reason', async (open) => {
    await using opened = await open({ as: 'user', path: '/today?type=call' });
    const { page, api, check, t } = opened;
    const inHand = page.getByRole('article');
    const heading = inHand.getByRole('heading', { level: 2 });
    await heading.waitFor();
    await check();
    const idInHand = (): string => new URL(page.url()).searchParams.get('task') ?? '';
    const statusOf = async (id: string): Promise<string> => (await api('GET', `/v1/tasks/${id}`)).status;
    const first = idInHand();

    await inHand.getByLabel(t('Outcome')).fill('Wants a demo');
    await inHand.getByLabel(t('Duration')).fill('3:05');
    await heading.focus();
    await page.keyboard.press('e');
    await page.waitForURL((url) => url.searchParams.get('task') !== first);
    const second = idInHand();
    await page.getByRole('button', { name: t('Undo') }).click();
    await page.waitForURL((url) => url.searchParams.get('task') === first);
    assert.equal(await statusOf(first), 'open');

    await page.keyboard.press('j');
    await page.waitForURL((url) => url.searchParams.get('task') === second);
    assert.equal(await page.locator(':focus').evaluate((element) => element.tagName), 'H2');
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: t('Other') }).check();
    await dialog.getByRole('button', { name: t('Skip'), exact: true }).click();
    await dialog.getByRole('alert').waitFor();
    await check();
    await dialog.getByLabel(t('Note (compulsory)')).fill('Moved to Lyon');
    await dialog.getByRole('button', { name: t('Skip'), exact: true }).click();
    await page.waitForURL((url) => url.searchParams.get('task') !== second);
    assert.equal(await statusOf(second), 'open');
    // Leaving the page is no way to lose it.
    await page.goto('about:blank');
    for (let tries = 0; tries < 50 && (await statusOf(second)) === 'open'; tries += 1)
      await new Promise((later) => setTimeout(later, 100));
    const skipped = await api('GET', `/v1/tasks/${second}`);
    assert.deepEqual(
      [skipped.status, skipped.skipReason, skipped.skipNote],
      ['skipped', 'other', 'Moved to Lyon'],
    );
  });

  test('a mail is changed and sent from its task, on a telephone, beneath what went before', async (open) => {
    await using opened = await open({ as: 'user', path: '/today?type=mail', width: 320 });
    const { page, api, system, check, t } = opened;
    await page
      .getByRole('button', { name: /Free study/ })
      .first()
      .click();
    await page.getByRole('heading', { name: t('So far in this sequence') }).waitFor();
    const id = new URL(page.url()).searchParams.get('task') ?? '';
    await page.getByText(t('Read what was sent')).first().click();
    await page.frameLocator('iframe[title^="Lighting"]').getByText(/Hello/).waitFor();
    const letter = page.frameLocator(`iframe[title="${t('Message')}"]`).getByRole('textbox');
    await letter.getByText(/^Hello/).waitFor();
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320);
    await check();
    await letter.press('Control+End');
    await letter.pressSequentially(' See you on Tuesday.');
    await page.getByLabel(t('Subject')).fill('About Tuesday');
    await page.getByRole('button', { name: t('Send now') }).click();
    await page.getByText(t('Sent: {name}', { name: 'Free study' })).waitFor();
    const task = await api('GET', `/v1/tasks/${id}`);
    assert.equal(task.status, 'completed');
    const { messages } = (await (
      await fetch(`${system.url}/mailbox/messages?address=${task.lead.email}`)
    ).json()) as any;
    const sent = messages.filter((message: any) => message.subject === 'About Tuesday');
    assert.equal(sent.length, 1);
    const whole = await (await fetch(`${system.url}/mailbox/messages/${sent[0].id}`)).text();
    assert.match(whole, /See you on Tuesday\./);
    await check();
  });

  test('how many texts are billed is said while one is typed', async (open) => {
    await using opened = await open({ as: 'user', path: '/today?type=mail' });
    const { page, check, t, like } = opened;
    // No task of the sample is a text: the draft of a mail is read as one.
    await page.route('**/v1/tasks/*/draft*', async (route) => {
      const response = await route.fetch();
      const { html: _html, subject: _subject, ...draft } = await response.json();
      await route.fulfill({ response, json: { ...draft, channel: 'sms', text: 'Hello' } });
    });
    await page.reload();
    const message = page.getByRole('textbox', { name: t('Message') });
    const billed = (characters: string, parts: number): Promise<void> =>
      page
        .getByText(
          t('{characters} characters: {parts, plural, one {# text is billed} other {# texts are billed}}.', {
            characters,
            parts,
          }),
        )
        .waitFor();
    await billed('5', 1);
    await message.fill('a'.repeat(161));
    await billed('161', 2);
    await message.fill('ă'.repeat(71));
    await billed('71', 2);
    await check();
    await message.fill('a'.repeat(1601));
    await page
      .getByText(like('A text has {most} characters at most: shorten it by {over}.', { over: 1 }))
      .waitFor();
  });

  test('a manager sees the tasks of others, gives one to somebody else, and makes one', async (open) => {
    await using opened = await open({ as: 'manager', path: '/today?user=user' });
    const { page, api, check, t, like } = opened;
    await page.getByRole('article').getByRole('heading', { level: 2 }).waitFor();
    const id = new URL(page.url()).searchParams.get('task') ?? '';
    await page.getByRole('button', { name: t('More for this task') }).click();
    await page.getByRole('menuitem', { name: t('Give to somebody else') }).click();
    await page.getByRole('dialog').getByLabel(t('To'), { exact: true }).selectOption('manager');
    await page.getByLabel(t('Even if their day is full')).check();
    await check();
    await page.getByRole('button', { name: t('Give it') }).click();
    await page.getByText(like('{task} is on the list of {user} now.', { user: 'Marc Fabre' })).waitFor();
    assert.equal((await api('GET', `/v1/tasks/${id}`)).userId, 'manager');

    const { items } = await api('GET', '/v1/leads?owner=user&limit=1');
    await page.getByRole('button', { name: t('New task') }).click();
    const dialog = page.getByRole('dialog', { name: t('New task') });
    await dialog.getByRole('combobox', { name: t('Lead') }).fill(items[0].email);
    await dialog.getByRole('option', { name: items[0].email }).click();
    await dialog.getByRole('button', { name: t('Make the task') }).click();
    await dialog.getByText('The name of the task cannot be empty.').waitFor();
    await dialog.getByLabel(t('What is to be done')).fill('Send the catalogue');
    await check();
    await dialog.getByRole('button', { name: t('Make the task') }).click();
    await page.getByRole('article').getByRole('heading', { name: 'Send the catalogue' }).waitFor();
  });
});
