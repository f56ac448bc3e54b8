/** Proof Key for Code Exchange (RFC 7636): what is sent first is a hash of what is shown later. */

const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** 256 random bits, as a verifier or a state. */
export const randomText = (): string => base64Url(crypto.getRandomValues(new Uint8Array(32)));

/** The challenge of a verifier, by S256. */
export async function challengeOf(verifier: string): Promise<string> {
  return base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}
