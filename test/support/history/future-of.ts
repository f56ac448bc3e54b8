import { isOver, type Enrollment } from '#shared/domain/core/enrollment.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { utc } from '#shared/domain/time/utc.ts';
import { startOfDay } from '#shared/domain/time/zones.ts';
import { ORGANISATION as organisation, type World } from '../world.ts';

/** What each enrollment that is not over still has before it (F4); undefined: nothing, it is lost. */
export async function futureOf(
  w: World,
  { id, revision, state, claim }: Enrollment,
): Promise<string | undefined> {
  const wakeUps = [...w.scheduler.entries(), ...w.queue.wakeUps].map(({ wakeUp }) => wakeUp);
  const woken = wakeUps.some(
    (one) => one.kind === 'step' && one.enrollment === id && one.revision === revision,
  );
  switch (state.status) {
    case 'scheduled':
      return woken ? 'wake-up' : undefined;
    case 'backlogged':
      return wakeUps.some((one) => one.kind === 'lane' && one.lane === state.lane) ? 'opening' : undefined;
    case 'waiting':
      return (await w.ports.store.tasks.get(organisation, state.taskId))?.status === 'open'
        ? 'task'
        : undefined;
    case 'unknown':
    case 'sending':
      return claim?.step === state.step ? 'claim' : undefined;
    case 'paused':
      return state.until === undefined || woken ? 'pause' : undefined;
    case 'stopped':
    case 'finished':
      return isOver(state) ? 'over' : undefined;
  }
}

/**
 * The instants that enrollments wait for and nothing will wake them at, the earliest first: the sweep finds them then. A
 * queue that nothing opens is found on its day.
 */
export async function missedInstants(w: World): Promise<Instant[]> {
  const missed: Instant[] = [];
  for (const enrollment of await w.enrollments()) {
    if ((await futureOf(w, enrollment)) !== undefined) continue;
    const { state } = enrollment;
    if (state.status === 'scheduled') missed.push(state.at);
    if (state.status === 'paused' && state.until !== undefined) missed.push(state.until);
    if (state.status === 'backlogged') missed.push(startOfDay(state.opensOn, utc));
  }
  return missed.toSorted((a, b) => a - b);
}
