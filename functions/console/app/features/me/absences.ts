import type { Answer } from '../../api/operations.ts';
import { dayAfter } from '../../i18n/format.ts';

export type Absence = NonNullable<Answer<'GET /v1/settings/{scope}'>['values']['absences']>[number];

/** Absences that are over and kept; the API takes 50 in all. */
const OVER_KEPT = 10;

const inOrder = (absences: readonly Absence[]): Absence[] =>
  [...absences].sort((a, b) => a.from.localeCompare(b.from));

/** What is written again of the absences that there are: those to come, and the last that are over. */
export function kept(absences: readonly Absence[], today: string): Absence[] {
  const over = inOrder(absences.filter(({ to }) => to < today));
  return inOrder([...over.slice(-OVER_KEPT), ...absences.filter(({ to }) => to >= today)]);
}

/** The absences in order with one more, or with one in the place of another; where that one stands among them. */
export function withAbsence(
  absences: readonly Absence[],
  next: Absence,
  before: Absence | undefined,
): { absences: Absence[]; index: number } {
  const all = inOrder([...absences.filter((absence) => absence !== before), next]);
  return { absences: all, index: all.indexOf(next) };
}

/** The absences without one that has not begun, or with one that ended yesterday, so that today is a working day. */
export function endedToday(absences: readonly Absence[], ended: Absence, today: string): Absence[] {
  return absences.flatMap((absence) => {
    if (absence.from !== ended.from) return [absence];
    return absence.from < today ? [{ ...absence, to: dayAfter(today, -1) }] : [];
  });
}
