import type { HttpHandler } from '../runtime/http-stack.ts';
import { apiOperations } from '#shared/contracts/api/operations.ts';
import { handlers } from './handlers.ts';
import { mapError } from './map-errors.ts';
import type { ApiPorts } from './route.ts';
import { serveOperations } from './serve-operations.ts';

/** The API: one route for each operation of the contract, but for those that have a function of their own. */
export function createApi(ports: ApiPorts): HttpHandler {
  return serveOperations(ports, apiOperations, handlers, mapError);
}
