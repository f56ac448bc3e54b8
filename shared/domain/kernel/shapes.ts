import * as z from 'zod/mini';
import { isEnrollmentId, type EnrollmentId } from './enrollment-id.ts';
import type { LeadId, SequenceId, StepId, TaskId, UserId } from './ids.ts';
import type { LocalTime, Zone } from './instant.ts';

/** Values that many shapes hold. What more must hold of them is checked where they come from outside. */
export const text = z.string();
export const number = z.number();

/**
 * The name of a zone that was one when it was stored. One that the runtime has forgotten is still read: only what
 * computes with it fails.
 */
export const zone = z.custom<Zone>((value) => typeof value === 'string', 'not a zone');

/** A time of day, the same text outside and inside. */
export const localTime: z.ZodMiniType<LocalTime, LocalTime> = text;

/** Ids, the same texts outside and inside. */
export const leadIdText: z.ZodMiniType<LeadId, LeadId> = text;
export const userIdText: z.ZodMiniType<UserId, UserId> = text;
export const sequenceIdText: z.ZodMiniType<SequenceId, SequenceId> = text;
export const stepIdText: z.ZodMiniType<StepId, StepId> = text;
export const taskIdText: z.ZodMiniType<TaskId, TaskId> = text;

/** The id of an enrollment, the same text outside and inside. */
export const enrollmentIdText = z.custom<EnrollmentId>(
  (value) => typeof value === 'string' && isEnrollmentId(value),
  'not the id of an enrollment',
);

/** What every document has: whose it is, its id among its kind, and the number of its last change. */
export const identity = { organisation: text, id: text, revision: number };
