import * as z from 'zod/mini';
import type { Instant } from '../kernel/instant.ts';
import { text, number } from '../kernel/shapes.ts';
import { epochSeconds, plusSeconds } from '../time/instants.ts';

/** Marks that something that counts once has happened. */
export const marker = z.object({
  organisation: text,
  /** What counts once: that this message was opened, that it was clicked by a bot … */
  id: text,
  revision: number,
  /** What came first. */
  first: text,
  /** In seconds of Unix time. */
  expiresAt: number,
});
export type Marker = z.output<typeof marker>;

/** A link of a message lives for 400 days after it went out: what comes first at its very end is not followed by more. */
const MARKED_SECONDS = 400 * 24 * 60 * 60;

/** Until when a mark of what happened at an instant is kept: as long as it can happen again. */
export function markerExpiry(at: Instant): number {
  return epochSeconds(plusSeconds(at, MARKED_SECONDS));
}
