import { createHmac } from 'node:crypto';

/**
 * Headers that prove a pushed webhook: method, address, body and time under the secret of the app. Written here apart
 * from what proves them, from https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation
 */
export function signedHeaders({
  url,
  body,
  secret,
  at,
}: {
  url: string;
  body: string;
  secret: string;
  at: number;
}): Record<string, string> {
  const text = `POST${plainly(url)}${body}${at}`;
  return {
    'content-type': 'application/json',
    'x-hubspot-request-timestamp': String(at),
    'x-hubspot-signature-v3': createHmac('sha256', secret).update(text, 'utf8').digest('base64'),
  };
}

/** Characters that are written plainly in the address that is signed. */
function plainly(url: string): string {
  return ":/?@!$'()*,;".split('').reduce((text, character) => {
    const code = `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
    return text.replaceAll(code, character).replaceAll(code.toLowerCase(), character);
  }, url);
}
