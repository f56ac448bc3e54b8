import { hmacLinkMaker } from '#shared/adapters/aws/hmac-link-signer.ts';
import { ofLinkSecret } from './of-link-secret.ts';

/** Signs public links, in functions that read none. */
export const linkMaker = ofLinkSecret(hmacLinkMaker);
