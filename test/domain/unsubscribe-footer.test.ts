import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { languages } from '#shared/domain/kernel/language.ts';
import { escapeHtml, htmlFromText } from '#shared/domain/templates/escape-html.ts';
import { withUnsubscribeFooter } from '#shared/domain/templates/unsubscribe-footer.ts';
import { unsubscribedOn, unsubscribeTexts } from '#shared/domain/templates/unsubscribe-texts.ts';
import { day } from '../support/at.ts';

const url = 'https://u.example.com/u/abc?l=fr&v=1';

describe('the unsubscribe footer', () => {
  for (const language of languages) {
    test(`stands at the bottom of both parts in ${language}`, () => {
      const { html, text } = withUnsubscribeFooter({ html: '<p>Hi</p>', text: 'Hi' }, { language, url });
      const { sentence, link, colon } = unsubscribeTexts[language].footer;
      assert.ok(html.startsWith('<p>Hi</p><div'));
      assert.ok(html.includes(`lang="${language}"`) && html.includes(escapeHtml(sentence)));
      assert.ok(html.includes('href="https://u.example.com/u/abc?l=fr&amp;v=1"'));
      assert.equal(text, `Hi\n\n--\n${sentence} ${link}${colon}\n${url}\n`);
    });
  }

  const places: [rule: string, html: string, before: string][] = [
    ['stands inside the body of a whole document', '<html><body><p>Hi</p></BODY ></html>', '</BODY ></html>'],
    ['stands before the last body end of several', '<body>a</body><body>b</body>', '</body>'],
    ['stands before the end of a document without body', '<html><p>Hi</p></html>\n', '</html>\n'],
  ];
  for (const [rule, html, end] of places) {
    test(rule, () => {
      const mail = withUnsubscribeFooter({ html, text: 'x' }, { language: 'en', url }).html;
      assert.ok(mail.endsWith(`unsubscribe here</a>.</div>${end}`));
      assert.ok(mail.startsWith(html.slice(0, -end.length)));
    });
  }
});

describe('the unsubscribe page', () => {
  test('has every text in every language, and none twice', () => {
    for (const language of languages) {
      const { page, months } = unsubscribeTexts[language];
      const texts = [
        page.question('jo@x.fr'),
        page.done.title,
        page.done.text('jo@x.fr'),
        page.already.title,
        page.already.text('jo@x.fr', 'D'),
        page.invalid.title,
        page.invalid.text,
        page.expired.title,
        page.expired.text,
      ];
      assert.ok([page.title, page.button, ...texts].every((text) => text.trim() !== ''));
      assert.equal(new Set(texts).size, texts.length);
      assert.equal(new Set(months).size, 12);
    }
  });

  test('writes the day of an unsubscription as its language does', () => {
    assert.equal(unsubscribedOn(day('2027-03-01'), 'fr'), '1er mars 2027');
    assert.equal(unsubscribedOn(day('2027-03-28'), 'en'), '28 March 2027');
    assert.equal(unsubscribedOn(day('2027-08-02'), 'ro'), '2 august 2027');
    assert.equal(unsubscribedOn(day('2027-10-31'), 'de'), '31. Oktober 2027');
    assert.equal(unsubscribedOn(day('2027-12-24'), 'es'), '24 de diciembre de 2027');
  });
});

describe('a mail written as text', () => {
  test('reads the same in HTML', () => {
    assert.equal(
      htmlFromText('Hi <Jo>,\r\n\r\nA & B\nC\n\n\n'),
      '<p>Hi &lt;Jo&gt;,</p>\n<p>A &amp; B<br>\nC</p>',
    );
  });
});
