import { hmacLinkSigner } from '#shared/adapters/aws/hmac-link-signer.ts';
import { readSecret } from '#shared/adapters/aws/secret-reader.ts';
import { readVariable } from '#shared/config/read-environment.ts';
import type { LinkSigner } from '#shared/ports/link-signer.ts';

let reading: Promise<LinkSigner> | undefined;

/** Signs public links. The secret is read once; a reading that failed is tried again at the next use. */
export async function links(): Promise<LinkSigner> {
  reading ??= readSecret(readVariable('linkSecretArn')).then(hmacLinkSigner);
  try {
    return await reading;
  } catch (error) {
    reading = undefined;
    throw error;
  }
}
