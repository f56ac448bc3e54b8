import * as z from 'zod/mini';
import type { StepId } from '../kernel/ids.ts';
import { stepTypes } from '../channels/step-types.ts';
import { enrollmentIdParts, type EnrollmentId } from '../kernel/enrollment-id.ts';
import type { Instant } from '../kernel/instant.ts';
import {
  enrollmentIdText,
  leadIdText,
  number,
  stepIdText,
  taskIdText,
  text,
  userIdText,
} from '../kernel/shapes.ts';
import type { EffectiveSettings } from '../settings/settings.ts';
import { instant } from '../time/instant-text.ts';
import { plusMinutes } from '../time/instants.ts';

const every = {
  organisation: text,
  /** `<enrollment>.<step>`, so that opening a step again finds its task; `<lead>.<id>` of a custom task. */
  id: taskIdText,
  revision: number,
  userId: userIdText,
  leadId: leadIdText,
  type: z.enum(stepTypes),
  name: text,
  /** When it became visible; while planned, when it is due. */
  openedAt: instant,
  /** Who gave it to its user last, and whose it was. */
  reassigned: z.optional(z.object({ by: text, from: text, at: instant })),
};

const ofStep = {
  ...every,
  enrollmentId: enrollmentIdText,
  step: stepIdText,
  /** What its text is rendered from. */
  templateId: z.optional(text),
};

const custom = {
  ...every,
  /** It has none: what is of an enrollment is never taken for a custom task. */
  enrollmentId: z.optional(z.undefined()),
  /** What its maker wrote. */
  note: z.optional(text),
  /** When it was wanted, before working time and the cap. */
  dueAt: instant,
  createdBy: text,
  createdAt: instant,
};

const planned = { status: z.literal('planned') };
const open = { status: z.literal('open') };
const completed = {
  status: z.literal('completed'),
  closedAt: instant,
  closedBy: text,
  outcome: z.optional(text),
  /** Of a call. */
  durationSeconds: z.optional(number),
  /** The activity of the call that completed it by itself (B6); undefined: a person completed it. */
  call: z.optional(text),
};
/** When a mail or text went out from here; undefined: it was sent elsewhere. */
const sent = { sentAt: z.optional(instant) };
const skipped = {
  status: z.literal('skipped'),
  closedAt: instant,
  closedBy: text,
  /** Id of a reason or `other`; its label as it was then, so that it stays readable once deleted (A11). */
  skipReason: z.optional(text),
  skipLabel: z.optional(text),
  skipNote: z.optional(text),
};
/** Undefined `closedBy`: its enrollment ended. */
const cancelled = { status: z.literal('cancelled'), closedAt: instant, closedBy: z.optional(text) };

const stepTask = z.discriminatedUnion('status', [
  z.object({ ...ofStep, ...open }),
  z.object({ ...ofStep, ...completed, ...sent }),
  z.object({ ...ofStep, ...skipped }),
  z.object({ ...ofStep, ...cancelled }),
]);
/** A task that is a step of an enrollment. */
export type StepTask = z.output<typeof stepTask>;

const customTask = z.discriminatedUnion('status', [
  z.object({ ...custom, ...planned }),
  z.object({ ...custom, ...open }),
  z.object({ ...custom, ...completed }),
  z.object({ ...custom, ...skipped }),
  z.object({ ...custom, ...cancelled }),
]);
/** A task that a person made for a lead outside of any sequence. */
export type CustomTask = z.output<typeof customTask>;

/**
 * Something for a person to do, on a user's list: a manual step of an enrollment, or a custom task, which a person made
 * for a lead outside of any sequence.
 *
 * ```
 * planned ─▶ open ─▶ completed | skipped | cancelled
 * ```
 * Only custom tasks are `planned`, until their time comes, in working time and under the cap (A9); a step is planned in
 * its enrollment. `cancelled`: its enrollment ended first, or a person took a custom one back.
 */
export const task = z.union([stepTask, customTask]);
export type Task = z.output<typeof task>;

/** Whether the task is a step of an enrollment; else it is a custom task. */
export function isStepTask(one: Task): one is StepTask {
  return one.enrollmentId !== undefined;
}

/** The id of a step's task. */
export function taskId(enrollmentId: EnrollmentId, step: StepId): string {
  return `${enrollmentId}.${step}`;
}

/** The sequence that the task is a step of; undefined for a custom task. */
export function sequenceOfTask({ enrollmentId }: Pick<Task, 'enrollmentId'>): string | undefined {
  return enrollmentId === undefined ? undefined : enrollmentIdParts(enrollmentId).sequenceId;
}

/**
 * From when on the task is late (A10): the minutes of its type, as they are set for the user who has it now, from the
 * moment it became visible. Undefined: never, or it is not visible yet.
 */
export function lateAt(
  { status, type, openedAt }: Pick<Task, 'status' | 'type' | 'openedAt'>,
  { taskLateness }: Pick<EffectiveSettings, 'taskLateness'>,
): Instant | undefined {
  const minutes = taskLateness.value[type];
  return minutes === undefined || status === 'planned' ? undefined : plusMinutes(openedAt, minutes);
}

/** Whether an open task is late now. */
export function isLate(
  task: Pick<Task, 'status' | 'type' | 'openedAt'>,
  settings: Pick<EffectiveSettings, 'taskLateness'>,
  now: Instant,
): boolean {
  const late = lateAt(task, settings);
  return task.status === 'open' && late !== undefined && late <= now;
}
