import assert from 'node:assert/strict';
import type { Instant, LocalDate, Zone } from '#shared/domain/kernel/instant.ts';
import { isEnrollmentId, type EnrollmentId } from '#shared/domain/kernel/enrollment-id.ts';
import { isLaneId, type LaneId } from '#shared/domain/lanes/lane.ts';
import { toLocalDate } from '#shared/domain/time/day-number.ts';
import { toInstant } from '#shared/domain/time/instants.ts';
import { isZone } from '#shared/domain/time/zones.ts';

/** The instant that an ISO text means: `at('2027-03-08T09:00:00Z')`. */
export function at(text: string): Instant {
  return toInstant(text);
}

/** A day of the calendar: `day('2027-03-22')`. */
export function day(text: string): LocalDate {
  return toLocalDate(text);
}

/** A zone that the runtime knows: `zoneNamed('Europe/Paris')`. */
export function zoneNamed(text: string): Zone {
  assert.ok(isZone(text), text);
  return text;
}

/** The id of an enrollment: `enrollmentNamed('lead1.spring.1')`. */
export function enrollmentNamed(text: string): EnrollmentId {
  assert.ok(isEnrollmentId(text), text);
  return text;
}

/** The id of a lane: `laneNamed('anne.mail')`. */
export function laneNamed(text: string): LaneId {
  assert.ok(isLaneId(text), text);
  return text;
}
