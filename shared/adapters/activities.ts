import type { LeadId } from '../domain/kernel/ids.ts';
import { activityCodec } from '../contracts/stored/activity.ts';
import type { Item } from '../contracts/stored/codec.ts';
import type { Activity } from '../domain/activity/activity.ts';
import { textOf } from '../domain/time/instants.ts';
import type { ActivitySpan } from '../ports/store.ts';
import { inOrganisation } from '../tables/table.ts';
import type { ListRange } from './collection.ts';

/** The item of an activity: by lead, in order of time. */
export function activityItem(activity: Activity): Item {
  return {
    ...activityCodec.encode(activity),
    partition: inOrganisation(activity.organisation, activity.leadId),
    sort: `${textOf(activity.at)}#${activity.id}`,
  };
}

/** Where a lead's activities of a span of time lie in that order; both ends are in it. */
export function rangeOfActivities(
  organisation: string,
  leadId: LeadId,
  { from, upTo, newestFirst }: ActivitySpan,
): ListRange {
  // `$` comes right after `#`: every id at that instant is below it.
  return {
    partition: inOrganisation(organisation, leadId),
    ...(newestFirst && { backwards: true }),
    ...(from !== undefined && { from: textOf(from) }),
    ...(upTo !== undefined && { upTo: `${textOf(upTo)}$` }),
  };
}
