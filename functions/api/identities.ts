import { identityPorts } from '../runtime/identities-ports.ts';
import { createIdentities } from './create-identities.ts';

/** The operations that change sending domains and the access of users, behind the JWT authorizer. */
export const handler = createIdentities(identityPorts());
