import type { LeadId } from '../../domain/kernel/ids.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store } from '../../ports/store.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { callActivity, isAhead, isTooOld, type Call } from './call-activity.ts';
import { readLead } from './list-leads.ts';

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
    leadId: LeadId;
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
    ...(isAhead(at, now)
      ? [{ path: ['at'], message: 'Give the moment at which the call began: this one is yet to come.' }]
      : []),
    ...(isTooOld(at, now)
      ? [
          {
            path: ['at'],
            message: 'Give the moment at which the call began: this one is over ten years ago.',
          },
        ]
      : []),
  ];
  if (problems.length > 0) return { kind: 'invalid', problems };

  const activity = callActivity(
    ports.ids,
    { organisation, leadId, externalId },
    { direction, at, seconds, by },
  );
  const added = await ports.store.activities.add([activity]);
  return { kind: 'recorded', call: { direction, at, seconds, by }, created: added.length > 0 };
}
