import type { StepId } from '../kernel/ids.ts';
import { cutText } from '../kernel/cut-text.ts';
import type { Enrollment, SentSubject } from './enrollment.ts';

/** Longest subject that goes out, in UTF-16 units: a line of a mail's header holds 998 characters (RFC 5322). */
const maxSubjectLength = 998;

const mark = 'Re: ';
/** Marks of replies that stand before a subject, by us or by whoever wrote it. */
const marks = /^(?:re:\s*)+/i;

/** A subject as it can go out: cut where it is longer than a header holds. */
export function fittingSubject(subject: string): string {
  return cutText(subject, maxSubjectLength);
}

/** The subject of a reply in the thread of a mail with this subject (D6): `Re: ` before it, once. */
export function replySubject(subject: string): string {
  return `${mark}${bare(subject)}`;
}

/** The subjects that went out, with that of one more mail. */
export function withSubject(subjects: readonly SentSubject[], step: StepId, subject: string): SentSubject[] {
  const sent = bare(subject);
  if (subjects.every((one) => one.subject !== sent)) return [...subjects, { subject: sent, steps: [step] }];
  return subjects.map((one) =>
    one.subject === sent && !one.steps.includes(step) ? { ...one, steps: [...one.steps, step] } : one,
  );
}

/** What the mail of a step bore as its subject when it went out, without `Re: `; undefined: it is not known. */
export function sentSubject({ subjects }: Pick<Enrollment, 'subjects'>, step: StepId): string | undefined {
  return subjects?.find(({ steps }) => steps.includes(step))?.subject;
}

/** Without the marks of replies, and short enough for one more. A subject that is nothing else stays as it is. */
function bare(subject: string): string {
  const rest = subject.replace(marks, '');
  return cutText(rest === '' ? subject : rest, maxSubjectLength - mark.length);
}
