import * as z from 'zod/mini';
import { heldChannels, holdLevels, type Hold, type HoldProbe } from '../../domain/holds/hold.ts';
import { plain } from './codec.ts';
import { objectOf } from './object-of.ts';

const text = z.string();

/** A hold as stored. */
export const holdCodec = plain<Hold>(
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
    since: text,
    until: z.optional(text),
    probe: z.optional(objectOf<HoldProbe>()({ at: text, enrollment: z.optional(text) })),
    refusals: z.number(),
  }),
);
