import { isOver, type Enrollment } from '#shared/domain/core/enrollment.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { ORGANISATION as organisation, type World } from '../world.ts';

/**
 * What each enrollment that is not over still has before it (F4); undefined: nothing, it is lost. Where wake-ups were
 * lost on the way, those of more than an hour from now are the next sweep's.
 */
export async function futureOf(
  w: World,
  { id, revision, state, claim }: Enrollment,
  swept: boolean,
): Promise<string | undefined> {
  const wakeUps = [...w.scheduler.entries(), ...w.queue.wakeUps].map(({ wakeUp }) => wakeUp);
  const woken = wakeUps.some(
    (one) => one.kind === 'step' && one.enrollment === id && one.revision === revision,
  );
  const later = (at: Instant) => swept && at > plusMinutes(w.clock.now(), 60);
  switch (state.status) {
    case 'scheduled':
      return woken || later(state.at) ? 'wake-up' : undefined;
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
      return state.until === undefined || woken || later(state.until) ? 'pause' : undefined;
    case 'stopped':
    case 'finished':
      return isOver(state) ? 'over' : undefined;
  }
}
