import { activityCodec } from '../contracts/stored/activity.ts';
import type { Item } from '../contracts/stored/codec.ts';
import type { Activity } from '../domain/activity/activity.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import { textOf } from '../domain/time/instants.ts';
import { inOrganisation } from '../tables/table.ts';

/** The item of an activity: by lead, in order of time. */
export function activityItem(activity: Activity): Item {
  return {
    ...activityCodec.encode(activity),
    partition: inOrganisation(activity.organisation, activity.leadId),
    sort: `${textOf(activity.at)}#${activity.id}`,
  };
}

/** Where in that order a span of time lies; both ends are in it. */
export function spanOfActivities({
  from,
  upTo,
}: {
  from?: Instant | undefined;
  upTo?: Instant | undefined;
}): {
  from?: string;
  upTo?: string;
} {
  // `$` comes right after `#`: every id at that instant is below it.
  return {
    ...(from !== undefined && { from: textOf(from) }),
    ...(upTo !== undefined && { upTo: `${textOf(upTo)}$` }),
  };
}
