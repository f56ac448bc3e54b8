import { sendingPorts } from '../runtime/sending-ports.ts';
import { createSending } from './create-sending.ts';

/** The operations that call the provider of mails and texts, behind the JWT authorizer. */
export const handler = createSending(sendingPorts());
