import type { ActivityEvent } from '../../domain/activity/activity.ts';
import { encodeReason } from '../../domain/settings/reason.ts';
import { withTexts, type InstantOf } from '../../domain/time/with-texts.ts';

const instantsOfEvents = {
  at: true,
  due: true,
  until: true,
  listedAt: true,
  since: true,
  startsAt: true,
} as const satisfies Record<InstantOf<ActivityEvent>, true>;

/** An event, whole or without some of its fields, with its instants as text and its reasons in their stored form. */
export function encodeEvent(event: Pick<ActivityEvent, 'type'> | ActivityEvent): Record<string, unknown> {
  const stored = withTexts(event as ActivityEvent, instantsOfEvents);
  if (!('because' in event) || event.because === undefined) return stored;
  const { because: why } = event;
  return { ...stored, because: Array.isArray(why) ? why.map(encodeReason) : encodeReason(why) };
}
