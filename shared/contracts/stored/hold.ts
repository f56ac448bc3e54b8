import * as z from 'zod/mini';
import { heldChannels, holdLevels, type Hold, type HoldProbe } from '../../domain/holds/hold.ts';
import { epochSeconds } from '../../domain/time/instants.ts';
import { instant } from '../instant.ts';
import { plain, type Codec } from './codec.ts';
import { objectOf } from './object-of.ts';
import { enrollmentId } from '../ids.ts';

const text = z.string();

const plainHold = plain<Hold>(
  objectOf<Hold>()({
    organisation: text,
    id: text,
    revision: z.number(),
    level: z.enum(holdLevels),
    channel: z.enum([...heldChannels, 'all']),
    userId: z.optional(text),
    reason: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('provider'), code: text, message: text }),
      z.object({ kind: z.literal('person'), userId: text, note: z.optional(text) }),
    ]),
    since: instant,
    until: z.optional(instant),
    probe: z.optional(objectOf<HoldProbe>()({ at: instant, enrollment: z.optional(enrollmentId) })),
    refusals: z.number(),
  }),
);

/** How long a hold that is over is kept, in seconds: the sweep looks after its lanes for two hours. */
const KEPT_SECONDS = 24 * 60 * 60;

/** A hold as stored. One that has an end is dropped a day after it, unless it was held anew by then. */
export const holdCodec: Codec<Hold> = {
  ...plainHold,
  encode: (hold) => ({
    ...plainHold.encode(hold),
    ...(hold.until !== undefined && { expiresAt: epochSeconds(hold.until) + KEPT_SECONDS }),
  }),
};
