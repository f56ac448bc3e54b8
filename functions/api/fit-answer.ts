import type { Operation } from '#shared/contracts/api/operation.ts';
import { ProblemError } from '../runtime/problem-error.ts';

/**
 * Longest body that is answered, in bytes as the function hands it over: within the JSON of its answer, of which Lambda
 * takes 6 MB. Beyond that the caller would get a bare 500 of API Gateway.
 */
export const MOST_ANSWER_BYTES = 4_000_000;

/** Bytes of a body within the JSON of an answer, its quotes escaped there. */
function handedOver(body: string): number {
  return Buffer.byteLength(JSON.stringify(body));
}

/** A body written out, and how many items it lists; undefined: it is no page of a list. */
export type Written = { body: string; items?: number | undefined };

/**
 * An answer that fits: the one place where pages are cut. A page that is too long is asked for again with fewer items,
 * so that the list itself makes the cursor by which the rest is got. What is no page, or a page of one item, is refused.
 *
 * @param ask makes the answer, of `limit` items at most where it is a page; it may be called more than once, so only
 *   reading answers with pages.
 * @throws ProblemError (409)
 */
export async function fitAnswer<Made extends Written>(
  operation: Operation,
  limit: number | undefined,
  ask: (limit: number | undefined) => Promise<Made>,
): Promise<Made> {
  for (let most = limit; ;) {
    const made = await ask(most);
    // Escaped, a character takes six bytes at most.
    const bytes = made.body.length * 6 <= MOST_ANSWER_BYTES ? 0 : handedOver(made.body);
    if (bytes <= MOST_ANSWER_BYTES) return made;
    const { items = 0 } = made;
    if (most === undefined || most <= 1 || items <= 1) throw new ProblemError(tooLong(operation));
    most = Math.max(1, Math.min(most - 1, Math.floor((items * MOST_ANSWER_BYTES) / bytes)));
  }
}

function tooLong({ tooLong: advice }: Operation) {
  const detail = `The answer is longer than ${MOST_ANSWER_BYTES} bytes.`;
  return { kind: 'conflict', detail: advice === undefined ? detail : `${detail} ${advice}` } as const;
}
