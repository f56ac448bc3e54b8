import type { UserId } from '../kernel/ids.ts';
import type { Instant, LocalDate, Zone } from '../kernel/instant.ts';
import { laneParts } from '../lanes/lane.ts';
import type { Reason } from '../settings/reason.ts';
import { localDate } from '../time/zones.ts';
import { actorOf, type Enrollment, type EnrollmentStatus } from './enrollment.ts';

/** How an enrollment stands: in which state, for whom, until which day, and why. */
export type Standing = {
  status: EnrollmentStatus;
  /** Who acts: its sender, or the delegate in whose lane it is (F7). */
  userId: UserId;
  /** The day of its step, of the opening of its lane, or of the end of its pause, in the calendar of who acts. */
  until: LocalDate | undefined;
  /** What decided last that it stands so; undefined: nothing moved it, or something else happened to it since. */
  because: Reason | undefined;
};

/** How an enrollment stands (F12). `zoneOf`: the zone of a user. */
export function standingOf(enrollment: Enrollment, zoneOf: (userId: UserId) => Zone): Standing {
  const { state } = enrollment;
  const userId = state.status === 'backlogged' ? laneParts(state.lane).userId : actorOf(enrollment);
  const dayOf = (at: Instant | undefined) => (at === undefined ? undefined : localDate(at, zoneOf(userId)));
  const of = { status: state.status, userId };
  switch (state.status) {
    case 'scheduled':
      return { ...of, until: state.place ?? dayOf(state.at), because: lastReason(enrollment) };
    case 'backlogged':
      return { ...of, until: state.opensOn, because: lastReason(enrollment) };
    case 'paused':
      return { ...of, until: dayOf(state.until), because: state.because };
    case 'sending':
    case 'unknown':
    case 'waiting':
      return { ...of, until: undefined, because: undefined };
    case 'stopped':
    case 'finished':
      return { ...of, until: undefined, because: state.because };
  }
}

/** The rules that gave the present step its time or its place in the queue, in order; undefined: its last change was another. */
export function reasonsOfPlan({ events }: Enrollment): Reason[] | undefined {
  const reasons = events.flatMap((event) => {
    if (event.type === 'held') return [[event.because]];
    const isPlan = event.type === 'planned' || event.type === 'queued' || event.type === 'deferred';
    return isPlan ? [event.because] : [];
  });
  return reasons.at(-1);
}

function lastReason(enrollment: Enrollment): Reason | undefined {
  return reasonsOfPlan(enrollment)?.at(-1);
}
