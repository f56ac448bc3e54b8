import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import type { Template } from '#shared/domain/templates/template.ts';
import { templateVariables } from '#shared/domain/templates/template-variables.ts';
import { jo, lead, mail, missing, send, sms, textOf } from '#test/support/templates.ts';

describe('a template', () => {
  test('gets the values of lead, account, sender and organisation', () => {
    assert.equal(
      textOf(
        '{{ lead.firstName }} {{ account.name }} {{ sender.name }} {{ organisation.name }} {{ lead.fields.sector }}',
      ),
      'Jo Globex Ana Pop Acme steel',
    );
    assert.equal(textOf('{{ lead.fields["code client"] }}'), 'X1');
  });

  test('takes its variables from stored things', () => {
    const variables = templateVariables({
      lead: { firstName: 'Jo', fields: {} },
      account: undefined,
      sender: { name: 'Ana', email: 'ana@acme.fr' },
      organisation: { name: 'Acme', address: '' },
      record: undefined,
    });
    assert.equal(textOf('{{ lead.firstName }} {{ sender.email }}', variables), 'Jo ana@acme.fr');
    assert.deepEqual(
      textOf('{{ account.name }} {{ organisation.address }}', variables),
      missing('account.name', 'organisation.address'),
    );
  });

  test('never reaches what an object inherits', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty']) {
      assert.deepEqual(textOf(`x{{ lead.fields.${name} }}`), missing(`lead.fields.${name}`));
    }
  });

  test('does not read Liquid inside a value', () => {
    const sly = lead({ firstName: '{{ sender.email }}{% if true %}' });
    assert.equal(textOf('{{ lead.firstName }}', sly), '{{ sender.email }}{% if true %}');
  });
});

describe('the HTML of a mail', () => {
  const htmlOf = (html: string, variables = jo) => {
    const outcome = send(mail({ html, text: 'x' }), variables);
    return outcome.kind === 'rendered' ? outcome.html : outcome;
  };

  test('shows values as text, whatever is in them', () => {
    const sly = lead({ firstName: `<img src=x onerror="alert('1')">&` });
    assert.equal(
      htmlOf('<p title="{{ lead.firstName }}">x', sly),
      '<p title="&lt;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&gt;&amp;">x',
    );
  });

  test('keeps the lines of a signature', () => {
    assert.equal(htmlOf('<p>{{ sender.signature }}</p>'), '<p>Ana<br>\nAcme &amp; Co</p>');
  });

  test('escapes what was assigned once only', () => {
    assert.equal(htmlOf('{% assign s = "A & B" | append: "<" %}<p>{{ s }}</p>'), '<p>A &amp; B&lt;</p>');
  });

  test('leaves the text part unescaped', () => {
    const outcome = send(mail({ html: '<p>x</p>', textFromHtml: '{{ sender.signature }}' }));
    assert.equal(outcome.kind === 'rendered' && outcome.text, 'Ana\nAcme & Co');
  });

  test('is not sent with a link to a script, however the value hides it', () => {
    for (const url of [
      'javascript:alert(1)',
      ' JavaScript:alert(1)',
      '\u0001javascript:alert(1)',
      'data:text/html,x',
    ]) {
      const outcome = send(
        mail({ html: '<a href="{{ lead.fields.url }}">x</a>' }),
        lead({ fields: { url } }),
      );
      assert.equal(outcome.kind, 'broken');
    }
    const hidden = send(
      mail({ html: '<a href="{{ lead.fields.url }}">x</a>' }),
      lead({ fields: { url: 'java\tscript:alert(1)' } }),
    );
    assert.ok(hidden.kind === 'rendered' && hidden.html?.includes('java script:'));
    const sound = send(
      mail({ html: '<a href="{{ lead.fields.url }}">x</a>' }),
      lead({ fields: { url: 'https://x.fr/?a=1&b=2' } }),
    );
    assert.equal(sound.kind === 'rendered' && sound.html, '<a href="https://x.fr/?a=1&amp;b=2">x</a>');
  });
});

describe('a subject', () => {
  const subjectOf = (subject: string, variables = jo) => {
    const outcome = send(mail({ subject, text: 'x' }), variables);
    return outcome.kind === 'rendered' ? outcome.subject : outcome;
  };

  test('is one trimmed line, unescaped', () => {
    assert.equal(subjectOf('  For {{ sender.signature }} \n'), 'For Ana Acme & Co');
  });

  test('never carries a control character or a line break', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary-ascii' }),
        fc.string({ unit: 'binary-ascii' }),
        (firstName, title) => {
          const subject = subjectOf('x {{ lead.firstName }} {{ lead.title }}', lead({ firstName, title }));
          if (typeof subject === 'string') assert.doesNotMatch(subject, /[\p{Cc}\u2028\u2029]/u);
        },
      ),
    );
  });

  test('that comes out empty is not sent', () => {
    assert.equal(send(mail({ subject: '{% if lead.title %}x{% endif %}', text: 'x' })).kind, 'broken');
  });

  test('D6: is left to the thread where the template has none', () => {
    const outcome = send(mail({ subject: undefined, text: 'x' }));
    assert.equal(outcome.kind === 'rendered' && outcome.subject, undefined);
  });
});

describe('a text that cannot be sent', () => {
  const broken: [rule: string, template: Template][] = [
    ['is an SMS over 1,600 characters', sms('{% for i in (1..801) %}ab{% endfor %}')],
    ['is one that comes out empty', sms('{% if lead.title %}x{% endif %}')],
    ['is a mail of empty paragraphs', mail({ html: '<p>&nbsp;</p>', text: '' })],
    ['reads the clock', sms('{{ "now" | date: "%Y" }}')],
    [
      'loops beyond measure',
      sms('{% for i in (1..90000) %}{% for j in (1..90000) %}x{% endfor %}{% endfor %}'),
    ],
    ['asks for a range beyond measure', sms('{% for i in (1..99999999) %}x{% endfor %}')],
    ['includes a file', sms('x {% include "/etc/passwd" %}')],
    ['renders a file', sms('x {% render "/etc/passwd" %}')],
    ['is not sound Liquid', sms('{% if %}')],
  ];
  for (const [rule, template] of broken) {
    test(rule, () => assert.equal(send(template).kind, 'broken'));
  }

  test('says why', () => {
    assert.deepEqual(send(sms('{% for i in (1..801) %}ab{% endfor %}')), {
      kind: 'broken',
      problem: 'The SMS has 1602 characters for this lead, 1600 at most.',
    });
  });

  test('leaves dates of the lead to be formatted in UTC', () => {
    const due = lead({ fields: { due: '2027-03-28' } });
    assert.equal(textOf('{{ lead.fields.due | date: "%d/%m/%Y" }}', due), '28/03/2027');
  });
});
