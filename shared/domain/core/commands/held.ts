import type { HoldReason } from '../../holds/hold.ts';
import { laneId } from '../../lanes/lane.ts';
import type { Step } from '../../sequences/step.ts';
import { channelOf } from '../decision.ts';
import type { EnrollmentEvent } from '../events.ts';
import type { StepFacts } from '../facts.ts';
import { priorityOf, type Sender } from '../planning.ts';
import { nextWorkingDay } from '../working-day.ts';

/**
 * A step that meets a hold waits in the queue of its lane, and nothing counts as a try (F10). The end of the hold wakes
 * the lane, from which it goes through windows, caps and pacing like what was paused (F6).
 */
export function heldEvents(
  { enrollment, now }: Pick<StepFacts, 'enrollment' | 'now'>,
  step: Step,
  sender: Sender,
  hold: string,
  because: HoldReason,
): EnrollmentEvent[] {
  const { state, version } = enrollment;
  return [
    { type: 'held', step: step.id, hold, because },
    {
      type: 'queued',
      step: step.id,
      version,
      due: 'due' in state ? state.due : now,
      lane: laneId(sender.user.id, channelOf(step)),
      priority: priorityOf(step, enrollment.done.length === 0),
      opensOn: nextWorkingDay(sender, now),
      because: [because],
    },
  ];
}
