import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { statedReturn } from '#shared/domain/inbound/return-date.ts';
import { day } from '../../support/at.ts';

/** A Tuesday. */
const mailDay = day('2026-12-01');
type Case = [text: string, back: string | undefined];

const stated: Record<string, Case[]> = {
  English: [
    ['I am out of the office and will be back on January 5.', '2027-01-05'],
    ['I will be back in the office on Monday, January 4th, 2027.', '2027-01-04'],
    ['Returning 5 January 2027', '2027-01-05'],
    ['I return on the 5th of January', '2027-01-05'],
    ['On January 5 I will be back at my desk.', '2027-01-05'],
    ['I am away until 12/14 with limited access to email.', '2026-12-14'],
    ['I am out until 14/12.', '2026-12-14'],
    ['I’m on leave until and including 11 December.', '2026-12-12'],
    ['Out of office until 11 December (inclusive)', '2026-12-12'],
    ['I am away through Dec 11.', '2026-12-12'],
    ['I am travelling from 2 to 14 December.', '2026-12-15'],
    ['I will be away from December 2 to 14 and will answer later.', '2026-12-15'],
    ['On vacation from December 28th to January 4th', '2027-01-05'],
    ['I am away from 2 to 11 December, back on 14 December.', '2026-12-14'],
    ['I will be back on Monday.', '2026-12-07'],
    ['I will be back next Tuesday', '2026-12-08'],
    ['back tomorrow', '2026-12-02'],
    ['Return date: 2026-12-14', '2026-12-14'],
  ],
  French: [
    ['Je suis absent, de retour le 5 janvier 2027.', '2027-01-05'],
    ['Je serai de retour au bureau le lundi 4 janvier.', '2027-01-04'],
    ['Retour prévu le 14/12/2026', '2026-12-14'],
    ['De retour le 1er février', '2027-02-01'],
    ['Je suis absente du 2 au 14 décembre.', '2026-12-15'],
    ['Absent du lundi 7 au vendredi 18 décembre inclus', '2026-12-19'],
    ['Je suis en congés du 24 décembre au 3 janvier inclus.', '2027-01-04'],
    ['Absent jusqu’au 11 décembre inclus.', '2026-12-12'],
    ["absent jusqu'au 05/01", '2027-01-06'],
    ['Je serai joignable à partir du 7 décembre', '2026-12-07'],
    ['Dès le 7 décembre, je serai de retour.', '2026-12-07'],
    ['De retour lundi', '2026-12-07'],
    ['De retour demain matin', '2026-12-02'],
  ],
  German: [
    ['Ich bin zurück am 05.01.2027.', '2027-01-05'],
    ['Ich bin ab dem 5. Januar wieder im Büro.', '2027-01-05'],
    ['Am Montag, den 4. Januar bin ich wieder erreichbar', '2027-01-04'],
    ['Ich bin bis zum 11.12. abwesend.', '2026-12-12'],
    ['Abwesend bis einschließlich 11. Dezember', '2026-12-12'],
    ['Ich bin vom 2. bis 14. Dezember im Urlaub.', '2026-12-15'],
    ['Urlaub vom 21.12.2026 bis zum 03.01.2027', '2027-01-04'],
    ['ab dem 23.12. bin ich im Urlaub', undefined],
    ['Ich bin am Montag wieder da', '2026-12-07'],
    ['Zurück im März? Nein.', undefined],
  ],
  Romanian: [
    ['Sunt în concediu, revin pe 5 ianuarie 2027.', '2027-01-05'],
    ['Voi reveni la birou luni, 4 ianuarie.', '2027-01-04'],
    ['Sunt plecată până pe 11 decembrie.', '2026-12-12'],
    ['Sunt plecat până la data de 11.12.2026', '2026-12-12'],
    ['În perioada 2 - 14 decembrie nu sunt la birou.', '2026-12-15'],
    ['Lipsesc între 2 și 14 decembrie', '2026-12-15'],
    ['concediu de pe 2 decembrie până pe 14 decembrie', '2026-12-15'],
  ],
  Spanish: [
    ['Estaré de vuelta el 5 de enero de 2027.', '2027-01-05'],
    ['Regreso a la oficina el lunes 4 de enero', '2027-01-04'],
    ['Estaré ausente hasta el 11 de diciembre', '2026-12-12'],
    ['Vacaciones del 2 al 14 de diciembre.', '2026-12-15'],
    ['Fuera de la oficina desde el 28/12 hasta el 04/01', '2027-01-05'],
    ['Volveré mañana', '2026-12-02'],
  ],
};

describe('the stated return date', () => {
  for (const [language, cases] of Object.entries(stated)) {
    for (const [text, back] of cases) {
      test(`${language}: ${text} → ${back ?? 'none'}`, () => {
        assert.equal(statedReturn(text, mailDay), back);
      });
    }
  }

  test('numbers with slashes are month first in English and day first elsewhere; with dots the day is always first', () => {
    assert.equal(statedReturn('back on 01/02', mailDay), '2027-01-02');
    assert.equal(statedReturn('de retour le 01/02', mailDay), '2027-02-01');
    assert.equal(statedReturn('back on 01.02.', mailDay), '2027-02-01');
    assert.equal(statedReturn('back on 13/01/2027', mailDay), '2027-01-13');
    assert.equal(statedReturn('back on 12/06/26', mailDay), '2026-12-06');
  });

  test('a date before the mail or more than 180 days after it is not believed', () => {
    assert.equal(statedReturn('back on 30 November 2026', mailDay), undefined);
    assert.equal(statedReturn('back on 1 December', mailDay), '2026-12-01');
    assert.equal(statedReturn('back on 30 May 2027', mailDay), '2027-05-30');
    assert.equal(statedReturn('back on 31 May 2027', mailDay), undefined);
    assert.equal(statedReturn('back on 30 November', mailDay), undefined);
  });

  test('a day that does not exist is not a date', () => {
    assert.equal(statedReturn('back on 31 April', day('2027-04-01')), undefined);
    assert.equal(statedReturn('back on 29 February', day('2027-02-01')), undefined);
    assert.equal(statedReturn('back on 29 February', day('2028-02-01')), '2028-02-29');
    assert.equal(statedReturn('Absent du 2 avril au 31', day('2027-04-01')), undefined);
  });

  test('of several ends of an absence the last counts, in several languages too', () => {
    const text = 'Absent du 2 au 4 décembre. / I am away until 7 December.';
    assert.equal(statedReturn(text, mailDay), '2026-12-07');
  });

  test('other dates and numbers are not taken for a return', () => {
    for (const text of [
      'Nos bureaux sont ouverts de 9h à 18h. Tél. 01 02 03 04 05.',
      'Our office is open until 5 pm, call +44 20 7946 0001.',
      'Thank you for your mail of 24 November, I will answer soon.',
      'Unser Büro ist bis 12.30 Uhr besetzt.',
      'Réunion le 10 décembre.',
      '',
    ]) {
      assert.equal(statedReturn(text, mailDay), undefined, text);
    }
  });

  test('a long hostile text is read in bounded time', () => {
    for (const piece of ['back on ', 'du 2 au ', '1.', 'am 5. januar ', 'le le le ', '\u0301']) {
      assert.doesNotThrow(() => statedReturn(piece.repeat(50_000), mailDay));
    }
  });
});
