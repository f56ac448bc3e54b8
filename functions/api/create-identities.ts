import { peopleOperations } from '#shared/contracts/api/people.ts';
import { sendingDomainOperations } from '#shared/contracts/api/sending-domain.ts';
import type { ApiOperations } from '#shared/contracts/api/operations.ts';
import type { HttpHandler } from '../runtime/http-stack.ts';
import { peopleHandlers } from './handlers/identities/people.ts';
import { sendingDomainHandlers } from './handlers/identities/sending-domain.ts';
import { mapError } from './map-errors.ts';
import { serveOperations } from './serve-operations.ts';
import type { IdentityHandlers, IdentityPorts } from './identities-ports.ts';

/** The work of the operations that change sending domains and the access of users. */
export const identityHandlers: IdentityHandlers<ApiOperations> = {
  ...peopleHandlers,
  ...sendingDomainHandlers,
};

/** The operations that change sending domains and the access of users. */
export function createIdentities(ports: IdentityPorts): HttpHandler {
  return serveOperations(
    ports,
    { ...peopleOperations, ...sendingDomainOperations },
    identityHandlers,
    mapError,
  );
}
