import { enrollmentIdParts } from '../../domain/kernel/enrollment-id.ts';
import { enrollmentOfMessage, type SentMessage } from '../../domain/core/sent-message.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Store } from '../../ports/store.ts';
import { readLead } from '../leads/list-leads.ts';
import { isKept } from './list-messages.ts';

type Ports = { store: Pick<Store, 'sentMessages' | 'leads' | 'users'> };

/** A mail or text as it went out (F9), if the caller can access its lead and its words are kept. */
export async function readMessage(
  { store }: Ports,
  { caller, id, now }: { caller: Caller; id: string; now: Instant },
): Promise<{ kind: 'read'; item: SentMessage } | Refusal> {
  const { enrollmentId } = enrollmentOfMessage(id);
  const [found, item] = await Promise.all([
    readLead({ store }, { caller, id: enrollmentIdParts(enrollmentId).leadId }),
    store.sentMessages.get(caller.organisation, id),
  ]);
  if (found.kind !== 'read') return found;
  return item === undefined || !isKept(item, now)
    ? { kind: 'not-found', what: 'message', id }
    : { kind: 'read', item };
}
