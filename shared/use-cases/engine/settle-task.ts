import { localDate } from '../../domain/time/zones.ts';
import type { EnrollmentEvent } from '../../domain/core/events.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { laneId } from '../../domain/lanes/lane.ts';
import { placeKey } from '../../domain/lanes/place-key.ts';
import { stepKinds } from '../../domain/channels/step-types.ts';
import type { StepTask } from '../../domain/tasks/task.ts';
import { changeEnrollment } from './change-enrollment.ts';
import type { EnginePorts } from './engine-ports.ts';
import { followUp } from './follow-up.ts';
import { takePlace } from './lane-days.ts';
import { loadSender } from './load-sender.ts';

/** What follows from a closed task, unless it was done before: its mail is counted, its enrollment goes on. */
export async function settleTask(ports: EnginePorts, task: StepTask, now: Instant): Promise<void> {
  await countSentByHand(ports, task);
  await advanceAfterTask(ports, task, closingEvent(task), now);
}

function closingEvent({ step, status, closedBy: by = '', ...task }: StepTask): EnrollmentEvent {
  if (status === 'completed') {
    const { outcome, durationSeconds } = task;
    return { type: 'task-completed', step, by, outcome, durationSeconds };
  }
  return {
    type: 'task-skipped',
    step,
    by,
    reason: task.skipReason,
    label: task.skipLabel,
    note: task.skipNote,
  };
}

/** Counts what a person sent outside among the mails or texts of the day (A3, A4), once. It is not spaced (A5). */
async function countSentByHand(ports: EnginePorts, task: StepTask): Promise<void> {
  const { template: channel } = stepKinds[task.type];
  if (task.status !== 'completed' || task.closedAt === undefined || channel === 'task') return;
  const sender = await loadSender(ports.store, task.organisation, task.userId);
  const cap = sender?.settings[channel === 'mail' ? 'maxMailsPerDay' : 'maxSmsPerDay'].value ?? null;
  if (sender === undefined || cap === null) return;
  const place = { key: placeKey(task.enrollmentId, task.step), at: task.closedAt, gap: 0 };
  const date = localDate(task.closedAt, sender.user.zone);
  await takePlace(ports.store, task.organisation, laneId(task.userId, channel), date, place);
}

/** Plans what follows a closed task, unless that was done before. */
async function advanceAfterTask(
  ports: EnginePorts,
  task: StepTask,
  event: EnrollmentEvent,
  now: Instant,
): Promise<void> {
  await changeEnrollment(
    ports,
    task.organisation,
    task.enrollmentId,
    async (enrollment, sender) => {
      const { state } = enrollment;
      if (enrollment.done.includes(task.step)) return { events: [] };
      if (state.status !== 'waiting' || state.step !== task.step) {
        return state.status === 'paused' && state.step === task.step ? { events: [event] } : { events: [] };
      }
      const [lead, sequence] = await Promise.all([
        ports.store.leads.get(task.organisation, enrollment.leadId),
        ports.store.sequences.get(task.organisation, enrollment.sequenceId),
      ]);
      if (lead === undefined) return { events: [event] };
      const done = { enrollment, step: { id: task.step }, lead, sender, sequence, at: now };
      const next = (await followUp(ports, [done], now)).get(enrollment.id);
      return { events: [event, ...(next?.events ?? [])], channel: next?.channel ?? 'mail' };
    },
    now,
  );
}
