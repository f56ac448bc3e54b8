import type { Instant } from '../kernel/instant.ts';
import { epochSeconds, plusSeconds } from '../time/instants.ts';

/** Marks that something that counts once has happened. */
export type Marker = {
  organisation: string;
  /** What counts once: that this message was opened, that it was clicked by a bot … */
  id: string;
  revision: number;
  /** What came first. */
  first: string;
  /** In seconds of Unix time. */
  expiresAt: number;
};

/** A link of a message lives for 400 days after it went out: what comes first at its very end is not followed by more. */
const MARKED_SECONDS = 400 * 24 * 60 * 60;

/** Until when a mark of what happened at an instant is kept: as long as it can happen again. */
export function markerExpiry(at: Instant): number {
  return epochSeconds(plusSeconds(at, MARKED_SECONDS));
}
