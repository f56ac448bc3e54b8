import { withoutInvitation } from '../../domain/contact-intervals/contact-ledger.ts';
import type { Effect } from '../../domain/core/effects.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';
import type { Performed } from '../core/work.ts';

type Ports = { store: Pick<Store, 'contactIntervals'> };
type Note = Extract<Effect, { kind: 'note-invitation' }>;

/**
 * Notes that an address is invited, before the invitation is claimed (C3, C4). `conflict`: another worker has noted
 * something of it since it was read, so that it has to be decided again.
 */
export async function noteInvitation(
  { store }: Ports,
  { organisation }: Enrollment,
  { address, revision, invitations }: Note,
): Promise<Performed> {
  const ledger = { organisation, id: address, revision: revision + 1, invitations: [...invitations] };
  const written = await store.contactIntervals.put(ledger, revision === 0 ? 'absent' : revision);
  return written === 'written' ? 'done' : 'conflict';
}

/** Takes back the note of an invitation that another change of its enrollment came before. */
export async function withdrawInvitation(
  { store }: Ports,
  { organisation, id }: Enrollment,
  { address }: Note,
): Promise<void> {
  await change(store.contactIntervals, { organisation, id: address }, (ledger) => {
    if (ledger === undefined) return 'unchanged';
    const invitations = withoutInvitation(ledger.invitations, id);
    return invitations.length === ledger.invitations.length
      ? 'unchanged'
      : { write: { ...ledger, invitations } };
  });
}
