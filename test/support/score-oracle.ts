import type { Activity } from '#shared/domain/activity/activity.ts';
import { secondsBetween } from '#shared/domain/time/instants.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { awardsOf } from '#shared/domain/activity/awards.ts';
import type { Scoring } from '#shared/domain/scoring/reasons.ts';

/** The score at a moment, counted afresh from everything that happened: each activity once, each point decayed since. */
export function foldOf(activities: readonly Activity[], scoring: Scoring, at: Instant): number {
  const each = new Map(activities.map((activity) => [activity.id, activity]));
  const worths = [...each.values()].flatMap(awardsOf).map((award) => {
    const points = scoring.points[award.reason] ?? 0;
    const halfLives =
      scoring.halfLifeDays === null ? 0 : secondsBetween(award.at, at) / 86_400 / scoring.halfLifeDays;
    return points * 0.5 ** halfLives;
  });
  return worths.reduce((sum, worth) => sum + worth, 0);
}
