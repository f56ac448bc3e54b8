import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { regularExpressions, type Found } from '#test/support/regular-expressions.ts';

/**
 * Seconds that an expression may take for all its texts of 200,000 characters. One that looks at each character a few
 * times takes some hundredths; one whose time grows with the square takes minutes, also on a machine that is fast.
 */
const MOST_SECONDS = 20;

/** Expressions put together at run time, and why none of them can take long. */
const madeAtRunTime: Record<string, string> = {
  'shared/contracts/api/ids.ts': 'a length in a form without repetitions side by side',
  'shared/domain/inbound/return-date.ts': 'reads 3,000 characters at most',
  'shared/domain/inbound/stated-date.ts': 'reads 3,000 characters at most',
  'shared/domain/sending-domains/sending-domain.ts': 'is asked of 200 characters at most',
};

/** Expressions that are given no more than so many characters, by the file and what they begin with. */
const bounded: Record<string, number> = {
  'functions/public/unsubscribe.ts /name="?List-Unsubscribe': 2_000,
};
const LENGTH = 200_000;

function lengthFor({ file, source = '' }: Found): number {
  const known = Object.keys(bounded).find((begin) => `${file} /${source}`.startsWith(begin));
  return known === undefined ? LENGTH : (bounded[known] ?? LENGTH);
}

/** Matches expressions one after the other, each in time. @returns places of those that were not */
async function tooSlow(expressions: readonly Found[], seconds = MOST_SECONDS): Promise<string[]> {
  const slow: string[] = [];
  let worker = await matcher();
  for (const expression of expressions) {
    const { at, source, flags } = expression;
    const done = once(worker, 'message');
    worker.postMessage({ source, flags, length: lengthFor(expression) });
    const { promise: late, resolve } = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => resolve('late'), seconds * 1000);
    if ((await Promise.race([done, late])) === 'late') {
      slow.push(`${at} /${source ?? ''}/${flags}`);
      await worker.terminate();
      worker = await matcher();
    }
    clearTimeout(timer);
  }
  await worker.terminate();
  return slow;
}

async function matcher(): Promise<Worker> {
  const worker = new Worker(new URL('../support/match-worker.ts', import.meta.url));
  await once(worker, 'message');
  return worker;
}

describe('regular expressions', () => {
  test('D8: none takes time that grows faster than the text, on 200,000 characters of its worst kind', async () => {
    const written = (await regularExpressions()).filter(({ source }) => source !== undefined);
    assert.ok(written.length > 100, `${written.length} found`);
    const slow = await tooSlow(written);
    assert.deepEqual(slow, []);
  });

  test('a quadratic one would be found', async () => {
    const at = { file: '', flags: '' };
    const slow = [String.raw`\bsrc\s*=\s*["']?\s*x`, String.raw`-+$`, String.raw`\{\{.*?\}\}`];
    const expressions = slow.map((source) => ({ ...at, at: source, source }));
    const found = await tooSlow(expressions, 2);
    assert.equal(found.length, slow.length);
  });

  test('those put together at run time are known', async () => {
    const made = (await regularExpressions()).filter(({ source }) => source === undefined);
    assert.deepEqual(
      [...new Set(made.map(({ file }) => file))].toSorted(),
      Object.keys(madeAtRunTime).toSorted(),
    );
  });
});
