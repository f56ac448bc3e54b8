import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { render } from '#shared/domain/templates/render.ts';
import { jo, lead, mail, missing, send, sms, textOf } from '#test/support/templates.ts';

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
