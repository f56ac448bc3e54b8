import { hmacLinkSigner } from '#shared/adapters/aws/hmac-link-signer.ts';
import { ofLinkSecret } from './of-link-secret.ts';

/** Signs public links, and reads those that come back. */
export const links = ofLinkSecret(hmacLinkSigner);
