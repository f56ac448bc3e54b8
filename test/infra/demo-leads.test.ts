import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { timeLapseClock, type Clock } from '#infra/local/clock.ts';
import { ApiClient } from '#infra/local/demo/api-client.ts';
import { importLeads, type Imported } from '#infra/local/demo/import-leads.ts';
import { writeJson } from '#infra/local/demo/write-json.ts';
import { organisation } from '#infra/local/names.ts';
import { startSystem, type System } from '#infra/local/system.ts';
import { fileRefusal } from '#test/support/file-refusal.ts';

describe('leads of the demo', () => {
  let folder: string;
  let clock: Clock;
  let system: System;
  let api: ApiClient;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relance-leads-'));
    clock = timeLapseClock('2027-03-08T07:00:00.000Z');
    system = await startSystem({ clock, leastRateMinutes: 24 * 60 });
    const token = await system.token({ organisation, userId: 'anne', role: 'admin' });
    api = new ApiClient(system.url, token);
  });
  after(async () => {
    await system.stop();
    clock.restore();
    await rm(folder, { recursive: true, force: true });
  });

  async function imported(content: string | Buffer): Promise<Imported> {
    const file = join(folder, 'leads.csv');
    await writeFile(file, content);
    return importFile(file);
  }
  const importFile = (file: string): Promise<Imported> =>
    importLeads(api, file, {
      strict: false,
      rejectedFile: join(folder, 'rejected.csv'),
      work: () => system.drain(),
      onProgress: () => undefined,
    });

  test('D1: are told what was understood where a column is called otherwise', async () => {
    const { accepted, columns } = await imported(
      'Prénom;Mail;last_name;Pays;Téléphone;secteur;Chiffre d’affaires\nAna;ana@example.com;Dupont;France;0612345678;pain;2 M€\n',
    );
    assert.equal(accepted, 1);
    assert.deepEqual(columns, [
      'column Prénom read as firstName',
      'column Mail read as email',
      'column Pays read as country',
      'column Téléphone read as phone',
      'column Chiffre d’affaires read as the own field Chiffre_d_affaires',
    ]);
  });

  test('D1: that cannot be used are refused in a sentence', async () => {
    for (const [content, said] of [
      ['', /was refused: The file is empty/],
      ['email\n', /was refused: The file has no rows/],
      ['Kontakt;Ort\nx;y\n', /It names “Kontakt”, “Ort”/],
      ['ana@example.com,Ana\n', /seems to be a row/],
      [Buffer.from('PK\u0003\u0004xlsx'), /is a workbook/],
      [Buffer.from('Prénom;Mail\nAna;a@example.com\n', 'latin1'), /not UTF-8/],
      ['mail,first_name\nbad,Ana\n,Bob\n', /^No row of .* can be used: line 2, column mail: Not an email/],
    ] as const) {
      assert.match(await fileRefusal(imported(content)), said);
    }
    assert.match(await readFile(join(folder, 'rejected.csv'), 'utf8'), /^line,column,reason\r\n2,mail,/);
    assert.match(await fileRefusal(importFile(folder)), /it is a folder or a device, not a file/);
    assert.match(await fileRefusal(importFile(join(folder, 'none.csv'))), /there is no such file/);
  });
});

describe('a report written piece by piece', () => {
  test('is what JSON.stringify writes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'relance-json-'));
    const file = join(folder, 'report.json');
    const list = Array.from({ length: 3_000 }, (_, n) => ({
      n,
      text: 'a\n"b"',
      none: undefined,
      more: [{ n }],
    }));
    const value = { totals: { n: 1, of: [] }, empty: [], list, none: undefined, last: null };
    await writeJson(file, value);
    assert.equal(await readFile(file, 'utf8'), `${JSON.stringify(value, null, 2)}\n`);
    await rm(folder, { recursive: true });
  });
});
