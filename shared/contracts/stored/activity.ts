import { activity, type Activity } from '../../domain/activity/activity.ts';
import { namesOf, type Codec } from './codec.ts';
import { encodeEvent } from './events.ts';

/** An activity as stored: partition `<organisation>#<lead>`, sort `<at>#<id>`, the rest as attributes. */
export const activityCodec: Codec<Activity> = {
  names: namesOf(activity),
  encode({ organisation: _organisation, leadId: _leadId, id: _id, at: _at, events, ...rest }) {
    return { ...rest, events: events.map(encodeEvent) };
  },
  decode(item) {
    const lead = item.partition.indexOf('#');
    const id = item.sort.indexOf('#');
    return activity.parse({
      ...item,
      organisation: item.partition.slice(0, lead),
      leadId: item.partition.slice(lead + 1),
      at: item.sort.slice(0, id),
      id: item.sort.slice(id + 1),
    });
  },
};
