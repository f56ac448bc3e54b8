import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { prepareTemplate } from '#shared/domain/templates/prepare-template.ts';
import {
  validateTemplate,
  variablesOf,
  type TemplateDraft,
} from '#shared/domain/templates/validate-template.ts';

const mail = (over: Partial<TemplateDraft>): TemplateDraft => ({
  kind: 'mail',
  name: 'Intro',
  subject: 'Hello',
  fallbacks: {},
  ...over,
});
const sms = (text: string): TemplateDraft => mail({ kind: 'sms', subject: undefined, text });
const messagesOf = (draft: TemplateDraft) => validateTemplate(draft).map(({ message }) => message);
const pathsOf = (draft: TemplateDraft) => validateTemplate(draft).map(({ path }) => path.join('/'));

describe('a template may be saved', () => {
  const sound: [rule: string, draft: TemplateDraft][] = [
    ['as a mail of HTML', mail({ html: '<p>Hi {{ lead.firstName }}</p>' })],
    ['as a mail of text, without subject for replies', mail({ subject: undefined, text: 'Hi' })],
    ['as an SMS', sms('Hi {{ lead.fields.sector | default: "you" }}')],
    ['as a task', { ...sms('Call {{ lead.phone }}'), kind: 'task' }],
    [
      'with conditions, loops and own variables',
      sms(
        '{% assign t = lead.fields.tags | split: "," %}{% for x in t %}{% if x != "" %}{{ x }}{{ forloop.index }}{% endif %}{% endfor %}',
      ),
    ],
    [
      'with fallbacks',
      { ...sms('{{ lead.title }}'), fallbacks: { 'lead.title': 'you', 'lead.fields.a.b': 'x' } },
    ],
  ];
  for (const [rule, draft] of sound) test(rule, () => assert.deepEqual(validateTemplate(draft), []));
});

describe('a template is refused', () => {
  const refused: [rule: string, draft: TemplateDraft, paths: string[]][] = [
    ['without a name', { ...sms('x'), name: ' ' }, ['name']],
    ['as a mail without a body', mail({}), ['html']],
    ['as a mail with a blank subject', mail({ subject: ' ', text: 'x' }), ['subject']],
    ['with a subject over two lines', mail({ subject: 'a\r\nBcc: b', text: 'x' }), ['subject']],
    ['as an SMS without a text', sms(' '), ['text']],
    ['as an SMS with subject and HTML', { ...sms('x'), subject: 's', html: '<p>x</p>' }, ['subject', 'html']],
    ['as an SMS over 1,600 characters', sms('x'.repeat(1601)), ['text']],
    ['when it is too large to store', mail({ text: 'é'.repeat(150_001) }), ['text']],
    ['with an unknown root', sms('{{ contact.name }}'), ['text']],
    ['with an unknown name', sms('{{ lead.firstname }}'), ['text']],
    ['with a name that goes too deep', sms('{{ lead.email.size }}'), ['text']],
    ['with fields and no field', sms('{{ lead.fields }}'), ['text']],
    ['with a field known only when rendering', sms('{{ lead.fields[sender.name] }}'), ['text']],
    ['with an unknown variable in a condition', sms('x{% if lead.score > 3 %}y{% endif %}'), ['text']],
    ['with an unknown filter', sms('{{ lead.title | shout }}'), ['text']],
    ['with a filter that switches escaping off', sms('{{ lead.title | raw }}'), ['text']],
    ['with a tag that reads files', sms('x{% include "a" %}'), ['text']],
    ['with a tag left open', sms('x{% if lead.title %}y'), ['text']],
    ['with an output left open', sms('x{{ lead.title'), ['text']],
    [
      'with unknown variables in each part',
      mail({ subject: '{{ a }}', html: '{{ b }}', text: '{{ c }}' }),
      ['subject', 'html', 'text'],
    ],
    [
      'with a fallback for what is no variable',
      { ...sms('x'), fallbacks: { 'lead.nick': 'x' } },
      ['fallbacks/lead.nick'],
    ],
    ['with a blank fallback', { ...sms('x'), fallbacks: { 'lead.title': ' ' } }, ['fallbacks/lead.title']],
  ];
  for (const [rule, draft, paths] of refused) test(rule, () => assert.deepEqual(pathsOf(draft), paths));

  test('with what to write instead', () => {
    assert.deepEqual(messagesOf(sms('{{ contact.name }} {{ organisation.phone }}')), [
      '“contact.name” is not known: variables begin with lead., account., sender., organisation., survey., record.',
      '“organisation.phone” is not known: use organisation.name, organisation.address.',
    ]);
    assert.match(
      messagesOf(sms('a\n{{ lead.title | shout }}'))[0]!,
      /^undefined filter: shout \(line 2\): use one of default,/,
    );
    assert.match(
      messagesOf(sms('{% layout "a" %}'))[0]!,
      /^tag "layout" not found \(line 1\): use one of if,/,
    );
  });

  test('D8: and the line of what is not closed, once', () => {
    assert.deepEqual(messagesOf(sms('a\n{{ lead.firstName')), [
      'output "{{ lead.firstName" not closed (line 2).',
    ]);
  });
});

describe('the variables of a template', () => {
  test('are those of every part, once and in order, without its own', () => {
    const html =
      '{% assign n = account.name %}{% for i in (1..2) %}{{ n }}{{ i }}{% endfor %}{% if lead.title %}{% endif %}';
    const text = '{{ lead.fields["code client"] | default: sender.name }}';
    assert.deepEqual(variablesOf({ subject: '{{ lead.firstName }}{{ account.name }}', html, text }), [
      'account.name',
      'lead.fields.code client',
      'lead.firstName',
      'lead.title',
      'sender.name',
    ]);
  });
});

describe('the HTML of a saved mail', () => {
  const saved = (html: string, text?: string) => prepareTemplate(mail({ html, text }));
  const htmlOf = (html: string) => {
    const outcome = saved(html, 'x');
    assert.equal(outcome.kind, 'prepared');
    return outcome.html;
  };

  const cleaned: [rule: string, html: string, result: string][] = [
    ['loses scripts with their content', '<p>a</p><script>alert(1)</script>', '<p>a</p>'],
    ['loses style sheets', '<style>p{color:red}</style><p>a</p>', '<p>a</p>'],
    [
      'loses handlers',
      '<p onclick="x()">a</p><img src="https://x.fr/a.png" onerror="x()">',
      '<p>a</p><img src="https://x.fr/a.png" />',
    ],
    [
      'loses links to scripts',
      '<a href="javascript:alert(1)">a</a><a href="data:text/html,x">b</a>',
      '<a>a</a><a>b</a>',
    ],
    [
      'loses forms and frames',
      '<form action="https://x.fr"><input name="a">b</form><iframe src="https://x.fr"></iframe>',
      'b',
    ],
    [
      'loses the head of a document and keeps its body',
      '<!doctype html><html><head><title>t</title></head><body>a</body></html>',
      '<html><body>a</body></html>',
    ],
    ['loses comments', '<!-- a --><p>b</p>', '<p>b</p>'],
    [
      'keeps tables, images and inline style',
      '<table width="600"><tbody><tr><td style="color:red" colspan="2"><img src="cid:logo" alt="l" /></td></tr></tbody></table>',
      '<table width="600"><tbody><tr><td style="color:red" colspan="2"><img src="cid:logo" alt="l" /></td></tr></tbody></table>',
    ],
    [
      'keeps Liquid in text as it is',
      '<p>{% if lead.fields.n > "3" and lead.title %}{{ lead.title | append: "<&>" }}{% endif %}</p>',
      '<p>{% if lead.fields.n > "3" and lead.title %}{{ lead.title | append: "<&>" }}{% endif %}</p>',
    ],
    [
      'keeps Liquid in attributes',
      '<a href="https://x.fr/?n={{ lead.firstName | url_encode }}" style="color:{% if lead.title %}red{% else %}blue{% endif %}">a</a>',
      '<a href="https://x.fr/?n={{ lead.firstName | url_encode }}" style="color:{% if lead.title %}red{% else %}blue{% endif %}">a</a>',
    ],
    [
      'is cleaned inside raw blocks too',
      '{% raw %}{{ <script>alert(1)</script> }}{% endraw %}',
      '{% raw %}{{  }}{% endraw %}',
    ],
    [
      'is not fooled by quotes',
      '<p>{{ lead.title | append: "}}<script>" }}</p>',
      '<p>{{ lead.title | append: "}}<script>" }}</p>',
    ],
    [
      'is not fooled by words like its own marks',
      '<p>liquid0q liquidz {{ lead.title }}</p>',
      '<p>liquid0q liquidz {{ lead.title }}</p>',
    ],
  ];
  for (const [rule, html, result] of cleaned) test(rule, () => assert.equal(htmlOf(html), result));

  const lost: [rule: string, html: string][] = [
    ['inside a tag', '<p {% if lead.title %}class="a"{% endif %}>x</p>'],
    ['as name of a tag', '<{{ lead.title }}>x</p>'],
    ['inside a script', '<p>x</p><script>{{ lead.title }}</script>'],
    ['inside a comment', '<p>x</p><!-- {{ lead.title }} -->'],
  ];
  for (const [rule, html] of lost) {
    test(`is refused with Liquid ${rule}, where it would be lost`, () => {
      const outcome = saved(html, 'x');
      assert.equal(outcome.kind, 'invalid');
      assert.match(outcome.problems[0]!.message, /stands where it would be removed/);
    });
  }

  test('keeps no script and all its Liquid, whatever its tags', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<b',
      '>',
      '"',
      "'",
      '&',
      '&#123;',
      '{',
      '}',
      '{{ lead.title }}',
      '<!--',
      '-->',
      '<script>',
      '</script>',
      ' x ',
      '<a href="',
      'javascript:',
      '{% raw %}',
      '{% endraw %}',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const draft = pieces.join('');
        const outcome = saved(draft, 'x');
        if (outcome.kind === 'invalid' || outcome.html === undefined) return;
        assert.doesNotMatch(outcome.html, /<script|href="javascript/i);
        const countOf = (html: string): number => html.split('{{ lead.title }}').length;
        // Inside a raw block it is text like any other, and goes with the comment that it stands in.
        if (draft.includes('{% raw %}')) assert.ok(countOf(outcome.html) <= countOf(draft));
        else assert.equal(countOf(outcome.html), countOf(draft));
      }),
      { numRuns: 500 },
    );
  });
});

describe('the text part of a saved mail', () => {
  const textOf = (html: string, text?: string) => {
    const outcome = prepareTemplate(mail({ html, text }));
    assert.equal(outcome.kind, 'prepared');
    return outcome.textFromHtml;
  };

  test('is made from the HTML, its Liquid and links kept', () => {
    const html =
      '<h1>Hi {{ lead.firstName }}</h1><p>A &amp; B<br>{{ lead.title | default: "<x>" }}</p><ul><li>one</li></ul><p><a href="https://x.fr/{{ lead.fields.id }}">Look</a> <a href="https://x.fr">https://x.fr</a></p>';
    assert.equal(
      textOf(html),
      'Hi {{ lead.firstName }}\n\nA & B\n{{ lead.title | default: "<x>" }}\n\n * one\n\nLook (https://x.fr/{{ lead.fields.id }}) https://x.fr',
    );
  });

  test('is not made where the author gave one', () => {
    assert.equal(textOf('<p>Hi</p>', 'Hi'), undefined);
  });

  test('is not made for texts without HTML', () => {
    assert.deepEqual(prepareTemplate(sms('Hi')), { kind: 'prepared' });
  });
});
