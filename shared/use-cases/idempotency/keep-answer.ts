import {
  answerExpiry,
  answerOfRequest,
  isKept,
  type KeptAnswer,
} from '../../domain/idempotency/kept-answer.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';

type Ports = { store: Pick<Store, 'idempotencyKeys' | 'requests'> };

/** The answer that is kept for a key, by this release or by 0.2.0. */
export async function readAnswer(
  { store }: Ports,
  { organisation, id }: Pick<KeptAnswer, 'organisation' | 'id'>,
  now: Instant,
): Promise<KeptAnswer | undefined> {
  const [kept, request] = await Promise.all([
    store.idempotencyKeys.get(organisation, id),
    store.requests.get(organisation, id),
  ]);
  return [kept, request && answerOfRequest(request)].find((each) => each && isKept(each, now));
}

/** Keeps the answer to a request for a day. Of several at once the first is kept: the one that is, is returned. */
export async function keepAnswer(
  { store }: Ports,
  { organisation, id, fingerprint, answer }: Omit<KeptAnswer, 'revision' | 'expiresAt'>,
  now: Instant,
): Promise<KeptAnswer> {
  const kept = await change(
    store.idempotencyKeys,
    { organisation, id, gather: () => store.requests.get(organisation, id) },
    (before, request) => {
      if (before !== undefined && isKept(before, now)) return { refuse: before };
      if (request !== undefined && isKept(request, now)) return { write: answerOfRequest(request) };
      return { write: { organisation, id, fingerprint, answer, expiresAt: answerExpiry(now) } };
    },
  );
  return kept.kind === 'written' ? kept.item : kept.why;
}
