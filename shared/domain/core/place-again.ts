import type { Reason } from '../settings/reason.ts';
import type { SlotUse } from '../lanes/lane-day.ts';
import type { EnrollmentEvent } from './events.ts';

/**
 * A due step that got a later time is deferred, in the record's words; one that queues or holds is just that.
 *
 * @param use what use its slot was; undefined: it needed none.
 */
export function deferralOf(use: SlotUse | undefined, event: EnrollmentEvent): EnrollmentEvent {
  const late: Reason[] = use === 'late' ? [{ kind: 'engine', rule: 'late-wake-up' }] : [];
  if (event.type === 'queued') return { ...event, because: [...late, ...event.because] };
  if (event.type !== 'planned') return event;
  const { step, due, at, place, standIn, because } = event;
  return { type: 'deferred', step, due, until: at, place, standIn, because: [...late, ...because] };
}
