import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { smsParts } from '#shared/domain/templates/sms-parts.ts';

describe('the parts of an SMS', () => {
  const cases: [
    rule: string,
    text: string,
    encoding: string,
    characters: number,
    perPart: number,
    parts: number,
  ][] = [
    ['are one for 160 characters of GSM-7', 'a'.repeat(160), 'GSM-7', 160, 160, 1],
    ['hold 153 each from 161 on', 'a'.repeat(161), 'GSM-7', 161, 153, 2],
    ['are two up to 306', 'a'.repeat(306), 'GSM-7', 306, 153, 2],
    ['are three from 307 on', 'a'.repeat(307), 'GSM-7', 307, 153, 3],
    ['are one for 70 characters outside GSM-7', 'ă'.repeat(70), 'UCS-2', 70, 70, 1],
    ['hold 67 each from 71 on', 'ă'.repeat(71), 'UCS-2', 71, 67, 2],
    ['are three from 135 on', 'ă'.repeat(135), 'UCS-2', 135, 67, 3],
    ['change encoding for one character alone', `${'a'.repeat(70)}ț`, 'UCS-2', 71, 67, 2],
    ['keep French accents of the alphabet', 'éèàùÇ', 'GSM-7', 5, 160, 1],
    ['do not keep a small ç', 'reçu', 'UCS-2', 4, 70, 1],
    ['count the euro sign twice', '€'.repeat(80), 'GSM-7', 160, 160, 1],
    ['count brackets, braces and bars twice', '[]{}^~|\\', 'GSM-7', 16, 160, 1],
    ['never cut a doubled character in two', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 306, 153, 3],
    ['count an emoji twice', '😀'.repeat(35), 'UCS-2', 70, 70, 1],
    ['never cut an emoji in two', '😀'.repeat(67), 'UCS-2', 134, 67, 3],
    ['are one for an empty text', '', 'GSM-7', 0, 160, 1],
  ];
  for (const [rule, text, encoding, characters, perPart, parts] of cases) {
    test(rule, () => assert.deepEqual(smsParts(text), { encoding, characters, perPart, parts }));
  }

  test('are refused over 1,600 characters, saying by how many', () => {
    assert.equal(smsParts('a'.repeat(1600)).problem, undefined);
    assert.equal(
      smsParts('a'.repeat(1603)).problem,
      'The SMS has 1603 characters, 1600 at most: shorten it by 3.',
    );
  });

  test('are counted at once for a text of any length', () => {
    assert.equal(smsParts('ă'.repeat(1_000_000)).encoding, 'UCS-2');
  });

  test('never hold more than their size', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'é', '€', 'ă', '😀', '\n'), maxLength: 200 }),
        (text) => {
          const { characters, parts, perPart } = smsParts(text);
          assert.ok(parts * perPart >= characters && parts >= 1);
        },
      ),
    );
  });
});
