import assert from 'node:assert/strict';
import { test } from './in-two-languages.ts';

test('a person imports a file, says what its columns are, and gets the refused rows', async (open) => {
  await using opened = await open({ as: 'admin', path: '/leads' });
  const { page, check, api, t } = opened;
  await check();
  await page.getByRole('link', { name: t('Import a file') }).click();
  const file = [
    'Vorname;Nachname;Kontakt;Handy;Bemerkung;Intern',
    'Ana;"Pop; Ionescu";ana.pop@import.example;;"sagte ""ja""";x',
    'Jean;Martin;no address;;;x',
    'Zoe;Petit;zoe@import.example;+33612345678;;x',
    'Luc;Bernard',
  ].join('\r\n');
  await page
    .getByLabel(t('File of leads'))
    .setInputFiles({ name: 'leads.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
  await page
    .getByText(
      t(
        '{count, plural, one {# row cannot be read and will be refused} other {# rows cannot be read and will be refused}}',
        { count: 1 },
      ),
    )
    .waitFor();
  await page
    .getByText(t('Line {line} has {count} cells, the first line {wanted}', { line: 5, count: 2, wanted: 6 }))
    .waitFor();
  // “Kontakt” is not known: the person says that it is the address, and leaves a column out.
  await page.getByLabel(t('What {column} is', { column: 'Kontakt' })).selectOption(t('Email address'));
  await page.getByLabel(t('What {column} is', { column: 'Intern' })).selectOption(t('Leave out'));
  await page.getByRole('cell', { name: 'Pop; Ionescu' }).waitFor();
  await check();
  await page.getByRole('button', { name: t('Import'), exact: true }).click();
  await page.getByText(t('The file is imported, but for the rows that were refused.')).waitFor();
  await page.getByText(t('Line {line}, {column}', { line: 3, column: 'email' })).waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: t('Download all of them') }).click();
  assert.equal((await download).suggestedFilename(), 'refused.csv');
  await check();
  const { items } = await api('GET', '/v1/leads?email=ana.pop@import.example');
  assert.equal(items[0].lastName, 'Pop; Ionescu');
  assert.deepEqual(items[0].fields, { Bemerkung: 'sagte "ja"' });
});

test('a person filters leads, keeps the view, and unsubscribes those that are ticked', async (open) => {
  await using opened = await open({ as: 'admin', path: '/leads' });
  const { page, check, api, t } = opened;
  await page.getByLabel(t('Owner')).selectOption('Elena Marin');
  await page.waitForURL(/owner=elena/);
  await page.getByRole('button', { name: t('Save this view') }).click();
  await page.getByLabel(t('Name of the view')).fill('Elena’s');
  await page.getByRole('button', { name: t('Save'), exact: true }).click();
  await page.getByRole('link', { name: t('All leads') }).click();
  await page.getByRole('link', { name: 'Elena’s' }).click();
  await page.waitForURL(/owner=elena/);
  const boxes = page.locator('tbody').getByRole('checkbox');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByText(t('{count} selected', { count: 2 })).waitFor();
  const [, selected = ''] = /selected=([^&]+)/.exec(page.url()) ?? [];
  await page
    .getByRole('region', { name: t('With what is selected') })
    .getByRole('button', { name: t('More') })
    .click();
  await page.getByRole('menuitem', { name: t('Unsubscribe') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('Unsubscribe') })
    .click();
  await page.getByText(t('{done} of {total} leads', { done: 2, total: 2 })).waitFor();
  await check();
  for (const id of decodeURIComponent(selected).split('~'))
    assert.ok((await api('GET', `/v1/leads/${id}`)).suppression.unsubscribedAt);
});

test('a list that was read on is read as far again at its address', async (open) => {
  await using opened = await open({ as: 'admin', path: '/leads' });
  const { page, check, t } = opened;
  await page.getByText(t('{count} shown', { count: 50 })).waitFor();
  await page.getByRole('button', { name: t('Show more') }).click();
  await page.waitForURL(/\/leads#page-2$/);
  await page.getByText(t('{count} shown', { count: 100 })).waitFor();
  await page.reload();
  await page.getByText(t('{count} shown', { count: 100 })).waitFor();
  assert.match(page.url(), /\/leads#page-2$/);
  await check();
});
