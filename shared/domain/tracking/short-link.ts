import * as z from 'zod/mini';
import type { Instant } from '../kernel/instant.ts';
import { identity, number } from '../kernel/shapes.ts';
import { trackedLink, type TrackedLink } from '../templates/track-links.ts';
import { linkedMessage, type LinkedMessage } from './link-token.ts';

/**
 * A tracked link of an SMS. Where it leads is stored, since every character of a text is paid for: its address is
 * `/l/<organisation>.<key>`, 13 to 24 characters after the host.
 */
export type ShortLink = LinkedMessage & TrackedLink & { key: string; expires: Instant };

/** A short link as kept (A8): its id is its key; gone some time after `expiresAt`, in seconds of Unix time. */
export const storedShortLink = z.object({
  ...linkedMessage.shape,
  ...trackedLink.shape,
  ...identity,
  expiresAt: number,
});
export type StoredShortLink = z.output<typeof storedShortLink>;

/** What stands in the address of a short link. */
export function shortLinkId(organisation: string, key: string): string {
  return `${organisation}.${key}`;
}

/** The organisation and key that a token names; undefined when it is no short link's. */
export function readShortLinkId(token: string): { organisation: string; key: string } | undefined {
  const [, organisation, key] = /^([a-z0-9-]{1,12})\.([\w-]{10})$/.exec(token) ?? [];
  return organisation === undefined || key === undefined ? undefined : { organisation, key };
}
