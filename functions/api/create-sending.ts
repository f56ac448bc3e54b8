import { taskOperations } from '#shared/contracts/api/tasks.ts';
import { templateOperations } from '#shared/contracts/api/templates.ts';
import type { ApiOperations } from '#shared/contracts/api/operations.ts';
import type { HttpHandler } from '../runtime/http-stack.ts';
import { taskHandlers } from './handlers/sending/tasks.ts';
import { templateHandlers } from './handlers/sending/templates.ts';
import { mapError } from './map-errors.ts';
import { serveOperations } from './serve-operations.ts';
import type { SendingHandlers, SendingPorts } from './sending-ports.ts';

/** The work of the operations that call the provider of mails and texts. */
export const sendingHandlers: SendingHandlers<ApiOperations> = {
  ...taskHandlers,
  ...templateHandlers,
};

/** The operations that call the provider of mails and texts. */
export function createSending(ports: SendingPorts): HttpHandler {
  return serveOperations(ports, { ...taskOperations, ...templateOperations }, sendingHandlers, mapError);
}
