import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import { slotKey } from '#shared/domain/lanes/slot-key.ts';
import { everyLaneDay } from '#test/support/lane-days.ts';
import { feedbackSteps } from '../feedback.ts';
import { stepIds } from '../scenario.ts';
import type { Audited, Violation } from './audited.ts';

/** A3: a slot of a day was used, or somebody has it still; only a worker that dies or fails may leave one behind. */
export async function slots({ stage }: Audited): Promise<Violation[]> {
  const { store, faults, agenda, claims } = stage.world;
  const leaving = [
    'throttled',
    'die-before',
    'die-after',
    'never-answered',
    'fail-before',
    'fail-after',
  ] as const;
  if (leaving.some((kind) => faults.happened.has(kind))) return [];
  const enrollments = await Array.fromAsync(store.enrollments.scan());
  const owners = new Map(
    enrollments.flatMap((enrollment) =>
      [...stepIds, ...feedbackSteps].map(
        (step) => [slotKey(enrollment.id, step), { enrollment, step }] as const,
      ),
    ),
  );
  const claimed = new Set(claims.all.map(({ enrollment, step }) => `${enrollment} ${step}`));
  const days = (await everyLaneDay(store)).filter(({ lane }) => !lane.endsWith('.task'));
  return days.flatMap(({ lane, date, slots: taken }) =>
    taken.flatMap(({ key }): Violation[] => {
      const owner = owners.get(key);
      if (owner === undefined) return [];
      const { enrollment, step } = owner;
      const isUsed =
        claimed.has(`${enrollment.id} ${step}`) ||
        holds(enrollment, step, date) ||
        isManual(stage, enrollment, step);
      const expected = `the slot of ${step} in ${lane} on ${date} to be given back`;
      return isUsed ? [] : [{ rule: 'A3 slots', enrollment: enrollment.id, at: agenda.now, expected }];
    }),
  );
}

function holds({ state }: Enrollment, step: string, date: string): boolean {
  return 'place' in state && state.step === step && state.place === date;
}

/** A mail or text of a task counts in the day, wherever it was sent from; a step may be of another type in each version. */
function isManual(stage: Audited['stage'], { sequenceId, done }: Enrollment, step: string): boolean {
  const ofSequence = stage.versions.filter(({ id }) => id === sequenceId).flatMap(({ steps }) => steps);
  return (
    done.includes(step) && ofSequence.some(({ id, type }) => id === step && !type.startsWith('automated'))
  );
}
