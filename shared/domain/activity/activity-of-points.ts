import type { Activity } from './activity.ts';
import { awardsOf } from './awards.ts';
import type { Score } from '../scoring/score.ts';

/**
 * The activity that explains what another one did to the score (A12); undefined if it did nothing, as far as the score
 * remembers. Made from what the score remembers alone, so that it is the same each time.
 */
export function activityOfPoints(score: Score, cause: Activity): Activity | undefined {
  const awards = awardsOf(cause);
  const given = score.latest.filter(({ key }) => awards.some((award) => award.key === key));
  if (given.length === 0) return undefined;
  const { organisation, leadId, id, at } = cause;
  const events = given.flatMap(({ reason, points, step, before, after, source, qualifiedBy }) => {
    const because = { kind: 'setting', setting: 'scoring', source } as const;
    const scored = { type: 'scored', reason, points, step, before, after, cause: id, because } as const;
    const qualified = { type: 'qualified', score: after, threshold: qualifiedBy ?? 0, because } as const;
    return qualifiedBy === undefined ? [scored] : [scored, qualified];
  });
  return { organisation, leadId, id: `scored.${id}`, at, events };
}
