import * as z from 'zod/mini';
import { instant } from '../instant.ts';
import {
  suppressionReasons,
  suppressionSources,
  type SuppressedAddress,
} from '../../domain/people/suppression.ts';
import { plain } from './codec.ts';
import { objectOf } from './object-of.ts';

const text = z.string();

/** An address of the suppression list as stored. */
export const suppressionCodec = plain<SuppressedAddress>(
  objectOf<SuppressedAddress>()({
    organisation: text,
    id: text,
    revision: z.number(),
    address: text,
    reason: z.enum(suppressionReasons),
    at: instant,
    addedAt: instant,
    source: z.enum(suppressionSources),
    by: z.optional(text),
    note: z.optional(text),
    leadId: z.optional(text),
    lifted: z.optional(
      objectOf<NonNullable<SuppressedAddress['lifted']>>()({ at: instant, by: text, note: z.optional(text) }),
    ),
  }),
);
