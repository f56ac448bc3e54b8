import type { IncomingEvent } from '../../domain/incoming/incoming-event.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';

/** A person puts an event away that is nobody's, or that cannot be read. Done again it changes nothing. */
export async function ignoreEvent(
  { store }: { store: Pick<Store, 'incomingEvents'> },
  { caller: { organisation, userId: by }, id }: { caller: Caller; id: string },
): Promise<{ kind: 'ignored'; event: IncomingEvent } | Refusal> {
  const changed = await change(store.incomingEvents, { organisation, id }, (event) => {
    switch (event?.state.status) {
      case undefined:
        return { refuse: 'not-found' as const };
      case 'ignored':
        return 'unchanged' as const;
      case 'taken':
        return { refuse: 'taken' as const };
      case 'waiting':
      case 'unmatched':
        return {
          write: {
            ...event,
            body: '',
            state: { status: 'ignored' as const, why: 'Somebody put it away.', by },
          },
        };
    }
  });
  if (changed.kind === 'refused' && changed.why === 'taken') {
    return { kind: 'conflict', detail: 'The event counts for a lead already.' };
  }
  return changed.item === undefined
    ? { kind: 'not-found', what: 'incoming event', id }
    : { kind: 'ignored', event: changed.item };
}
