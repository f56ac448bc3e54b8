import type { incomingEventOperations } from '#shared/contracts/api/incoming-events.ts';
import type { ConnectionPorts } from '#shared/use-cases/connections/connection-ports.ts';
import { assignEvent } from '#shared/use-cases/incoming/assign-event.ts';
import { ignoreEvent } from '#shared/use-cases/incoming/ignore-event.ts';
import { listEvents, shownEvent } from '#shared/use-cases/incoming/list-events.ts';
import type { AdmissionPorts, Handlers } from '../../route.ts';

export const incomingEventHandlers: Handlers<
  typeof incomingEventOperations,
  ConnectionPorts & AdmissionPorts
> = {
  listIncomingEvents: async (ports, { caller, query }) => {
    const page = await listEvents(ports, { caller, ...query });
    return { kind: 'ok', body: { ...page, items: page.items.map(shownEvent) } };
  },

  assignIncomingEvent: async (ports, { caller, params, body, now }) => {
    const outcome = await assignEvent(ports, { caller, ...params, ...body, now });
    return outcome.kind === 'assigned' ? { kind: 'ok', body: shownEvent(outcome.event) } : outcome;
  },

  ignoreIncomingEvent: async (ports, { caller, params }) => {
    const outcome = await ignoreEvent(ports, { caller, ...params });
    return outcome.kind === 'ignored' ? { kind: 'ok', body: shownEvent(outcome.event) } : outcome;
  },
};
