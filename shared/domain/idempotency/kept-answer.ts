import * as z from 'zod/mini';
import { cutText } from '../kernel/cut-text.ts';
import type { Instant } from '../kernel/instant.ts';
import { text, number } from '../kernel/shapes.ts';
import { epochSeconds } from '../time/instants.ts';
import type { StoredRequest } from './stored-request.ts';

/** The answer to a request with an `Idempotency-Key`, so that the request repeated is answered alike. */
export const keptAnswer = z.object({
  organisation: text,
  /** Made of the caller and the key. */
  id: text,
  revision: number,
  /** Made of what was asked, so that another request with the same key is told apart. */
  fingerprint: text,
  /** The answer, or as much of it as one item takes. */
  answer: text,
  /** Ids of the items that hold the rest, in order. */
  further: z.optional(z.array(text)),
  /** In seconds of Unix time. */
  expiresAt: number,
});
export type KeptAnswer = z.output<typeof keptAnswer>;

/** Characters of an answer in one item: three bytes each at most, of the 400 KB that an item takes. */
const PIECE_CHARACTERS = 100_000;

/** An answer cut into what single items take, in order; one at least. */
export function piecesOf(answer: string): string[] {
  const pieces: string[] = [];
  let left = answer;
  do {
    const piece = cutText(left, PIECE_CHARACTERS);
    pieces.push(piece);
    left = left.slice(piece.length);
  } while (left !== '');
  return pieces;
}

/** How long an answer is kept, in seconds: a client that repeats a request does so within minutes, or by hand the same day. */
const KEPT_SECONDS = 24 * 60 * 60;

/** Until when an answer that is given now is kept. */
export function answerExpiry(now: Instant): number {
  return epochSeconds(now) + KEPT_SECONDS;
}

/** Whether an answer still counts; the database drops it some time after. */
export function isKept({ expiresAt }: Pick<KeptAnswer, 'expiresAt'>, now: Instant): boolean {
  return expiresAt > epochSeconds(now);
}

/** An answer that release 0.2.0 kept. */
export function answerOfRequest({ body, status: _, ...kept }: StoredRequest): KeptAnswer {
  return { ...kept, answer: body };
}
