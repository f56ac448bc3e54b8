import * as z from 'zod/mini';
import type { Instant } from '../kernel/instant.ts';
import { text, number } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';
import { plusSeconds } from '../time/instants.ts';

/**
 * Which of its signing secrets an organisation uses. Secrets are made from a key of the stage and this number, so none is
 * stored. After a rotation the one before signs too for a day, so that receivers can change over.
 */
export const webhookRotation = z.object({
  organisation: text,
  id: z.literal('current'),
  revision: number,
  number,
  rotatedAt: instant,
});
export type WebhookRotation = z.output<typeof webhookRotation>;

const BOTH_SECONDS = 86_400;

/** Until when the secret before signs too; undefined: it does not any more, or there is none. */
export function previousSignsUntil(rotation: WebhookRotation | undefined, now: Instant): Instant | undefined {
  if (rotation === undefined) return undefined;
  const until = plusSeconds(rotation.rotatedAt, BOTH_SECONDS);
  return now < until ? until : undefined;
}

/** Numbers of the secrets that sign now, the present one first. */
export function signingNumbers(rotation: WebhookRotation | undefined, now: Instant): number[] {
  const number = rotation?.number ?? 0;
  return previousSignsUntil(rotation, now) === undefined ? [number] : [number, number - 1];
}
