import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ownWords } from '#shared/domain/inbound/own-words.ts';

const words = (...lines: string[]) => ownWords(lines.join('\n'));

describe('own words of an answer', () => {
  const announcements = [
    'On Mon, Nov 23, 2026 at 9:00 AM Claire <c@d.example> wrote:',
    'Le lun. 23 nov. 2026 à 09:00, Claire <c@d.example> a écrit :',
    'Am Mo., 23. Nov. 2026 um 09:00 Uhr schrieb Claire <c@d.example>:',
    'Pe lun., 23 nov. 2026 la 09:00, Claire <c@d.example> a scris:',
    'El lun, 23 nov 2026 a las 9:00, Claire (<c@d.example>) escribió:',
    'Il giorno lun 23 nov 2026 alle ore 09:00 Claire <c@d.example> ha scritto:',
  ];

  test('D5: end where the quoted mail is announced, marked or not, on one line or three', () => {
    for (const line of announcements) {
      assert.equal(words('OK.', '', line, '', '> Hello', '> Claire'), 'OK.', line);
      assert.equal(words('OK.', '', line, '', 'Hello', 'Claire'), 'OK.', line);
      const [first = '', second = '', ...rest] = line.split(/(?<=\d),? /);
      assert.equal(words('OK.', '', first, second, rest.join(' '), '> Hello'), 'OK.', line);
    }
  });

  test('D5: end at a block of headers and at a divider, in each language', () => {
    const blocks = [
      ['From: Claire <c@d.example>', 'Sent: Monday, November 23, 2026 9:00 AM', 'To: Paul', 'Subject: Hi'],
      ['De : Claire <c@d.example>', 'Envoyé : lundi 23 novembre 2026 09:00', 'À : Paul', 'Objet : Salut'],
      ['Von: Claire', 'Gesendet: Montag, 23. November 2026 09:00', 'An: Paul', 'Betreff: Hallo'],
      ['De la: Claire', 'Trimis: luni, 23 noiembrie 2026 09:00', 'Către: Paul', 'Subiect: Salut'],
      ['De: Claire', 'Enviado: lunes, 23 de noviembre de 2026 9:00', 'Para: Paul', 'Asunto: Hola'],
      ['*Da:* Claire', '*Inviato:* lunedì 23 novembre 2026 09:00', '*A:* Paul', '*Oggetto:* Ciao'],
    ];
    for (const block of blocks) {
      assert.equal(words('OK.', '', ...block, '', 'Hello'), 'OK.', block[0]);
      assert.equal(words('OK.', '', '_'.repeat(32), ...block, '', 'Hello'), 'OK.', block[0]);
    }
    for (const divider of ['Original Message', 'Ursprüngliche Nachricht', 'Message d’origine']) {
      assert.equal(words('OK.', `-----${divider}-----`, 'Hello'), 'OK.');
    }
  });

  test('D5: stand between the lines of what is quoted, and below it', () => {
    assert.equal(
      words('On Mon, 23 Nov 2026, Claire wrote:', '> Tuesday?', 'Yes.', '', '> At ten?', 'At eleven.'),
      'Yes.\n\nAt eleven.',
    );
    assert.equal(words('> Tuesday?', '', 'Yes.'), 'Yes.');
    assert.equal(words('Claire wrote:', '> Tuesday?', 'Yes.'), 'Yes.');
  });

  test('D5: are no quotation because they speak of who wrote what', () => {
    const said = ['My boss wrote:', 'no budget this year.'];
    assert.equal(words(...said), said.join('\n'));
    const listed = ['On Monday I can do:', '- 9:00', '- 10:00'];
    assert.equal(words(...listed), listed.join('\n'));
    assert.equal(words('From: the desk of Paul', 'Yes.'), 'From: the desk of Paul\nYes.');
  });

  test('D5: hold the signature, and all of it where nothing else would be left', () => {
    assert.equal(words('Yes.', '-- ', 'Paul', '', '> Hi'), 'Yes.\n--\nPaul');
    assert.equal(words('> Hello'), '> Hello');
  });

  test('D5: are found in time that grows with the text alone', () => {
    const pieces = [
      '> ',
      'On 1 wrote:\n',
      'On 1\n',
      'From: a\n',
      '-----\n',
      '_'.repeat(40) + '\n',
      ' \n',
      ':\n',
    ];
    for (const piece of pieces) {
      const started = performance.now();
      ownWords(piece.repeat(Math.ceil(200_000 / piece.length)));
      assert.ok(performance.now() - started < 3000, piece);
    }
  });
});
