import type { LeadId } from '../../domain/kernel/ids.ts';
import type { IncomingEvent } from '../../domain/incoming/incoming-event.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { change } from '../../ports/change.ts';
import { followEvent, type FollowPorts } from './follow-event.ts';

/** A person says whose a call or a booking is (B6): it counts as if it had been recognised. The same again changes nothing. */
export async function assignEvent(
  ports: FollowPorts,
  { caller, id, leadId, now }: { caller: Caller; id: string; leadId: LeadId; now: Instant },
): Promise<{ kind: 'assigned'; event: IncomingEvent } | Refusal> {
  const { organisation, userId: by } = caller;
  if ((await ports.store.leads.get(organisation, leadId)) === undefined) {
    return { kind: 'not-found', what: 'lead', id: leadId };
  }
  // It waits again, with the lead: should the work end here, the follower of the table does it.
  const changed = await change(ports.store.incomingEvents, { organisation, id }, (event) => {
    if (event === undefined) return { refuse: 'not-found' as const };
    if (isTakenBy(event, leadId)) return 'unchanged' as const;
    if (event.state.status !== 'unmatched') return { refuse: event.state.status };
    const state = { status: 'waiting' as const, tries: 0, assigned: { leadId, by } };
    return { write: { ...event, state } };
  });
  if (changed.kind === 'refused') {
    return changed.why === 'not-found'
      ? { kind: 'not-found', what: 'incoming event', id }
      : {
          kind: 'conflict',
          detail: `The event is ${changed.why}: only one that is unmatched can be assigned.`,
        };
  }
  const event = await followEvent(ports, { organisation, id }, now);
  return event === undefined
    ? { kind: 'not-found', what: 'incoming event', id }
    : { kind: 'assigned', event };
}

function isTakenBy({ state }: IncomingEvent, leadId: LeadId): boolean {
  if (state.status === 'waiting') return state.assigned?.leadId === leadId;
  return state.status === 'taken' && state.leadId === leadId;
}
