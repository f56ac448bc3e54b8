import { plusMinutes, textOf } from '../../domain/time/instants.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store } from '../../ports/store.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { readLead } from './list-leads.ts';

/** How far the clock of a telephone system may be ahead, in minutes. */
const CLOCK_AHEAD = 5;
/** A call before this, ten years, is a slip of the pen or of a clock that was never set. */
const OLDEST_DAYS = 3_653;

/** A telephone call with a lead. */
export type Call = {
  direction: 'incoming' | 'outgoing';
  /** When it began. */
  at: Instant;
  seconds: number;
  /** The user who had it. */
  by: string;
};

/**
 * Records a call with a lead as an activity (A12). The same call again, by when it began and by its `externalId` or else
 * its direction and user, changes nothing: what was said first stays.
 *
 * @returns `created`: false when it was there already.
 */
export async function recordCall(
  ports: { store: Pick<Store, 'leads' | 'users' | 'activities'>; ids: Pick<Ids, 'of'> },
  request: {
    caller: Caller;
    leadId: string;
    call: Omit<Call, 'by'> & { by?: string | undefined; externalId?: string | undefined };
    now: Instant;
  },
): Promise<{ kind: 'recorded'; call: Call; created: boolean } | Refusal> {
  const { caller, leadId, now } = request;
  const { direction, at, seconds, by = caller.userId, externalId } = request.call;
  const { organisation } = caller;
  const [found, access, user] = await Promise.all([
    readLead(ports, { caller, id: leadId }),
    loadAccessScope(ports.store, caller),
    ports.store.users.get(organisation, by),
  ]);

  if (found.kind !== 'read') return found;
  if (!canAccess(access, by))
    return { kind: 'forbidden', detail: `You cannot record calls of the user “${by}”.` };
  const problems = [
    ...(user === undefined && request.call.by !== undefined
      ? [{ path: ['by'], message: `There is no user “${by}”: name one who exists.` }]
      : []),
    ...(at > plusMinutes(now, CLOCK_AHEAD)
      ? [{ path: ['at'], message: 'Give the moment at which the call began: this one is yet to come.' }]
      : []),
    ...(at < plusMinutes(now, -OLDEST_DAYS * 24 * 60)
      ? [
          {
            path: ['at'],
            message: 'Give the moment at which the call began: this one is over ten years ago.',
          },
        ]
      : []),
  ];
  if (problems.length > 0) return { kind: 'invalid', problems };

  const name = externalId ?? `${direction} ${by}`;
  const type = direction === 'incoming' ? ('call-received' as const) : ('call-made' as const);
  const id = `call.${ports.ids.of(`${organisation} ${leadId} ${textOf(at)} ${name}`)}`;
  const activity = { organisation, leadId, id, at, userId: by, events: [{ type, seconds, by }] };
  const added = await ports.store.activities.add([activity]);
  return { kind: 'recorded', call: { direction, at, seconds, by }, created: added.length > 0 };
}
