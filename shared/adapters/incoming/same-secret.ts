import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Whether two texts are the same, in a time that does not tell how much of them is. */
export function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** HMAC-SHA256 of a text. An empty key signs for anybody: who calls has seen to it that there is one. */
export function signatureOf(key: string | Uint8Array, text: string, as: 'hex' | 'base64'): string {
  return createHmac('sha256', key).update(text).digest(as);
}
