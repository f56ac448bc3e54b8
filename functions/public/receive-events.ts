import { refusalCounter } from '#shared/use-cases/incoming/count-refusals.ts';
import { knownConnections } from '#shared/use-cases/incoming/known-connections.ts';
import { receiveEvent } from '#shared/use-cases/incoming/receive-event.ts';
import { clock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { memoized } from '../runtime/memoized.ts';
import { receivePorts } from '../runtime/receive-ports.ts';
import { createReceiveEvents } from './create-receive-events.ts';

const known = memoized(() => knownConnections(receivePorts(), () => performance.now()));
const counter = memoized(() => refusalCounter(receivePorts()));

/** What calendars, telephone systems and CRMs send (B6). */
export const handler = createReceiveEvents(async () => ({
  now: () => clock.now(),
  publicUrl: receivePorts().publicUrl,
  receive: (request) => receiveEvent({ ...receivePorts(), known: known() }, request),
  count: ({ organisation, connection: kind, why }, now) => counter().add({ organisation, kind }, why, now),
  refused: (refusals) => logger.warn('incoming requests were not believed', refusals),
  failed: (error) => logger.error('incoming requests that were not believed were not counted', { error }),
}));
