import type { Instant } from '../../domain/kernel/instant.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store } from '../../ports/store.ts';
import { keepAnswer } from '../idempotency/keep-answer.ts';

type Ports = { store: Pick<Store, 'idempotencyKeys' | 'requests'>; ids: Ids };

/**
 * The id of the job that a request makes: with a `key`, for a day that of the job that it made before. Undefined: the key
 * was another request's. `asked`: what tells requests apart.
 */
export async function jobIdOfRequest(
  ports: Ports,
  request: { caller: Caller; asked: readonly unknown[]; key: string | undefined; now: Instant },
): Promise<string | undefined> {
  const { caller, asked, key, now } = request;
  const { organisation, userId } = caller;
  const fresh = ports.ids.next();
  if (key === undefined) return fresh;
  const id = ports.ids.of(`${organisation} ${userId} ${key}`);
  const fingerprint = ports.ids.hash(JSON.stringify(asked));
  const kept = await keepAnswer(ports, { organisation, id, fingerprint, answer: fresh }, now);
  return kept.fingerprint === fingerprint ? kept.answer : undefined;
}
