import type { Enrolled } from '../history.ts';
import type { Answer } from '../people.ts';
import type { Act, ActKind, Person } from '../scenario.ts';
import type { Stage } from '../stage.ts';

/** What an act does, as whoever does it would: through the API, by a mail, or with the provider. */
export type Doing = (stage: Stage, act: Act) => Promise<void>;

/** Doings of some acts, by their names. */
export type Doings = Partial<Record<ActKind | 'enroll', Doing>>;

/** One of some, by a number that counts around; undefined: there are none. */
export const at = <T>(some: readonly T[], pick: number): T | undefined =>
  some[pick % Math.max(1, some.length)];

/** How a rep asks the API. */
export const userOf = ({ id }: Person) => ({ id, role: 'user' as const });

/** Notes that somebody meddles with all enrollments of a lead, and what was tried. */
export function touchLead({ history }: Stage, lead: string, what?: string): void {
  if (what !== undefined) history.tried.add(`${what} ${lead}`);
  for (const { enrollment: id, lead: of } of history.enrolled) if (of === lead) history.touched.add(id);
}

/** Notes who was enrolled, as the answer of a request says that asked for it. */
export function noteEnrolled(
  { history, world }: Stage,
  answer: Answer,
  of: Pick<Enrolled, 'sequence' | 'user' | 'begun'>,
): void {
  if (answer.status !== 200) return;
  for (const { leadId: lead, outcome, enrollmentId: enrollment } of answer.body.results) {
    if (outcome !== 'enrolled' || history.enrolled.some((one) => one.enrollment === enrollment)) continue;
    history.enrolled.push({ enrollment, lead, ...of, sure: world.order });
  }
}
