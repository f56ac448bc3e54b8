import { activityCodec } from '../contracts/stored/activity.ts';
import type { Item } from '../contracts/stored/codec.ts';
import type { Activity } from '../domain/activity/activity.ts';
import { inOrganisation } from './collection.ts';

/** The item of an activity: by lead, in order of time. */
export function activityItem(activity: Activity): Item {
  return {
    ...activityCodec.encode(activity),
    partition: inOrganisation(activity.organisation, activity.leadId),
    sort: `${activity.at}#${activity.id}`,
  };
}
