import type { EnrollmentEvent } from '../core/events.ts';
import type { Sender } from '../core/planning.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import type { Lead } from '../people/people.ts';

/** Where an enrollment stands in an imagined course; `over`: nothing more is foreseen of it. */
export type CourseState =
  /** Not enrolled yet. */
  | { status: 'new' }
  | {
      status: 'scheduled';
      step: string;
      due: Instant;
      at: Instant;
      place?: LocalDate | undefined;
      standIn?: string | undefined;
    }
  | {
      status: 'backlogged';
      step: string;
      due: Instant;
      lane: string;
      priority: 0 | 1;
      opensOn: LocalDate;
    }
  /** A task is on the list of `userId`, and is closed at `closes`. */
  | { status: 'waiting'; step: string; due: Instant; userId: string; closes: Instant; counted: boolean }
  | { status: 'paused'; step: string; due: Instant; until: Instant; task: boolean }
  | { status: 'over' };

/** One lead's way through a sequence, as imagined: what of an enrollment decides what comes next. */
export type Course = {
  enrollmentId: string;
  lead: Lead;
  /** On whose behalf; who stands in is known from it. */
  sender: Sender;
  sequenceId: string;
  version: number;
  pinned: boolean;
  enrolledAt: Instant;
  /** Steps behind it, in order. */
  done: string[];
  state: CourseState;
  /** The key of the place that was given last, and the step that it is for: made once. */
  placeKey?: { step: string; key: string } | undefined;
  /** Raised by each change, so that a wake-up of before is known to be stale. */
  revision: number;
  /** Whether it is a lead that the forecast was asked for, or only takes its share of the lanes. */
  asked: boolean;
};

/** What an imagined enrollment goes through: the events of the real one, without what only a provider or a person adds. */
export type ForeseenEvent =
  | Extract<
      EnrollmentEvent,
      {
        type:
          | 'enrolled'
          | 'planned'
          | 'queued'
          | 'deferred'
          | 'skipped'
          | 'paused'
          | 'resumed'
          | 'stopped'
          | 'finished';
      }
    >
  /** `userId`: in whose lane it goes, the sender or who stands in. */
  | { type: 'sent'; step: string; channel: 'mail' | 'sms'; userId: string }
  | { type: 'task-opened'; step: string; userId: string }
  | { type: 'task-completed'; step: string; userId: string };

/** The state after an event; undefined: it changes none. */
export function stateAfter(event: EnrollmentEvent | ForeseenEvent): CourseState | undefined {
  switch (event.type) {
    case 'planned': {
      const { step, due, at, place, standIn } = event;
      return { status: 'scheduled', step, due, at, place, standIn };
    }
    case 'deferred': {
      const { step, due, until: at, place, standIn } = event;
      return { status: 'scheduled', step, due, at, place, standIn };
    }
    case 'queued': {
      const { step, due, lane, priority, opensOn } = event;
      return { status: 'backlogged', step, due, lane, priority, opensOn };
    }
    case 'paused':
    case 'stopped':
    case 'finished':
      return { status: 'over' };
    default:
      return undefined;
  }
}
