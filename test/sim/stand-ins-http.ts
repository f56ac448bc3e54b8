import * as asking from '#shared/adapters/incoming/ask-service.ts';
import type { HttpCall, HttpOutcome } from '#shared/adapters/crm/salesforce/salesforce-http.ts';
import { here } from './here.ts';

/** What goes out to services by HTTP, in place of the modules of the same exports: to the stand-ins of the world at hand. */

export const { askBy, addressAt } = asking;

export const askService = asking.askBy((url, { headers = {} }) =>
  here().world.telephone.ask(here(), url, Object.fromEntries(new Headers(headers))),
);

export function callOnce(call: HttpCall): Promise<HttpOutcome> {
  return here().world.crm.call(here(), call);
}
