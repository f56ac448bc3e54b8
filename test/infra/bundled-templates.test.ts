import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { filters, tags } from 'liquidjs';
import { bundling } from '#infra/constructs/bundling.ts';
import { allowedFilters, allowedTags } from '#shared/domain/templates/allowed-liquid.ts';
import * as whole from '#shared/domain/templates/liquid.ts';

type Liquid = Pick<typeof whole, 'parse' | 'fill' | 'parseProblem'>;
const contents = `export { parse, fill, parseProblem } from '#shared/domain/templates/liquid.ts';`;
const folder = mkdtempSync(join(tmpdir(), 'relance-templates-'));
let bundled: Liquid;

before(async () => {
  const outfile = join(folder, 'liquid.mjs');
  await build({ ...bundling, stdin: { contents, resolveDir: process.cwd() }, outfile });
  bundled = (await import(pathToFileURL(outfile).href)) as Liquid;
});
after(() => rmSync(folder, { recursive: true }));

const scope = { name: ' Élise Martin ', day: '2027-03-15', list: ['b', 'a', 'b'], n: -7.5, none: '' };
const filled = ({ parse, fill, parseProblem }: Liquid, text: string): string => {
  try {
    return fill(parse(text, 'html'), 'html', scope, (names) => `[${names.join()}]`);
  } catch (error) {
    return parseProblem(error);
  }
};

const byTag: Record<string, string> = {
  if: '{% if n > 0 %}a{% elsif name contains "Martin" %}b{% else %}c{% endif %}',
  unless: '{% unless none == blank %}a{% else %}b{% endunless %}',
  case: '{% case day %}{% when "2027-03-15" %}a{% else %}b{% endcase %}',
  for: '{% for each in list reversed limit: 2 %}{{ forloop.index }}{{ each }}{% else %}none{% endfor %}',
  break: '{% for i in (1..9) %}{{ i }}{% break %}{% endfor %}',
  continue: '{% for i in (1..9) %}{% continue %}{{ i }}{% endfor %}',
  assign: '{% assign a = name | strip | upcase %}{{ a }}',
  comment: 'a{% comment %}b{% endcomment %}c',
  raw: '{% raw %}{{ name }}{% endraw %}',
  '#': 'a{% # b %}c',
};

describe('templates in a bundle', () => {
  test('each tag does what it does outside', () => {
    assert.deepEqual(Object.keys(byTag).sort(), allowedTags.toSorted());
    for (const [tag, text] of Object.entries(byTag)) {
      assert.equal(filled(bundled, text), filled(whole, text), tag);
      assert.ok(!filled(whole, text).includes('use one of'), tag);
    }
  });

  test('each filter does what it does outside', () => {
    for (const filter of allowedFilters) {
      for (const value of ['name', 'day', 'list', 'n', 'none', 'unknown']) {
        for (const given of ['', ': 2', ': "a"', ': "%d %B %Y"', ': "b", "<c>"', ': 4, "…"']) {
          const text = `{{ ${value} | ${filter}${given} }}`;
          assert.equal(filled(bundled, text), filled(whole, text), text);
          assert.ok(!filled(whole, text).includes('undefined filter'), text);
        }
      }
    }
  });

  test('what templates may not use is refused in the same words', () => {
    const texts = [
      ...Object.keys(tags)
        .filter((tag) => !allowedTags.includes(tag))
        .map((tag) => `{% ${tag} "a" %}`),
      ...Object.keys(filters)
        .filter((filter) => !allowedFilters.includes(filter))
        .map((filter) => `{{ name | ${filter} }}`),
    ];
    assert.ok(texts.includes('{% include "a" %}') && texts.includes('{{ name | sample }}'));
    for (const text of texts) {
      assert.match(filled(whole, text), /use one of/);
      assert.equal(filled(bundled, text), filled(whole, text), text);
    }
  });
});
