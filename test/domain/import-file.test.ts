import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { columnsOf, delimiterOf, isColumns, rowOf } from '#shared/domain/jobs/lead-columns.ts';
import { SeenLeads } from '#shared/domain/jobs/seen-leads.ts';

describe('the first line of a file', () => {
  test('names columns without regard to case, spaces and dashes', () => {
    const columns = columnsOf(['E-Mail', ' First Name', 'last_name', 'Ville'], ['email', 'phone']);
    assert.deepEqual(columns, [
      { name: 'E-Mail', gives: 'email' },
      { name: 'First Name', gives: 'firstName' },
      { name: 'last_name', gives: 'lastName' },
      { name: 'Ville', field: 'Ville' },
    ]);
  });

  for (const [language, header] of [
    ['French', ['Prénom', 'Nom', 'Mail', 'Téléphone', 'Société', 'Fonction']],
    [
      'French, as a program writes it',
      ['PRENOM', 'nom_de_famille', 'adresse.e-mail', 'Tél.', 'entreprise', 'fonction'],
    ],
    ['German', ['Vorname', 'Nachname', 'E-Mail-Adresse', 'Telefon', 'Firma', 'Funktion']],
    ['German, with “Name”', ['Vorname', 'Name', 'E-Mail', 'Handy', 'Unternehmen', 'Funktion']],
    ['Spanish', ['Nombre', 'Apellidos', 'Correo electrónico', 'Teléfono', 'Empresa', 'Cargo']],
    ['Italian', ['Nome', 'Cognome', 'Posta elettronica', 'Cellulare', 'Azienda', 'Ruolo']],
    ['English', ['Given name', 'Surname', 'E-mail address', 'Phone number', 'Company', 'Job title']],
    [
      'decomposed accents',
      ['Pre\u0301nom', 'Nom', 'Me\u0301l', 'Te\u0301l', 'Socie\u0301te\u0301', 'Fonction'],
    ],
  ] as const) {
    test(`D1: names columns in ${language}`, () => {
      const columns = columnsOf(header, ['email', 'phone']);
      assert.ok(isColumns(columns), JSON.stringify(columns));
      const given = columns.map((column) => ('gives' in column ? column.gives : column.name));
      assert.deepEqual(given, ['firstName', 'lastName', 'email', 'phone', 'account', 'title']);
    });
  }

  test('D1: a column called fields.<name> is that own field, whatever else its name could mean', () => {
    const columns = columnsOf(['fields.mobile', 'fields.Chiffre d’affaires', 'email'], ['email', 'phone']);
    assert.deepEqual(columns, [
      { name: 'fields.mobile', field: 'mobile' },
      { name: 'fields.Chiffre d’affaires', field: 'Chiffre_d_affaires' },
      { name: 'email', gives: 'email' },
    ]);
  });

  test('D1: “Name” alone may be a whole name, and stays an own field', () => {
    const columns = columnsOf(['Name', 'email'], ['email']);
    assert.deepEqual(columns, [
      { name: 'Name', field: 'Name' },
      { name: 'email', gives: 'email' },
    ]);
  });

  test('D1: of two columns for one value the first gives it, or the one with its own name; the other is an own field', () => {
    assert.deepEqual(columnsOf(['Téléphone', 'Portable', 'mail', 'Email'], ['email']), [
      { name: 'Téléphone', gives: 'phone' },
      { name: 'Portable', field: 'Portable', insteadOf: { gives: 'phone', by: 'Téléphone' } },
      { name: 'mail', field: 'mail', insteadOf: { gives: 'email', by: 'Email' } },
      { name: 'Email', gives: 'email' },
    ]);
  });

  test('D1: columns of one name cannot be told apart, and are refused', () => {
    assert.deepEqual(columnsOf(['Téléphone', 'telephone', 'email'], ['email']), [
      { line: 1, column: 'telephone', reason: 'It is the same as column 1: rename or remove one.' },
    ]);
  });

  test('D1: a file in which nobody could be reached is refused with what it names and what is understood', () => {
    const [problem] = columnsOf(['Kontakt', 'Ort'], ['email', 'phone']) as { reason: string }[];
    assert.match(problem?.reason ?? '', /names no column for email or phone/);
    assert.match(problem?.reason ?? '', /It names “Kontakt”, “Ort”\./);
    assert.match(problem?.reason ?? '', /“email” \(or mail, .*courriel.*“phone” \(or .*téléphone.*Telefon/);
    const many = Array.from({ length: 200 }, (_, n) => `${n} ${'x'.repeat(190)}`);
    const [long] = columnsOf(many, ['email']) as { reason: string }[];
    assert.match(long?.reason ?? '', /180 more/);
    assert.ok((long?.reason.length ?? 0) < 2_000);
  });

  test('D1: a first line that is a row already is told apart', () => {
    const [problem] = columnsOf(['ana@example.com', 'Ana'], ['email', 'phone']) as { reason: string }[];
    assert.match(
      problem?.reason ?? '',
      /seems to be a row: put a line with the names of the columns above it/,
    );
  });

  test('D1: a first line that is not UTF-8 is refused, whatever it would name', () => {
    assert.deepEqual(columnsOf(['email', 'Pr\uFFFDnom'], ['email']), [
      { line: 1, reason: 'The first line holds bytes that are not UTF-8: save the file as CSV in UTF-8.' },
    ]);
  });

  test('tells the delimiter', () => {
    assert.equal(delimiterOf('email;name, first;zone'), ';');
    assert.equal(delimiterOf('email\tname'), '\t');
    assert.equal(delimiterOf('email'), ',');
  });

  test('own fields get names that templates can write', () => {
    const columns = columnsOf(['email', 'Chiffre d’affaires (M€)', '2026 Umsatz'], ['email']);
    assert.ok(isColumns(columns));
    assert.deepEqual(
      columns.map((column) => ('field' in column ? column.field : '')),
      ['', 'Chiffre_d_affaires_M', 'Umsatz'],
    );
  });

  test('D1: a country is understood by its code or its name in these languages', () => {
    const columns = [{ name: 'Pays', gives: 'country' }];
    const read = (cell: string) => {
      const row = rowOf(columns, [cell]);
      return 'values' in row ? row.values['country'] : row.reason;
    };
    for (const name of ['FR', 'fr', 'France', ' FRANCE ', 'Frankreich', 'Francia', 'Franța'])
      assert.equal(read(name), 'FR', name);
    for (const [name, code] of [
      ['Deutschland', 'DE'],
      ['États-Unis', 'US'],
      ['United Kingdom', 'GB'],
      ['UK', 'GB'],
      ['Pays-Bas', 'NL'],
      ['España', 'ES'],
      ['Türkei', 'TR'],
    ] as const)
      assert.equal(read(name), code, name);
    assert.equal(read('Atlantis'), 'Atlantis');
    assert.equal(read('European Union'), 'European Union');
  });

  test('a row must have as many cells', () => {
    assert.deepEqual(rowOf([{ name: 'email', gives: 'email' }], ['ana@example.com', 'x']), {
      reason: 'The row has 2 cells, the first line 1: give as many.',
    });
  });
});

describe('persons met in a file', () => {
  test('are found again in another line, not in their own', () => {
    const seen = new SeenLeads();
    assert.equal(seen.add('k3j9x0q2m4v7b1zc', 2), undefined);
    assert.equal(seen.add('k3j9x0q2m4v7b1zc', 2), undefined);
    assert.equal(seen.add('k3j9x0q2m4v7b1zc', 9), 2);
  });

  test('are the same after being written down, however many', () => {
    const id = fc.string({
      unit: fc.constantFrom(...Array.from('0123456789abcdefghijklmnopqrstuvwxyz')),
      minLength: 16,
      maxLength: 16,
    });
    fc.assert(
      fc.property(fc.uniqueArray(id, { selector: (each) => each.slice(0, 12), maxLength: 3000 }), (ids) => {
        const seen = new SeenLeads();
        ids.forEach((each, index) => assert.equal(seen.add(each, index + 2), undefined));
        const again = new SeenLeads();
        again.addText(seen.text());
        ids.forEach((each, index) => assert.equal(again.add(each, 1), index + 2));
      }),
      { numRuns: 20 },
    );
  });
});
