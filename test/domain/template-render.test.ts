import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { render } from '#shared/domain/template/render.ts';
import type { Template } from '#shared/domain/template/template.ts';
import { templateVariables, type TemplateVariables } from '#shared/domain/template/template-variables.ts';

const mail = (over: Partial<Template>): Template => ({
  organisation: 'acme',
  id: 'intro',
  revision: 1,
  kind: 'mail',
  name: 'Intro',
  subject: 'Hello',
  fallbacks: {},
  ownerId: 'ana',
  shared: true,
  createdAt: '2027-01-01T00:00:00.000Z',
  ...over,
});
const sms = (text: string, fallbacks: Record<string, string> = {}) =>
  mail({ kind: 'sms', subject: undefined, text, fallbacks });
const lead = (values: TemplateVariables['lead']): TemplateVariables => ({
  lead: values,
  account: { name: 'Globex' },
  sender: { name: 'Ana Pop', email: 'ana@acme.fr', signature: 'Ana\nAcme & Co' },
  organisation: { name: 'Acme', address: '1 rue X\n75001 Paris' },
});
const jo = lead({
  firstName: 'Jo',
  fields: { sector: 'steel', 'code client': 'X1', tags: 'a,b', blank: '  ' },
});
const send = (template: Template, variables = jo) => render(template, variables, { mode: 'send' });
const textOf = (text: string, variables = jo, fallbacks: Record<string, string> = {}) => {
  const outcome = send(sms(text, fallbacks), variables);
  return outcome.kind === 'rendered' ? outcome.text : outcome;
};
const missing = (...variables: string[]) => ({ kind: 'missing', variables });

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

describe('a missing variable', () => {
  const holes: [rule: string, text: string, outcome: unknown][] = [
    ['is named instead of leaving a hole', 'Hi {{ lead.title }}', missing('lead.title')],
    ['counts when it is blank', 'Hi {{ lead.fields.blank }}', missing('lead.fields.blank')],
    ['counts when it was never heard of', 'Hi {{ lead.fields.none }}', missing('lead.fields.none')],
    [
      'is named once, with the others in order',
      '{{ lead.title }}{{ lead.phone }}{{ lead.title }}',
      missing('lead.phone', 'lead.title'),
    ],
    ['is filled by the default filter', 'Hi {{ lead.title | default: "you" }}', 'Hi you'],
    [
      'is filled by a default that is another variable',
      'Hi {{ lead.title | default: lead.firstName }}',
      'Hi Jo',
    ],
    [
      'is named with the default that is missing too',
      '{{ lead.title | default: lead.phone }}',
      missing('lead.phone', 'lead.title'),
    ],
    ['is filled by a default after other filters', 'Hi {{ lead.title | upcase | default: "you" }}', 'Hi you'],
    ['counts when its default is empty', 'Hi {{ lead.title | default: "" }}', missing('lead.title')],
    ['passes through filters', '{{ lead.title | upcase | append: "!" }}', missing('lead.title')],
    ['counts as argument of a filter', '{{ "Dear " | append: lead.title }}', missing('lead.title')],
    ['does not matter as a default that is not needed', '{{ lead.firstName | default: lead.title }}', 'Jo'],
    ['is false in a condition', 'Hi{% if lead.title %} {{ lead.title }}{% else %} you{% endif %}', 'Hi you'],
    ['is false when it is blank', 'Hi{% if lead.fields.blank %} {{ lead.fields.blank }}{% endif %}', 'Hi'],
    [
      'may be compared',
      'Hi{% if lead.title == "CEO" or lead.title contains "C" or lead.phone > 3 %}!{% endif %}',
      'Hi',
    ],
    ['may be chosen by', 'Hi {% case lead.title %}{% when "CEO" %}boss{% else %}you{% endcase %}', 'Hi you'],
    ['is told apart by unless', '{% unless lead.title %}no title{% endunless %}', 'no title'],
    [
      'does not count in a branch that is not taken',
      'Hi{% if lead.firstName == "Al" %}{{ lead.title }}{% endif %}',
      'Hi',
    ],
    [
      'counts in a branch that is taken',
      'Hi{% if lead.firstName %}{{ lead.title }}{% endif %}',
      missing('lead.title'),
    ],
    [
      'keeps its name through an assignment',
      '{% assign t = lead.title | upcase %}{{ t }}',
      missing('lead.title'),
    ],
    ['does not count when assigned and not printed', '{% assign t = lead.title %}Hi', 'Hi'],
    [
      'makes an empty loop',
      'Hi{% assign tags = lead.title | split: "," %}{% for t in tags %}{{ t }}{% endfor %}',
      'Hi',
    ],
    [
      'keeps its name in a part of it',
      '{% assign t = lead.title | split: "," %}{{ t[0] }}',
      missing('lead.title'),
    ],
    ['counts inside a loop', '{% for i in (1..3) %}{{ lead.title }}{% endfor %}', missing('lead.title')],
    [
      'counts when a filter leaves nothing of it',
      'Hi {{ lead.firstName | remove: "Jo" }}',
      missing('lead.firstName'),
    ],
  ];
  for (const [rule, text, outcome] of holes) {
    test(`D8: ${rule}`, () => assert.deepEqual(textOf(text), outcome));
  }

  test('D8: takes the fallback of the template, as plain text and everywhere', () => {
    const fallbacks = { 'lead.title': '{{ you }}', 'lead.fields.none': 'none' };
    assert.equal(textOf('{{ lead.title }} {{ lead.fields.none | upcase }}', jo, fallbacks), '{{ you }} NONE');
    assert.equal(textOf('{% if lead.title %}yes{% endif %}', jo, fallbacks), 'yes');
  });

  test('D8: is not helped by a blank fallback, nor a value by a fallback', () => {
    assert.deepEqual(textOf('{{ lead.title }}', jo, { 'lead.title': ' ' }), missing('lead.title'));
    assert.equal(textOf('{{ lead.firstName }}', jo, { 'lead.firstName': 'you' }), 'Jo');
  });

  test('D8: is found in subject, HTML and text alike', () => {
    const template = mail({
      subject: '{{ lead.title }}',
      html: '<p>{{ lead.lastName }}</p>',
      text: '{{ lead.phone }}',
    });
    assert.deepEqual(send(template), missing('lead.lastName', 'lead.phone', 'lead.title'));
  });

  test('D8: is marked in the preview and listed beside it', () => {
    const template = mail({
      subject: 'For {{ lead.title }}',
      html: '<p>{{ lead.firstName }} {{ lead.lastName }}</p>',
      text: 'Hi',
    });
    assert.deepEqual(render(template, jo, { mode: 'preview' }), {
      kind: 'rendered',
      subject: 'For [lead.title]',
      html: '<p>Jo [lead.lastName]</p>',
      text: 'Hi',
      missing: ['lead.lastName', 'lead.title'],
    });
  });

  test('D8: never leaves a hole, whatever the lead has', () => {
    const value = fc.option(fc.constantFrom('', ' ', '\t\n', 'Jo', '0', '<b>'), { nil: undefined });
    fc.assert(
      fc.property(value, value, value, (firstName, title, sector) => {
        const text = '<{{ lead.firstName }}|{{ lead.title | upcase }}|{{ lead.fields.sector | append: "" }}>';
        const outcome = send(sms(text), lead({ firstName, title, fields: { sector } }));
        if (outcome.kind === 'rendered') assert.match(outcome.text, /^<[^|]*\S[^|]*\|[^|]*\S[^|]*\|.*\S.*>$/);
        else assert.equal(outcome.kind, 'missing');
      }),
    );
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
