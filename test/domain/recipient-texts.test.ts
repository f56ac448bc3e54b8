import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { languages } from '#shared/domain/kernel/language.ts';
import { linkTexts } from '#shared/domain/templates/link-texts.ts';
import { recipientLanguage } from '#shared/domain/templates/recipient-language.ts';
import { unsubscribedOn, unsubscribeTexts } from '#shared/domain/templates/unsubscribe-texts.ts';
import { day } from '../support/at.ts';

/** Every text by its path, those with holes filled in; punctuation is not a text. */
function textsIn(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return /\p{L}/u.test(value) ? [[path, value]] : [];
  if (typeof value === 'function') return [[path, String(value('jo@example.com', 'D'))]];
  if (Array.isArray(value)) return [[path, value.join(' ')]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => textsIn(each, `${path}.${name}`));
}

/** Whatever a recipient reads that nobody of the organisation has written. */
const catalogues = { unsubscribeTexts, linkTexts };

describe('texts that recipients see', () => {
  for (const [name, catalogue] of Object.entries(catalogues)) {
    const { en } = catalogue;
    for (const [path] of textsIn(en)) {
      if (path === '.day') continue;
      test(`D7: ${name}${path} is there in every language, and in each another`, () => {
        const found = languages.map((language) => new Map(textsIn(catalogue[language])).get(path) ?? '');
        assert.ok(
          found.every((text) => text.trim().length > 0),
          JSON.stringify(found),
        );
        assert.equal(new Set(found).size, languages.length, JSON.stringify(found));
      });
    }

    test(`D7: ${name} has the same texts in every language, and none in too few characters`, () => {
      const paths = textsIn(en).map(([path]) => path);
      for (const language of languages) {
        const texts = textsIn(catalogue[language]);
        assert.deepEqual(texts.map(([path]) => path).toSorted(), paths.toSorted(), language);
        for (const [path, text] of texts)
          assert.equal(text, text.trim().normalize('NFC'), `${language}${path}`);
      }
    });
  }

  test('D7: a text with an address or a date shows it, in every language', () => {
    for (const language of languages) {
      const { question, done, already } = unsubscribeTexts[language].page;
      for (const text of [question('jo@example.com'), done.text('jo@example.com')])
        assert.match(text, /jo@example\.com/);
      const date = unsubscribedOn(day('2027-10-01'), language);
      assert.ok(already.text('jo@example.com', date).includes(date));
      assert.match(date, /1/);
      assert.match(date, /2027/);
    }
  });

  test('D7: the language of the sequence wins over the lead’s own, and that over the organisation’s', () => {
    assert.equal(recipientLanguage('ro', 'fr', 'en'), 'ro');
    assert.equal(recipientLanguage(undefined, 'fr', 'en'), 'fr');
    assert.equal(recipientLanguage(undefined, 'pt', 'de'), 'de');
    assert.equal(recipientLanguage(undefined, undefined, 'es'), 'es');
  });
});
