import type { LeadId, SequenceId } from './ids.ts';
import type { Branded } from './brand.ts';

/** One of a lead's times through a sequence: `<lead>.<sequence>.<n>`, from 1. */
export type EnrollmentId = Branded<string, 'EnrollmentId'>;

/** The id of a lead's n-th time through a sequence. */
export function enrollmentId(leadId: LeadId, sequenceId: SequenceId, round: number): EnrollmentId {
  return `${leadId}.${sequenceId}.${round}` as EnrollmentId;
}

/** Whether a text has the form of an enrollment's id. */
export function isEnrollmentId(text: string): text is EnrollmentId {
  return /^[^.]+\.[^.]+\.[1-9]\d{0,2}$/.test(text);
}

/** Parts of an enrollment's id. */
export function enrollmentIdParts(id: EnrollmentId): {
  leadId: LeadId;
  sequenceId: SequenceId;
  round: number;
} {
  const [leadId = '', sequenceId = '', round] = id.split('.');
  return { leadId, sequenceId, round: Number(round) };
}

/** The enrollment with whose id another id begins, and what of that comes behind its dot. */
export function enrollmentAndRest(id: string): { enrollmentId: EnrollmentId; rest: string } {
  const [leadId, sequenceId, round, ...rest] = id.split('.');
  return { enrollmentId: `${leadId}.${sequenceId}.${round}` as EnrollmentId, rest: rest.join('.') };
}
