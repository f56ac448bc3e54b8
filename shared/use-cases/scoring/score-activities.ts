import type { PointsAward } from '../../domain/scoring/score.ts';
import type { Activity } from '../../domain/activity/activity.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { activityOfPoints } from '../../domain/activity/activity-of-points.ts';
import { awardsOf } from '../../domain/activity/awards.ts';
import { noScore, withAward, type Score } from '../../domain/scoring/score.ts';
import type { Effective } from '../../domain/settings/settings.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import { loadScoring } from './load-scoring.ts';

type Ports = { store: Pick<Store, 'settings' | 'users' | 'groups' | 'leads' | 'scores' | 'activities'> };

/** Leads worked on side by side. */
const AT_ONCE = 10;

/**
 * Adds what activities give to the scores of their leads (A12), and tells each change in the lead's activities. In any
 * order and as often as they come: what was added is remembered with the score. The activity that tells is written after
 * the score and made from what the score remembers, so that a crash in between is repaired when the same ones come again.
 *
 * @returns the activities that could not be worked off, each with its error; they are to come again.
 */
export async function scoreActivities(
  ports: Ports,
  activities: readonly Activity[],
  now: Instant,
): Promise<{ activity: Activity; error: unknown }[]> {
  const giving = activities.filter((activity) => awardsOf(activity).length > 0);
  const failed: { activity: Activity; error: unknown }[] = [];
  for (const [organisation, some] of Map.groupBy(giving, (activity) => activity.organisation)) {
    const scoring = await loadScoring(ports.store, organisation);
    const rewarded = some.filter((activity) =>
      awardsOf(activity).some(({ reason }) => scoring.rewards(reason)),
    );
    const byLead = Map.groupBy(rewarded, ({ leadId }) => leadId);
    const leads = byLead.size === 0 ? [] : await ports.store.leads.getMany(organisation, [...byLead.keys()]);
    const ofOwner = await scoring.ofOwners(leads.map(({ ownerId }) => ownerId));
    await inChunks(leads, AT_ONCE, async ({ id, ownerId }) => {
      const ofLead = byLead.get(id) ?? [];
      try {
        await scoreLead(ports, ofLead, ofOwner.get(ownerId) ?? scoring.ofAll, now);
      } catch (error) {
        failed.push(...ofLead.map((activity) => ({ activity, error })));
      }
    });
  }
  return failed;
}

/** Activities of one lead. */
async function scoreLead(
  ports: Ports,
  activities: readonly Activity[],
  scoring: Effective<'scoring'>,
  now: Instant,
): Promise<void> {
  const score = await addAwards(ports, activities, scoring, now);
  if (score === undefined) return;
  await ports.store.activities.add(activities.flatMap((activity) => activityOfPoints(score, activity) ?? []));
}

async function addAwards(
  { store }: Ports,
  activities: readonly Activity[],
  scoring: Effective<'scoring'>,
  now: Instant,
): Promise<Score | undefined> {
  const awards: PointsAward[] = activities.flatMap(awardsOf);
  const [activity] = activities;
  if (activity === undefined) return undefined;
  const { organisation, leadId } = activity;
  const { item } = await change(store.scores, { organisation, id: leadId }, (stored) => {
    const before = stored ?? noScore(organisation, leadId);
    const after = awards.reduce((score, each) => withAward(score, each, scoring, now), before);
    return after === before ? 'unchanged' : { write: after };
  });
  return item;
}
