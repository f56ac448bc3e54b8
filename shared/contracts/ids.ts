import * as z from 'zod/mini';
import { isEnrollmentId, type EnrollmentId } from '../domain/kernel/enrollment-id.ts';
import { isLaneId, type LaneId } from '../domain/lanes/lane.ts';

/** Ids as they are stored and sent: the same text outside and inside. */

export const enrollmentId = z.custom<EnrollmentId>(
  (value) => typeof value === 'string' && isEnrollmentId(value),
  'not the id of an enrollment',
);

export const laneId = z.custom<LaneId>(
  (value) => typeof value === 'string' && isLaneId(value),
  'not the id of a lane',
);
