import * as z from 'zod/mini';
import { enrollment, isOver, type Enrollment, type EnrollmentState } from '../../domain/core/enrollment.ts';
import type { EnrollmentEvent } from '../../domain/core/events.ts';
import { sentSubject } from '../../domain/core/sent-subject.ts';
import { enrollmentIdParts } from '../../domain/kernel/enrollment-id.ts';
import { enrollmentIdText, text } from '../../domain/kernel/shapes.ts';
import { markText, sweepMark } from '../../domain/reconciliation/sweep-mark.ts';
import { encodeReason } from '../../domain/settings/reason.ts';
import { withTexts, type InstantOf } from '../../domain/time/with-texts.ts';
import { namesOf, type Codec, type Item } from './codec.ts';
import { encodeEvent } from './events.ts';
import { packMessageId, unpackMessageId } from './message-id.ts';
import { packSubject, packSubjects, unpackSubjects } from './sent-subjects.ts';

const instantsOfStates = {
  at: true,
  due: true,
  since: true,
  until: true,
  listedAt: true,
} as const satisfies Record<InstantOf<EnrollmentState>, true>;
const instants = {
  enrolledAt: true,
  repliedAt: true,
  changedAt: true,
} as const satisfies Record<InstantOf<Enrollment>, true>;

/**
 * An enrollment as stored: partition `<organisation>#<lead>`, sort its id. Each change of each step writes it whole, and
 * a write unit is 1 KB: what the keys or another attribute say is not written again; message ids and subjects are packed.
 */
export const enrollmentCodec: Codec<Enrollment> = {
  names: [...namesOf(enrollment), 'by'],
  encode(value) {
    const { pinned, attempts, state, messages, subjects, events, claim } = value;
    const mark = sweepMark(value);
    const {
      organisation: _o,
      id: _i,
      leadId: _l,
      sequenceId: _s,
      pinned: _p,
      attempts: _a,
      ...rest
    } = withTexts(value, instants);
    return {
      ...rest,
      ...(pinned && { pinned }),
      ...(attempts > 0 && { attempts }),
      messages: mapValues(messages, packMessageId),
      ...(subjects && { subjects: packSubjects(value) }),
      state: encodeState(state),
      // By when something must have happened to it: for the index of those under way. What queues is in another one.
      ...(!isOver(state) && mark.kind !== 'lane' && { by: markText(mark) }),
      ...(claim && { claim: withTexts(claim, { at: true }) }),
      events: events.map((event) => encodeEvent(shortened(event, value))),
    };
  },
  decode(item) {
    const id = enrollmentIdText.parse(item.sort);
    const { leadId, sequenceId } = enrollmentIdParts(id);
    const { events, messages, subjects, done } = packed.parse(item);
    const unpacked = mapValues(messages, unpackMessageId);
    const kept = subjects && unpackSubjects(subjects, done);
    return enrollment.parse({
      pinned: false,
      attempts: 0,
      ...item,
      organisation: item.partition.slice(0, item.partition.indexOf('#')),
      id,
      leadId,
      sequenceId,
      messages: unpacked,
      ...(kept && { subjects: kept }),
      events: events.map((event) => completed(event, item, { messages: unpacked, subjects: kept })),
    });
  },
};

/** What decoding needs to look at before the rest is understood. */
const packed = z.object({
  messages: z.record(text, text),
  subjects: z.optional(z.record(text, text)),
  done: z.array(text),
  events: z.array(z.looseObject({ type: text })),
});

function encodeState(state: EnrollmentState): Record<string, unknown> {
  const stored = withTexts(state, instantsOfStates);
  return 'because' in state ? { ...stored, because: encodeReason(state.because) } : stored;
}

/** An event without what the enrollment says itself; see {@link completed}. */
function shortened(
  event: EnrollmentEvent,
  { messages, subjects, state, version }: Pick<Enrollment, 'messages' | 'subjects' | 'state' | 'version'>,
): Record<string, unknown> & { type: EnrollmentEvent['type'] } {
  if (event.type === 'sent' && messages[event.step] === event.messageId) {
    const { subject, ...sent } = event;
    const before =
      subject === undefined ? undefined : packSubject(subject, sentSubject({ subjects }, event.step));
    // Its subject whole, or what stands before that of the enrollment.
    const subjectPart = before === undefined ? { subject } : { before };
    return { ...sent, ...subjectPart, messageId: undefined };
  }
  if (event.type === 'planned' && state.status === 'scheduled') {
    const { step, due, at, place, standIn: by } = state;
    const same =
      event.step === step &&
      event.due === due &&
      event.at === at &&
      event.place === place &&
      event.standIn === by;
    if (same && event.version === version) return { type: event.type, because: event.because };
  }
  return event;
}

/** The event whole again. */
function completed(
  event: Record<string, unknown> & { type: string },
  { state, version }: Item,
  { messages, subjects }: Pick<Enrollment, 'messages' | 'subjects'>,
): unknown {
  if (event.type === 'sent' && typeof event.step === 'string' && event.messageId === undefined) {
    const { before, ...sent } = event;
    const subject = sentSubject({ subjects }, event.step);
    const subjectPart = typeof before === 'string' &&
      subject !== undefined && { subject: `${before}${subject}` };
    return { ...sent, ...subjectPart, messageId: messages[event.step] };
  }
  if (event.type === 'planned' && event.step === undefined) {
    const { status: _status, ...plan } = z.looseObject({}).parse(state);
    return { ...event, ...plan, version };
  }
  return event;
}

function mapValues(
  record: Record<string, string>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
