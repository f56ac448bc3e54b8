import assert from 'node:assert/strict';
import type { Open } from './in-two-languages.ts';

const people = ['Ana', 'Ben', 'Chloe', 'David', 'Elisa', 'Farid', 'Grace', 'Hugo', 'Irina', 'Jonas'];

export const whoIsNew =
  'a person who has never seen it imports leads, writes a sequence, enrols, and sees it stop at an answer';

/** The first day of somebody new. Most of it is waiting, so that each language has a file, and both wait at once. */
export async function liveFirstDay(open: Open): Promise<void> {
  await using opened = await open({ as: 'admin', path: '/today', isNew: true });
  const { page, api, system, check, t } = opened;
  const console_ = (path: string) => page.goto(`${system.url}/console${path}`);
  // The test may run at night and on Sundays.
  const { revision } = await api('GET', '/v1/settings/organisation');
  assert.equal(revision, 0);
  await api('PATCH', '/v1/settings/organisation', {
    workingDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
    workingHours: [{ from: '00:00', to: '24:00' }],
    mailDelay: { kind: 'none' },
  });

  await page.getByRole('heading', { name: t('First steps') }).waitFor();
  await check();

  await console_('/leads/import');
  const csv = ['email,first_name', ...people.map((name) => `${name.toLowerCase()}@example.com,${name}`), ''];
  await page
    .getByLabel(t('File of leads'))
    .setInputFiles({ name: 'leads.csv', mimeType: 'text/csv', buffer: Buffer.from(csv.join('\n')) });
  await page.getByRole('button', { name: t('Import'), exact: true }).click();
  await page.getByText(t('The file is imported.')).waitFor();

  await console_('/sequences');
  await page
    .getByRole('button', { name: t('New sequence') })
    .first()
    .click();
  await page.getByRole('tab', { name: t('Empty') }).click();
  await page.getByLabel(t('Name'), { exact: true }).fill('First try');
  await page.getByRole('button', { name: t('Make it') }).click();
  await page.getByRole('heading', { level: 1, name: 'First try' }).waitFor();
  const add = async (kind: string, name: string): Promise<void> => {
    await page.getByRole('button', { name: t('Add a step') }).click();
    await page.getByRole('menuitem', { name: t(kind), exact: true }).click();
    await page.getByLabel(t('Name of the step')).fill(name);
    await page.getByLabel(t('Wait'), { exact: true }).fill('0');
  };
  await add('Automated mail', 'Hello');
  await page.getByRole('button', { name: t('Write a new text') }).click();
  const text = page.getByRole('region', { name: t('Text'), exact: true });
  await text.getByLabel(t('Subject')).fill('Shall we talk?');
  await text.getByRole('textbox', { name: t('Text') }).fill('Hello,\n\nShall we talk this week?');
  await text.getByRole('button', { name: t('Save the text') }).click();
  await add('Call', 'First call');
  await add('Call', 'Second call');
  await page.getByText(t('Saved as a draft')).waitFor();
  await page.getByRole('button', { name: t('Publish …') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('Publish'), exact: true })
    .click();
  await page.getByText(t('Version {number} is published.', { number: 1 })).waitFor();

  await console_('/leads');
  await page.getByRole('checkbox', { name: t('Select all that are shown') }).check();
  await page.getByRole('button', { name: t('Enrol'), exact: true }).click();
  await page.getByLabel(t('Sequence')).selectOption('First try');
  await page.getByRole('heading', { name: t('Day by day') }).waitFor();
  await check();
  await page
    .getByRole('button', {
      name: t('Enrol {count, plural, one {# person} other {# people}}', { count: 10 }),
    })
    .click();
  await page.getByRole('heading', { name: t('Result') }).waitFor();

  const mailTo = async (name: string): Promise<string | undefined> => {
    const answer = await fetch(`${system.mailboxUrl}/messages?address=${name}@example.com`);
    const { messages } = (await answer.json()) as { messages: { id: string; subject: string }[] };
    return messages.find(({ subject }) => subject === 'Shall we talk?')?.id;
  };
  const until = async <Value>(look: () => Promise<Value | undefined>): Promise<Value> => {
    // A wake-up comes within a minute, and one step waits for another.
    for (let tries = 0; tries < 900; tries += 1) {
      const value = await look();
      if (value !== undefined) return value;
      await new Promise((later) => setTimeout(later, 200));
    }
    throw new Error('It never came.');
  };
  const mail = await until(() => mailTo('ana'));
  await fetch(`${system.mailboxUrl}/messages/${encodeURIComponent(mail)}/reply`, { method: 'POST' });
  await until(async () => ((await api('GET', '/v1/replies')).items.length > 0 ? true : undefined));
  await console_('/replies');
  await page
    .getByText(t('The lead answered, so the sequence was stopped: nothing more goes out from it.'))
    .waitFor();
  await check();

  await until(async () =>
    (await api('GET', '/v1/tasks?team=true&limit=100')).items.length >= 3 ? true : undefined,
  );
  await console_('/today');
  const heading = page.getByRole('article').getByRole('heading', { level: 2 });
  for (let done = 0; done < 3; done += 1) {
    await heading.waitFor();
    const task = new URL(page.url()).searchParams.get('task');
    await heading.focus();
    await page.keyboard.press('e');
    await page.waitForURL((url) => url.searchParams.get('task') !== task);
  }
  await console_('/settings');
  await until(async () => {
    const { items } = await api('GET', '/v1/tasks?team=true&status=completed&limit=100');
    return items.length === 3 ? true : undefined;
  });
}
