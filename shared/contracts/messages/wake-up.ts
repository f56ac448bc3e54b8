import * as z from 'zod/mini';
import { localDate } from '../calendar.ts';
import { instant } from '../instant.ts';
import type { WakeUp } from '../../domain/lanes/wake-up.ts';
import { enrollmentId, laneId } from '../ids.ts';

const entry = z.optional(z.object({ name: z.string(), at: instant }));

/** A message of the queue of lanes. */
export const wakeUpMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('step'),
    organisation: z.string(),
    lane: laneId,
    enrollment: enrollmentId,
    step: z.string(),
    revision: z.int().check(z.positive()),
    entry,
  }),
  z.object({
    kind: z.literal('lane'),
    organisation: z.string(),
    lane: laneId,
    freed: z.optional(z.object({ date: localDate, key: z.string() })),
    entry,
  }),
]) satisfies z.ZodMiniType<WakeUp>;
