import { localDate } from '../../time/zones.ts';
import { slotByHand, type SlotChange } from '../../lanes/lane-book.ts';
import { laneId } from '../../lanes/lane.ts';
import { slotKey } from '../../lanes/slot-key.ts';
import { messageChannelOf } from '../../channels/step-types.ts';
import type { StepTask } from '../../tasks/task.ts';
import { verdict, type Verdict } from '../decision.ts';
import type { CommandOf } from '../commands.ts';
import type { EnrollmentEvent } from '../events.ts';
import type { StepFacts } from '../facts.ts';
import { planNext } from '../placing.ts';
import { limitsOf } from '../planning.ts';

/** What follows from a closed task, unless it was done before: its mail is counted, its enrollment goes on (D2). */
export function taskClosed(facts: StepFacts, { task }: CommandOf<'task-closed'>): Verdict {
  const { state, done } = facts.enrollment;
  const counted = slotOfSent(facts, task);
  if (done.includes(task.step)) return verdict([], counted);
  const event = closingEvent(task);
  if (event === undefined) return verdict([], counted);
  if (state.status === 'paused' && state.step === task.step) return verdict([event], counted);
  if (state.status !== 'waiting' || state.step !== task.step) return verdict([], counted);
  const next = planNext(facts, task.step, { slots: counted });
  return verdict([event, ...next.events], [...counted, ...next.slots]);
}

function closingEvent(task: StepTask): EnrollmentEvent | undefined {
  const { step } = task;
  switch (task.status) {
    case 'completed': {
      const { closedBy: by, outcome, durationSeconds, call } = task;
      return {
        type: 'task-completed',
        step,
        by,
        outcome,
        durationSeconds,
        ...(call !== undefined && { call }),
      };
    }
    case 'skipped': {
      const { closedBy: by, skipReason: reason, skipLabel: label, skipNote: note } = task;
      return { type: 'task-skipped', step, by, reason, label, note };
    }
    case 'open':
    case 'cancelled':
      return undefined;
  }
}

/** What a person sent outside counts among the mails or texts of the day (A3, A4), once. It is not spaced (A5). */
function slotOfSent(facts: StepFacts, task: StepTask): SlotChange[] {
  const channel = messageChannelOf(task.type);
  const owner = facts.owner ?? facts.sender;
  if (task.status !== 'completed' || channel === undefined) return [];
  const { closedAt: at } = task;
  const { zone, perDay } = limitsOf(channel, owner);
  if (perDay.value === null) return [];
  const key = slotKey(task.enrollmentId, task.step);
  const date = localDate(at, zone);
  const book = facts.lanes.of(owner, channel);
  // That of a try to send it from here, which was refused, is about to be given back.
  const isCounted = facts.enrollment.done.includes(task.step) && book.rankOf(date, key) !== -1;
  return isCounted ? [] : slotByHand(book, { lane: laneId(task.userId, channel), date, key }, at);
}
