import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mailFiles } from '#shared/adapters/mail/mail-files.ts';

const lines = (...all: string[]): Buffer => Buffer.from(all.join('\r\n'));
const part = (headers: string[], ...body: string[]): string[] => ['--b', ...headers, '', ...body];
const attachment = (name: string, type: string, ...body: string[]): string[] =>
  part(
    [
      `Content-Type: ${type}`,
      `Content-Disposition: attachment; ${name}`,
      'Content-Transfer-Encoding: base64',
    ],
    ...body,
  );
const mixed = ['From: a@b.example', 'Content-Type: multipart/mixed;', ' boundary="b"', ''];
const filesIn = (raw: Buffer, total = raw.length) => mailFiles(raw, total);
const named = (raw: Buffer) => filesIn(raw).map(({ name, left }) => [name, left]);

describe('files of a mail', () => {
  test('D5: are listed by name, type, size and place, and what is shown within the mail is not', () => {
    const raw = lines(
      ...mixed,
      'This is a mail in MIME format.',
      ...part(['Content-Type: text/plain'], 'See the plan.'),
      ...part(
        ['Content-Type: image/png; name=logo.png', 'Content-ID: <logo>', 'Content-Disposition: inline'],
        'QUJD',
      ),
      ...attachment('filename="Plan; final.pdf"', 'application/pdf', 'QUJDRA==', 'QUI='),
      '--b--',
      '',
    );
    const [file, ...others] = filesIn(raw);
    assert.deepEqual(others, []);
    const { part: place, ...rest } = file ?? assert.fail();
    assert.deepEqual(rest, { name: 'Plan; final.pdf', type: 'application/pdf', size: 6 });
    assert.equal(place.encoding, 'base64');
    assert.equal(raw.subarray(place.from, place.from + place.length).toString(), 'QUJDRA==\r\nQUI=');
  });

  test('D5: names are read in any writing, without the folders before them', () => {
    const raw = lines(
      ...mixed,
      ...attachment('filename="=?utf-8?Q?Pl=C3=A1n.pdf?="', 'application/pdf', 'QUJD'),
      ...attachment("filename*=UTF-8''Pl%C3%A1n.pdf", 'application/pdf', 'QUJD'),
      ...attachment(
        'filename*0*=UTF-8\'hu\'Pl%C3%A1; filename*1="n.pdf"; filename=x',
        'application/pdf',
        'QUJD',
      ),
      ...attachment(String.raw`filename="..\\..\\etc/plan.pdf"`, 'application/pdf', 'QUJD'),
      ...attachment("filename*=none-such''a%20b.pdf", 'application/pdf', 'QUJD'),
      '--b--',
    );
    assert.deepEqual(
      filesIn(raw).map(({ name }) => name),
      ['Plán.pdf', 'Plán.pdf', 'Plán.pdf', 'plan.pdf', 'a%20b.pdf'],
    );
  });

  test('D5: one of another kind, one that is too large, and one that is cut are left out, with why', () => {
    const raw = lines(
      ...mixed,
      ...attachment('filename=run.exe', 'application/pdf', 'QUJD'),
      ...attachment('filename=page.html', 'text/plain', 'QUJD'),
      ...attachment('filename=macros.docm', 'application/pdf', 'QUJD'),
      ...attachment('filename=large.pdf', 'application/pdf', 'A'.repeat(13_400_000)),
      ...attachment('filename=good.PDF', 'application/pdf', 'QUJD'),
      ...attachment('filename=last.pdf', 'application/pdf', 'QUJD'),
    );
    assert.deepEqual(named(raw), [
      ['run.exe', 'type'],
      ['page.html', 'type'],
      ['macros.docm', 'type'],
      ['large.pdf', 'size'],
      ['good.PDF', undefined],
      ['last.pdf', undefined],
    ]);
    const [last] = filesIn(raw, raw.length + 1).slice(-1);
    assert.deepEqual([last?.size, last?.left], [undefined, 'not-read']);
  });

  test('D5: are found in parts of parts, and a boundary within a line is none', () => {
    const raw = lines(
      ...mixed,
      '--b',
      'Content-Type: multipart/related; boundary=c',
      '',
      '--c',
      'Content-Type: text/plain',
      '',
      'not a --b boundary',
      '--c',
      'Content-Disposition: attachment; filename=in.txt',
      '',
      'Hi.',
      '--c--',
      ...attachment('filename=out.pdf', 'application/pdf', 'QUJD'),
      '--b--',
    );
    assert.deepEqual(
      filesIn(raw).map(({ name, size, part: { encoding } }) => [name, size, encoding]),
      [
        ['in.txt', 3, 'plain'],
        ['out.pdf', 3, 'base64'],
      ],
    );
  });

  test('D5: are few and found in bounded time, whatever the mail is', () => {
    const many = lines(
      ...mixed,
      ...Array.from({ length: 1000 }, () => attachment('filename=a.pdf', 'a/b')).flat(),
    );
    assert.equal(filesIn(many).length, 50);
    const nested = Array.from({ length: 1000 }, () => [
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
    ]);
    const dashes = ['Content-Type: multipart/mixed; boundary="-"', '', '-'.repeat(15_000_000)];
    const pieces = [lines(...nested.flat()), lines(...dashes), Buffer.alloc(15_000_000, 'a: b\r\n')];
    for (const raw of [...pieces, lines(...mixed, '--b\r\n'.repeat(1_000_000)), Buffer.alloc(0)]) {
      const started = performance.now();
      filesIn(raw);
      assert.ok(performance.now() - started < 5000);
    }
  });
});
