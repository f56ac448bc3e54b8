import {
  answerExpiry,
  answerOfRequest,
  isKept,
  piecesOf,
  type KeptAnswer,
} from '../../domain/idempotency/kept-answer.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { change } from '../../ports/change.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store } from '../../ports/store.ts';

type Ports = { store: Pick<Store, 'idempotencyKeys' | 'requests'>; ids: Pick<Ids, 'hash'> };

/** A request that is answered, by what it asked, and its whole answer, however long. */
type Answered = Pick<KeptAnswer, 'fingerprint' | 'answer'>;

/** The answer that is kept for a key, by this release or by 0.2.0. */
export async function readAnswer(
  { store }: Pick<Ports, 'store'>,
  { organisation, id }: Pick<KeptAnswer, 'organisation' | 'id'>,
  now: Instant,
): Promise<Answered | undefined> {
  const [kept, request] = await Promise.all([
    store.idempotencyKeys.get(organisation, id),
    store.requests.get(organisation, id),
  ]);
  const found = [kept, request && answerOfRequest(request)].find((each) => each && isKept(each, now));
  return found && wholeOf(store, found);
}

/**
 * Keeps the answer to a request for a day. Of several at once the first is kept: the one that is, is returned. One too
 * long for an item is kept in pieces, and named by its first item only once all of them are there (F4).
 */
export async function keepAnswer(
  { store, ids }: Ports,
  { organisation, id, fingerprint, answer }: Pick<KeptAnswer, 'organisation' | 'id'> & Answered,
  now: Instant,
): Promise<Answered> {
  const expiresAt = answerExpiry(now);
  const [first = '', ...further] = piecesOf(answer);
  const digest = ids.hash(answer);
  // By what is in it: two answers at once, or a try again after a crash, never mix.
  const pieces = further.map((piece, index) => ({
    organisation,
    id: `${id}.${digest}.${index + 1}`,
    fingerprint,
    answer: piece,
    expiresAt,
  }));
  await Promise.all(
    pieces.map((piece) =>
      change(store.idempotencyKeys, { organisation, id: piece.id }, (before) =>
        before !== undefined && before.expiresAt >= expiresAt ? 'unchanged' : { write: piece },
      ),
    ),
  );
  const kept = await change(
    store.idempotencyKeys,
    { organisation, id, gather: () => store.requests.get(organisation, id) },
    (before, request) => {
      if (before !== undefined && isKept(before, now)) return { refuse: before };
      if (request !== undefined && isKept(request, now)) return { write: answerOfRequest(request) };
      const own = { organisation, id, fingerprint, answer: first, expiresAt };
      return { write: pieces.length === 0 ? own : { ...own, further: pieces.map((piece) => piece.id) } };
    },
  );
  return wholeOf(store, kept.kind === 'written' ? kept.item : kept.why);
}

async function wholeOf(
  store: Ports['store'],
  { organisation, fingerprint, answer, further = [] }: KeptAnswer,
): Promise<Answered> {
  if (further.length === 0) return { fingerprint, answer };
  const pieces = new Map(
    (await store.idempotencyKeys.getMany(organisation, further)).map((piece) => [piece.id, piece.answer]),
  );
  return { fingerprint, answer: answer + further.map((id) => pieceOf(pieces, id)).join('') };
}

function pieceOf(pieces: ReadonlyMap<string, string>, id: string): string {
  const piece = pieces.get(id);
  if (piece === undefined) throw new Error(`The piece ${id} of a kept answer is missing.`);
  return piece;
}
