import { describeHappening } from '../../domain/incoming/describe-happening.ts';
import type { IncomingEvent, IncomingState } from '../../domain/incoming/incoming-event.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Page, PageRequest } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';

/** What services told of, in one state, the newest first. */
export async function listEvents(
  { store }: { store: Pick<Store, 'incomingEvents'> },
  { caller, state, ...page }: { caller: Caller; state: IncomingState['status'] } & PageRequest,
): Promise<Page<IncomingEvent>> {
  const query = { index: 'byState', of: state } as const;
  return store.incomingEvents.list(caller.organisation, { ...page, query });
}

const whats = { call: 'call', booking: 'booking', 'crm-changed': 'change' } as const;

/** An event as people read it: nothing of what its service wrote but what is needed to know whose it is. */
export function shownEvent({ id, kind, receivedAt, happening, state }: IncomingEvent) {
  return {
    id,
    kind,
    receivedAt,
    state: state.status,
    says: describeHappening(happening),
    ...(happening !== undefined && { what: whats[happening.type] }),
    ...(happening !== undefined && happening.type !== 'crm-changed' && { at: happening.at }),
    ...(happening?.type === 'call' && { phone: happening.phone }),
    ...(happening?.type === 'booking' && {
      email: happening.email,
      ...(happening.invitee !== undefined && { name: happening.invitee }),
    }),
    ...(state.status === 'taken' && { leadId: state.leadId }),
    ...(state.status === 'ignored' && { why: state.why }),
  };
}
