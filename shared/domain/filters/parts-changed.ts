import type { Activity, ActivityEvent } from '../activity/activity.ts';
import { engages } from './engagement.ts';
import type { FactsPart } from './filter-facts.ts';

/** What events change beside the engagement; what they change of the lead or record comes by the change of that itself. */
const changes: { [Type in ActivityEvent['type']]?: FactsPart } = {
  enrolled: 'enrollments',
  stopped: 'enrollments',
  finished: 'enrollments',
  scored: 'score',
};

/** The parts of what filters ask for that something which happened to a lead changed (E1); most change none. */
export function partsChangedBy(activity: Pick<Activity, 'events'>): FactsPart[] {
  const parts = activity.events.flatMap(({ type }) => changes[type] ?? []);
  return engages(activity) ? ['engagement', ...parts] : parts;
}

/** Every part that what happens to leads changes. */
export const partsOfActivities: readonly FactsPart[] = ['engagement', ...new Set(Object.values(changes))];
