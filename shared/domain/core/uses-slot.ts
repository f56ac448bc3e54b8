import type { StepId } from '../kernel/ids.ts';
import type { LocalDate } from '../kernel/instant.ts';
import { slotKey } from '../lanes/slot-key.ts';
import type { Enrollment } from './enrollment.ts';

/** Whether an enrollment holds a slot of a day, or has used it. */
export function usesSlot(
  { id, state, claim, done }: Enrollment,
  { date, key }: { date: LocalDate; key: string },
): boolean {
  const isOf = (step: StepId): boolean => slotKey(id, step) === key;
  if (claim !== undefined && isOf(claim.step)) return true;
  if ('place' in state && state.place === date && isOf(state.step)) return true;
  return done.some(isOf);
}
