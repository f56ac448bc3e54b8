import type { ItemOf } from '../../api/operations.ts';
import { msg, type Message } from '../../i18n/i18n.ts';

export type IncomingEvent = ItemOf<'GET /v1/incoming-events'>;

/** How far an event is: what waits for a person comes first. */
export const states: Record<IncomingEvent['state'], Message> = {
  unmatched: msg('To be assigned'),
  waiting: msg('Being worked off'),
  taken: msg('With its lead'),
  ignored: msg('Dismiss'),
};
export const stateNames = Object.keys(states) as IncomingEvent['state'][];
