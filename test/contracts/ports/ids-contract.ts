import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Ids } from '#shared/ports/ids.ts';

/** What every maker of ids does. */
export function idsContract(name: string, open: () => Ids): void {
  describe(`the ${name} ids`, () => {
    test('are each new, of one form, and in the order in which they were made', () => {
      const ids = open();
      const made = Array.from({ length: 1_000 }, () => ids.next());
      assert.ok(made.every((id) => /^[a-z0-9]{16}$/.test(id)));
      assert.deepEqual(made, [...new Set(made)].toSorted());
    });

    test('that are made from a text are the same for the same text, and of the same form', () => {
      const ids = open();
      assert.equal(ids.of('acme ana@acme.example'), ids.of('acme ana@acme.example'));
      assert.notEqual(ids.of('acme ana@acme.example'), ids.of('acme bob@acme.example'));
      assert.match(ids.of(''), /^[a-z0-9]{16}$/);
      // Leads that are stored bear it: another answer would make them others.
      assert.equal(ids.of('acme'), 'tdp2amhh5unibhk7');
    });

    test('come with secrets and digests', () => {
      const ids = open();
      assert.match(ids.secret(), /^[0-9a-f]{32}$/);
      assert.notEqual(ids.secret(), ids.secret());
      assert.equal(ids.hash('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    });
  });
}
