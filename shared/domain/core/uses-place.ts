import type { LocalDate } from '../kernel/instant.ts';
import { placeKey } from '../lanes/place-key.ts';
import type { Enrollment } from './enrollment.ts';

/** Whether an enrollment holds a place of a day, or has used it. */
export function usesPlace(
  { id, state, claim, done }: Enrollment,
  { date, key }: { date: LocalDate; key: string },
): boolean {
  const isOf = (step: string): boolean => placeKey(id, step) === key;
  if (claim !== undefined && isOf(claim.step)) return true;
  if ('place' in state && state.place === date && isOf(state.step)) return true;
  return done.some(isOf);
}
