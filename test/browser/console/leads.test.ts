import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openConsole } from './console.ts';

test('a person imports a file, says what its columns are, and gets the refused rows', async () => {
  await using opened = await openConsole({ as: 'admin', path: '/leads' });
  const { page, check, api } = opened;
  await check();
  await page.getByRole('link', { name: 'Import a file' }).click();
  const file = [
    'Vorname;Nachname;Kontakt;Handy;Bemerkung;Intern',
    'Ana;"Pop; Ionescu";ana.pop@import.example;;"sagte ""ja""";x',
    'Jean;Martin;no address;;;x',
    'Zoe;Petit;zoe@import.example;+33612345678;;x',
    'Luc;Bernard',
  ].join('\r\n');
  await page
    .getByLabel('File of leads')
    .setInputFiles({ name: 'leads.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
  await page.getByText('1 row cannot be read and will be refused').waitFor();
  await page.getByText('Line 5 has 2 cells, the first line 6').waitFor();
  // “Kontakt” is not known: the person says that it is the address, and leaves a column out.
  await page.getByLabel('What Kontakt is').selectOption('Email address');
  await page.getByLabel('What Intern is').selectOption('Leave out');
  await page.getByRole('cell', { name: 'Pop; Ionescu' }).waitFor();
  await check();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText('The file is imported, but for the rows that were refused.').waitFor();
  await page.getByText('Line 3, email').waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download all of them' }).click();
  assert.equal((await download).suggestedFilename(), 'refused.csv');
  await check();
  const { items } = await api('GET', '/v1/leads?email=ana.pop@import.example');
  assert.equal(items[0].lastName, 'Pop; Ionescu');
  assert.deepEqual(items[0].fields, { Bemerkung: 'sagte "ja"' });
});

test('a person filters leads, keeps the view, and unsubscribes those that are ticked', async () => {
  await using opened = await openConsole({ as: 'admin', path: '/leads' });
  const { page, check, api } = opened;
  await page.getByLabel('Owner').selectOption('Elena Marin');
  await page.waitForURL(/owner=elena/);
  await page.getByRole('button', { name: 'Save this view' }).click();
  await page.getByLabel('Name of the view').fill('Elena’s');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('link', { name: 'All leads' }).click();
  await page.getByRole('link', { name: 'Elena’s' }).click();
  await page.waitForURL(/owner=elena/);
  const boxes = page.getByRole('checkbox', { name: /^Select (?!all)/ });
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByText('2 selected').waitFor();
  const [, selected = ''] = /selected=([^&]+)/.exec(page.url()) ?? [];
  await page
    .getByRole('region', { name: 'With what is selected' })
    .getByRole('button', { name: 'More' })
    .click();
  await page.getByRole('menuitem', { name: 'Unsubscribe' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Unsubscribe' }).click();
  await page.getByText('2 of 2 leads').waitFor();
  await check();
  for (const id of decodeURIComponent(selected).split('~'))
    assert.ok((await api('GET', `/v1/leads/${id}`)).suppression.unsubscribedAt);
});

test('a list that was read on is read as far again at its address', async () => {
  await using opened = await openConsole({ as: 'admin', path: '/leads' });
  const { page, check } = opened;
  await page.getByText('50 shown').waitFor();
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.waitForURL(/\/leads#page-2$/);
  await page.getByText('100 shown').waitFor();
  await page.reload();
  await page.getByText('100 shown').waitFor();
  assert.match(page.url(), /\/leads#page-2$/);
  await check();
});
