import type { Retention } from '../../../domain/erasure/retention.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Lead } from '../../../domain/people/people.ts';
import { lastSaidAt, withoutAnswers, type Response } from '../../../domain/surveys/response.ts';
import { change } from '../../../ports/change.ts';
import { walk } from '../../../ports/walk.ts';
import { isUnderWay } from '../erasure/is-inactive.ts';
import type { JobPorts } from '../job-ports.ts';

/** Items of a table that went, and those that stay without what was said. */
type Removed = Record<'activities' | 'responses' | 'sentMessages', { removed: number; anonymised: number }>;

/**
 * Removes what of a lead is kept no longer (F9), so many items at most. Answers and activities stay while an enrollment
 * of the lead is under way, whose record they are; words of messages go by their date alone.
 */
export async function removeOld(
  ports: JobPorts,
  lead: Pick<Lead, 'organisation' | 'id'>,
  retention: Retention,
  { now, most }: { now: Instant; most: number },
): Promise<Removed> {
  const { organisation, id: leadId } = lead;
  const { activities, answers, sentTexts } = retention;
  const { store } = ports;
  let left = most;
  const removed: Removed = {
    activities: { removed: 0, anonymised: 0 },
    responses: { removed: 0, anonymised: 0 },
    sentMessages: { removed: 0, anonymised: 0 },
  };
  if (sentTexts !== undefined) {
    const kept = walk((page) => store.sentMessages.list(organisation, { ...page, group: leadId }));
    for await (const { id, at } of kept) {
      if (left === 0) return removed;
      if (at > sentTexts) continue;
      await store.sentMessages.remove(organisation, id);
      removed.sentMessages.removed += 1;
      left -= 1;
    }
  }
  const old = answers === undefined ? [] : await oldResponses(ports, lead, answers);
  const upTo = activities;
  const span = { limit: 1, upTo };
  const hasOld =
    upTo !== undefined && (await store.activities.ofLead(organisation, leadId, span)).items.length > 0;
  if ((old.length === 0 && !hasOld) || (await isUnderWay(ports, lead))) return removed;
  for (const { id } of old) {
    if (left === 0) return removed;
    const changed = await change(store.responses, { organisation, id }, (response) =>
      response === undefined ? 'unchanged' : { write: withoutAnswers(response, now) },
    );
    if (changed.kind === 'written') removed.responses.anonymised += 1;
    left -= 1;
  }
  if (hasOld && left > 0)
    removed.activities.removed = await store.activities.forget(organisation, leadId, left, upTo);
  return removed;
}

/** What a lead last answered at an instant or before it, and which says something still. */
async function oldResponses(
  { store }: JobPorts,
  { organisation, id: group }: Pick<Lead, 'organisation' | 'id'>,
  upTo: Instant,
): Promise<Response[]> {
  const all = await Array.fromAsync(walk((page) => store.responses.list(organisation, { ...page, group })));
  return all.filter((response) => response.answers.length > 0 && (lastSaidAt(response) ?? upTo) <= upTo);
}
