import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contradictEachOther, stanceOf } from '#shared/domain/workflows/contradictory-statuses.ts';

const table = {
  lost: [
    ...[
      'Not interested',
      'Closed - Not Converted',
      'Closed – not converted',
      'Unqualified',
      'Lost',
      'Closed Lost',
    ],
    ...['Pas intéressé', 'Non intéressée', 'Fermé – non converti', 'Perdu', 'Perdue', 'Disqualifié'],
    ...['Neinteresat', 'Închis – neconvertit', 'Pierdut', 'Necalificat'],
    ...['Kein Interesse', 'Nicht interessiert', 'Verloren', 'Nicht konvertiert'],
    ...['No interesado', 'Perdido', 'Perdida', 'No convertido', 'Descartado'],
    'NOT_INTERESTED',
  ],
  won: [
    ...['Converted', 'Closed - Converted', 'Closed Won', 'Interested', 'Qualified', 'INTERESTED'],
    ...['Converti', 'Gagné', 'Intéressé', 'Intéressée', 'Qualifié'],
    ...['Convertit', 'Câștigat', 'Interesat', 'Calificat'],
    ...['Konvertiert', 'Gewonnen', 'Interessiert', 'Kunde'],
    ...['Convertido', 'Ganada', 'Interesada', 'Cliente'],
  ],
  neither: [
    'New',
    'In progress',
    'Open - Not Contacted',
    'Working - Contacted',
    'Nouveau',
    'Neu',
    '',
    'slow going',
  ],
} as const;

test('B5: what a status says is told by its words, in the languages of the page and of the interface', () => {
  for (const value of table.lost) assert.equal(stanceOf({ value }), 'lost', value);
  for (const value of table.won) assert.equal(stanceOf({ value }), 'won', value);
  for (const value of table.neither) assert.equal(stanceOf({ value }), undefined, value);
});

test('B5: a pair contradicts itself where one was won and the other lost', () => {
  const pairs: [string, string, boolean][] = [
    ['Not interested', 'Closed - Converted', true],
    ['Converted', 'Closed - Not Converted', true],
    ['Pas intéressé', 'Converti', true],
    ['Converted', 'Closed - Converted', false],
    ['Not interested', 'Closed - Not Converted', false],
    ['New', 'Closed - Converted', false],
    ['In progress', 'Open - Not Contacted', false],
  ];
  for (const [account, lead, contradicts] of pairs)
    assert.equal(
      contradictEachOther({ value: account }, { value: lead }),
      contradicts,
      `${account}, ${lead}`,
    );
});

test('B5: where the CRM says that a value converts the lead, that counts and not its words', () => {
  const lead = { value: 'Abgeschlossen', converts: true };
  assert.equal(contradictEachOther({ value: 'Kein Interesse' }, lead), true);
  assert.equal(contradictEachOther({ value: 'Kein Interesse' }, { value: 'Abgeschlossen' }), false);
  assert.equal(contradictEachOther({ value: 'Kunde' }, lead), false);
});
