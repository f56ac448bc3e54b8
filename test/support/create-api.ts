import { createIdentities } from '#functions/api/create-identities.ts';
import { createReading } from '#functions/api/create-reading.ts';
import { createSending } from '#functions/api/create-sending.ts';
import { createWriting } from '#functions/api/create-writing.ts';
import type { ApiFunction } from '#functions/api/api-routes.ts';
import type { HttpHandler } from '#functions/runtime/http-stack.ts';
import { functionReached } from './function-reached.ts';

/** What the functions that the API is cut into reach outside through. */
type ApiPorts = Parameters<typeof createReading>[0] &
  Parameters<typeof createWriting>[0] &
  Parameters<typeof createSending>[0] &
  Parameters<typeof createIdentities>[0];

/** The functions that the API is cut into by what they may do. */
export function partsOfApi(ports: ApiPorts): Record<ApiFunction, HttpHandler> {
  return {
    'api-reading': createReading(ports),
    api: createWriting(ports),
    'api-sending': createSending(ports),
    'api-identities': createIdentities(ports),
  };
}

/** Functions behind the routes of the manifest. */
export function behindRoutes(parts: Readonly<Record<string, HttpHandler>>): HttpHandler {
  return async (event, context) => {
    const { method } = event.requestContext.http;
    const part = parts[functionReached(method, event.rawPath)];
    if (part === undefined) throw new Error(`${method} ${event.rawPath} reaches none of these functions`);
    return part(event, context);
  };
}

/** The API but for its functions that speak with services outside: connections and the doctor. */
export function createApi(ports: ApiPorts): HttpHandler {
  return behindRoutes(partsOfApi(ports));
}
