import type { Enrollment, SentSubject } from '../../domain/core/enrollment.ts';

/** Subjects as stored: under each the positions that its steps have among those done, as an enrollment keeps many. */
export type PackedSubjects = Record<string, string>;

/** Packs the subjects that went out. A step that is not done bears none. */
export function packSubjects({ subjects, done }: Pick<Enrollment, 'subjects' | 'done'>): PackedSubjects {
  const places = (steps: readonly string[]) =>
    steps.flatMap((step) => (done.includes(step) ? [done.indexOf(step)] : []));
  return Object.fromEntries((subjects ?? []).map(({ subject, steps }) => [subject, places(steps).join(' ')]));
}

/** The subjects that were packed. */
export function unpackSubjects(packed: PackedSubjects, done: readonly string[]): SentSubject[] {
  return Object.entries(packed).map(([subject, places]) => ({
    subject,
    steps: places.split(' ').flatMap((place) => done[Number(place)] ?? []),
  }));
}

/** What of a subject comes before the one that its enrollment keeps, such as `Re: `; undefined: it keeps another. */
export function packSubject(subject: string, kept: string | undefined): string | undefined {
  return kept !== undefined && subject.endsWith(kept)
    ? subject.slice(0, subject.length - kept.length)
    : undefined;
}
