import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { openConsole } from './console.ts';

describe('Today', () => {
  test('a person goes through the tasks by the keyboard: done, undone, skipped with a reason', async () => {
    await using opened = await openConsole({ as: 'user', path: '/today?type=call' });
    const { page, api, check } = opened;
    const inHand = page.getByRole('article');
    const heading = inHand.getByRole('heading', { level: 2 });
    await heading.waitFor();
    await check();
    const idInHand = (): string => new URL(page.url()).searchParams.get('task') ?? '';
    const statusOf = async (id: string): Promise<string> => (await api('GET', `/v1/tasks/${id}`)).status;
    const first = idInHand();

    await inHand.getByLabel('Outcome').fill('Wants a demo');
    await inHand.getByLabel('Duration').fill('3:05');
    await heading.focus();
    await page.keyboard.press('e');
    await page.waitForURL((url) => url.searchParams.get('task') !== first);
    const second = idInHand();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL((url) => url.searchParams.get('task') === first);
    assert.equal(await statusOf(first), 'open');

    await page.keyboard.press('j');
    await page.waitForURL((url) => url.searchParams.get('task') === second);
    assert.equal(await page.locator(':focus').evaluate((element) => element.tagName), 'H2');
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Other' }).check();
    await dialog.getByRole('button', { name: 'Skip', exact: true }).click();
    await dialog.getByRole('alert').waitFor();
    await check();
    await dialog.getByLabel('Note (compulsory)').fill('Moved to Lyon');
    await dialog.getByRole('button', { name: 'Skip', exact: true }).click();
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

  test('a mail is changed and sent from its task, on a telephone, beneath what went before', async () => {
    await using opened = await openConsole({ as: 'user', path: '/today?type=mail', width: 320 });
    const { page, api, system, check } = opened;
    await page
      .getByRole('button', { name: /Free study/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'So far in this sequence' }).waitFor();
    const id = new URL(page.url()).searchParams.get('task') ?? '';
    await page.getByText('Read what was sent').first().click();
    await page.frameLocator('iframe[title^="Lighting"]').getByText(/Hello/).waitFor();
    const letter = page.frameLocator('iframe[title="Message"]').getByRole('textbox');
    await letter.getByText(/^Hello/).waitFor();
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320);
    await check();
    await letter.press('Control+End');
    await letter.pressSequentially(' See you on Tuesday.');
    await page.getByLabel('Subject').fill('About Tuesday');
    await page.getByRole('button', { name: 'Send now' }).click();
    await page.getByText('Sent: Free study').waitFor();
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

  test('a manager sees the tasks of others, gives one to somebody else, and makes one', async () => {
    await using opened = await openConsole({ as: 'manager', path: '/today?user=user' });
    const { page, api, check } = opened;
    await page.getByRole('article').getByRole('heading', { level: 2 }).waitFor();
    const id = new URL(page.url()).searchParams.get('task') ?? '';
    await page.getByRole('button', { name: 'More for this task' }).click();
    await page.getByRole('menuitem', { name: 'Give to somebody else' }).click();
    await page.getByRole('dialog').getByLabel('To', { exact: true }).selectOption('manager');
    await page.getByLabel('Even if their day is full').check();
    await check();
    await page.getByRole('button', { name: 'Give it' }).click();
    await page.getByText(/is on the list of Marc Fabre now/).waitFor();
    assert.equal((await api('GET', `/v1/tasks/${id}`)).userId, 'manager');

    const { items } = await api('GET', '/v1/leads?owner=user&limit=1');
    await page.getByRole('button', { name: 'New task' }).click();
    const dialog = page.getByRole('dialog', { name: 'New task' });
    await dialog.getByRole('combobox', { name: 'Lead' }).fill(items[0].email);
    await dialog.getByRole('option', { name: items[0].email }).click();
    await dialog.getByRole('button', { name: 'Make the task' }).click();
    await dialog.getByText('The name of the task cannot be empty.').waitFor();
    await dialog.getByLabel('What is to be done').fill('Send the catalogue');
    await check();
    await dialog.getByRole('button', { name: 'Make the task' }).click();
    await page.getByRole('article').getByRole('heading', { name: 'Send the catalogue' }).waitFor();
  });
});
