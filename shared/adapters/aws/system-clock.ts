import { fromEpochMs } from '../../domain/time/instants.ts';
import type { Clock } from '../../ports/clock.ts';

/** The time of the machine. */
export const systemClock: Clock = { now: () => fromEpochMs(Date.now()) };
