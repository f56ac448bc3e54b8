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
