import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cleanHtml, prepareTemplate } from '#shared/domain/templates/prepare-template.ts';
import { parse } from '#shared/domain/templates/liquid.ts';
import { render } from '#shared/domain/templates/render.ts';
import { lead, mail } from '#test/support/templates.ts';

const problems = (html: string) => {
  const prepared = prepareTemplate({ kind: 'mail', name: 'Intro', subject: 'Hello', fallbacks: {}, html });
  return prepared.kind === 'invalid' ? prepared.problems : [];
};
const many = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join('');

const tooMuch: [rule: string, html: string, message: RegExp][] = [
  [
    'of more than 500 variables and tags',
    '{{lead.email}}'.repeat(501),
    /501 variables and tags, 500 at most/,
  ],
  ['of more than 20,000 characters of them', `{{ lead.email ${'| upcase '.repeat(2_500)}}}`, /20000 at most/],
  [
    'whose tags lie more than 100 deep',
    `${'<div>'.repeat(30_000)}x`,
    /lie 30000 deep in each other, 100 at most/,
  ],
  ['whose brackets lie too deep', `{{ ${'('.repeat(1_900)} }}`, /./],
];

describe('a template that would take too much', () => {
  for (const [rule, html, message] of tooMuch)
    test(`D8: is refused ${rule}, by its field`, () => {
      const [problem] = problems(html);
      assert.deepEqual(problem?.path, ['html']);
      assert.match(problem.message, message);
    });

  test('D8: HTML that a person wrote is refused alike', () => {
    assert.match(JSON.stringify(cleanHtml('<div>'.repeat(2_500))), /2500 deep/);
  });

  test('D8: brackets too deep in each other are a problem of a stored template, too', () => {
    const html = `{{ ${'lead['.repeat(30_000)} }}`;
    const outcome = render(mail({ html, text: 'x' }), lead({}), { mode: 'send' });
    assert.equal(outcome.kind, 'broken');
  });

  test('words that hide Liquid are told from those of the author, however many', () => {
    const own = `<p>liquid0x0q LIQUID1 ${many(2_000, (n) => `liquid${n} `)}${'z'.repeat(1_000)}</p>`;
    const prepared = prepareTemplate({
      ...{ kind: 'mail', name: 'Intro', subject: 'Hello', fallbacks: {} },
      html: `${own}<p>{{ lead.email }}</p>`,
    });
    assert.equal(prepared.kind === 'prepared' ? prepared.html : undefined, `${own}<p>{{ lead.email }}</p>`);
  });
});

describe('texts that were parsed', () => {
  test('name each variable once, however many there are', () => {
    const text = many(1_000, (n) => `{{lead.fields.f${n}}}${'-'.repeat(170)}`);
    assert.equal(parse(text, 'plain').variables.length, 1_000);
    const { variables } = parse('{{lead.email}}{{ lead.email }}{% if lead.title %}{% endif %}', 'plain');
    assert.deepEqual(variables, [
      ['lead', 'email'],
      ['lead', 'title'],
    ]);
  });

  test('are kept by their length: small ones stay, and large ones make room', () => {
    const small = parse('Hello {{ lead.firstName }}', 'plain');
    assert.equal(parse('Hello {{ lead.firstName }}', 'plain').nodes, small.nodes);
    const large = 'x'.repeat(190_000);
    const first = parse(large, 'plain');
    for (let n = 0; n < 3; n += 1) parse(`${n}${large}`, 'plain');
    assert.notEqual(parse(large, 'plain').nodes, first.nodes);
  });
});
