import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { fitAnswer, MOST_ANSWER_BYTES } from '#functions/api/fit-answer.ts';
import { operations } from '#shared/contracts/api/operations.ts';
import { withinAnswer } from '#shared/use-cases/enrollments/within-answer.ts';
import type { As } from '#test/support/api.ts';
import { withEverything } from '#test/support/api-with-sequence.ts';

/** As a function hands over an answer: its body is a text within JSON. */
const handedOver = (body: unknown) => Buffer.byteLength(JSON.stringify(JSON.stringify(body)));

/** Every page of a list of templates, asked for with the cursor of the one before. */
async function pagesOf(as: As, limit: string) {
  const pages: { items: { id: string }[] }[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit, ...(cursor !== undefined && { cursor }) };
    const { status, body } = await as('GET', '/v1/templates', { query });
    assert.equal(status, 200);
    pages.push(body);
    cursor = body.cursor;
  } while (cursor !== undefined);
  return pages;
}

describe('answers', () => {
  test('F4: pages of a list end at 4 MB as they are handed over, and the cursor goes on from there', async () => {
    const { admin, ports } = await withEverything();
    const hello = await ports.store.templates.get('acme', 'hello');
    assert.ok(hello?.kind === 'mail');
    // Every character takes four bytes on its way: escaped in the template's text, and again in the answer.
    const html = '"'.repeat(190_000);
    const ids = Array.from({ length: 30 }, (_, index) => `t${String(index).padStart(2, '0')}`);
    for (const id of ids) await ports.store.templates.put({ ...hello, id, revision: 1, html }, 'absent');
    const pages = await pagesOf(admin, '100');
    assert.deepEqual(
      pages.flatMap(({ items }) => items.map(({ id }) => id)),
      ['hello', ...ids],
    );
    for (const page of pages) assert.ok(handedOver(page) <= MOST_ANSWER_BYTES);
    assert.ok(pages.length < 12, 'pages are as long as they may be');
  });

  test('F4: a page that is short is asked for once', async () => {
    let asked = 0;
    await fitAnswer(operations.listTemplates, 50, async () => {
      asked += 1;
      return { body: 'x'.repeat(3_000_000), items: 50 };
    });
    assert.equal(asked, 1);
  });

  test('F4: an answer that is no page is refused when it is too long, with what to do', async () => {
    await assert.rejects(
      fitAnswer(operations.makeForecast, undefined, async () => ({ body: 'x'.repeat(4_000_000) })),
      {
        problem: {
          kind: 'conflict',
          detail:
            'The answer is longer than 4000000 bytes. Ask for fewer leads, or make a job of kind “forecast”.',
        },
      },
    );
    await assert.rejects(
      fitAnswer(operations.listTemplates, 50, async () => ({ body: 'x'.repeat(4_000_000), items: 1 })),
      { problem: { kind: 'conflict', detail: 'The answer is longer than 4000000 bytes.' } },
    );
  });

  test('F4: what was done is answered without the warnings that no longer fit', () => {
    const results = Array.from({ length: 1000 }, (_, index) => ({
      leadId: String(index),
      warnings: ['w'.repeat(4_000)],
    }));
    const told = withinAnswer(results);
    assert.ok(handedOver(told) < MOST_ANSWER_BYTES);
    assert.deepEqual(told[0], results[0]);
    assert.deepEqual(told[999], { leadId: '999' });
  });
});
