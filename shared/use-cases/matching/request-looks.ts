import type { Activity, ActivityEvent } from '../../domain/activity/activity.ts';
import type { ChangedAccount, ChangedSubject } from '../../domain/automations/match.ts';
import { OVER_LEADS } from '../../domain/filters/filter.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Store } from '../../ports/store.ts';
import { readsAccounts, runningAutomations } from './running-automations.ts';

type Ports = { store: Pick<Store, 'automations'>; queue: Pick<Queue, 'lookForMatches'> };

/** Events that change nothing that a filter can ask about; those of records are looked at as records. */
const saysNothing: ReadonlySet<ActivityEvent['type']> = new Set([
  'planned',
  'queued',
  'deferred',
  'claimed',
  'held',
  'released',
  'delivered',
  'delayed',
  'rejected',
  'rendering-failed',
  'custom-task-created',
  'custom-task-cancelled',
  'task-opened',
  'task-reassigned',
  'record-created',
  'record-changed',
  'record-deleted',
  'integration-status-updated',
  'pinned',
  'unpinned',
]);

/** The leads that activities say something of which a filter may ask; records come by their own stream. */
export function leadsOf(activities: readonly Activity[]): ChangedSubject[] {
  return activities
    .filter(({ events }) => events.some(({ type }) => !saysNothing.has(type)))
    .map(({ organisation, leadId }) => ({ organisation, subject: { kind: 'lead', id: leadId } }));
}

/**
 * Has leads and records that changed looked at, each once, where an automation runs in their organisation (E1). A hint, as
 * every wake-up: what is stored when it is looked at decides.
 */
export async function requestLooks(
  { store, queue }: Ports,
  changed: readonly ChangedSubject[],
): Promise<void> {
  for (const [organisation, some] of Map.groupBy(changed, (each) => each.organisation)) {
    if ((await runningAutomations(store, organisation)).length === 0) continue;
    const subjects = new Map(some.map(({ subject }) => [subject.id, subject]));
    await Promise.all(
      [...subjects.values()].map((subject) => queue.lookForMatches({ organisation, subject })),
    );
  }
}

/**
 * Has the leads and records of accounts that changed looked at, where the filter of an automation that runs reads something
 * of an account (E1): in slices, each a message.
 */
export async function requestLooksOfAccounts(
  { store, queue }: Ports,
  changed: readonly ChangedAccount[],
): Promise<void> {
  for (const [organisation, some] of Map.groupBy(changed, (each) => each.organisation)) {
    const reading = (await runningAutomations(store, organisation)).filter(readsAccounts);
    if (reading.length === 0) continue;
    // Records of the leads are looked at with these; those of the account itself only where one is over records.
    const lists = reading.some(({ active }) => active.over !== OVER_LEADS)
      ? (['leads', 'records'] as const)
      : (['leads'] as const);
    const ids = new Set(some.map(({ accountId }) => accountId));
    await Promise.all(
      [...ids].flatMap((id) =>
        lists.map((list) => queue.lookForMatches({ organisation, subject: { kind: 'account', id, list } })),
      ),
    );
  }
}
