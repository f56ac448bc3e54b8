import { epochMs } from '../time/instants.ts';
import type { Instant } from '../kernel/instant.ts';

const FAR_MS = 9_999_999_999_999;

/** A text that sorts the newest first. */
export function newestFirst(createdAt: Instant): string {
  return String(FAR_MS - epochMs(createdAt)).padStart(13, '0');
}
