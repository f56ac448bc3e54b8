import type { Activity } from '../../domain/activity/activity.ts';
import type { ChangedAccount, ChangedSubject } from '../../domain/automations/match.ts';
import { OVER_LEADS } from '../../domain/filters/filter.ts';
import { partsChangedBy } from '../../domain/filters/parts-changed.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Store } from '../../ports/store.ts';
import { askToLook } from './ask-to-look.ts';
import { changedParts, readsSome, runningAutomations } from './running-automations.ts';

type Ports = { store: Pick<Store, 'automations'>; queue: Pick<Queue, 'lookForMatches'> };

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
    const subjects = some.map(({ subject }) => subject);
    await askToLook(queue, { organisation, subjects });
  }
}

/**
 * Has leads to whom something happened looked at, each once, where the filter of an automation that runs reads what that
 * changed (E1).
 */
export async function requestLooksOfActivities(
  { store, queue }: Ports,
  activities: readonly Activity[],
): Promise<void> {
  const changing = activities.filter((activity) => partsChangedBy(activity).length > 0);
  for (const [organisation, some] of Map.groupBy(changing, (activity) => activity.organisation)) {
    const running = await runningAutomations(store, organisation);
    const asked = some.filter((activity) =>
      running.some((automation) => readsSome(automation, partsChangedBy(activity))),
    );
    const subjects = asked.map(({ leadId }) => ({ kind: 'lead' as const, id: leadId }));
    await askToLook(queue, { organisation, subjects, reads: 'activities' });
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
    const reading = (await runningAutomations(store, organisation)).filter((automation) =>
      readsSome(automation, changedParts.account),
    );
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
