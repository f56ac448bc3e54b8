import { isOver } from '../../../domain/core/enrollment.ts';
import { engagementInstants } from '../../../domain/filters/engagement.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Lead } from '../../../domain/people/people.ts';
import { lastSaidAt } from '../../../domain/surveys/response.ts';
import type { Store } from '../../../ports/store.ts';
import { walk } from '../../../ports/walk.ts';

type Ports = {
  store: Pick<Store, 'activities' | 'engagements' | 'enrollments' | 'tasks' | 'responses'>;
};

/**
 * Whether nothing has happened to a lead after an instant, and nothing is to happen (F9): it was made by then; its latest
 * activity, its engagement, its answers and the last changes of its enrollments are not later; no enrollment of it is
 * under way, and no task is open or planned. Activities may be gone by a setting of their own, so the others are asked.
 */
export async function isInactive(
  ports: Ports,
  { organisation, id: leadId, createdAt }: Pick<Lead, 'organisation' | 'id' | 'createdAt'>,
  since: Instant,
): Promise<boolean> {
  if (createdAt > since) return false;
  const { store } = ports;
  const newest = await store.activities.ofLead(organisation, leadId, { limit: 1, newestFirst: true });
  if (newest.items.some(({ at }) => at > since)) return false;
  const engagement = await store.engagements.get(organisation, leadId);
  if (engagementInstants.some((name) => (engagement?.[name] ?? since) > since)) return false;
  const group = leadId;
  for await (const { state, changedAt } of walk((page) =>
    store.enrollments.list(organisation, { ...page, group }),
  ))
    if (!isOver(state) || changedAt > since) return false;
  for await (const response of walk((page) => store.responses.list(organisation, { ...page, group })))
    if ((lastSaidAt(response) ?? since) > since) return false;
  for await (const { status } of walk((page) => store.tasks.list(organisation, { ...page, group })))
    if (status === 'open' || status === 'planned') return false;
  return true;
}

/** Whether an enrollment of a lead is not over. */
export async function isUnderWay(
  { store }: { store: Pick<Store, 'enrollments'> },
  { organisation, id: group }: Pick<Lead, 'organisation' | 'id'>,
): Promise<boolean> {
  for await (const { state } of walk((page) => store.enrollments.list(organisation, { ...page, group })))
    if (!isOver(state)) return true;
  return false;
}
