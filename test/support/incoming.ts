import assert from 'node:assert/strict';
import { incomingEventHandlers } from '#functions/api/handlers/connections/incoming-events.ts';
import { mapError } from '#functions/api/map-errors.ts';
import { serveOperations } from '#functions/api/serve-operations.ts';
import { createReceiveEvents } from '#functions/public/create-receive-events.ts';
import type { HttpHandler } from '#functions/runtime/http-stack.ts';
import { aircallStandIn } from '#infra/local/crm/aircall/aircall-stand-in.ts';
import { calendlyStandIn } from '#infra/local/crm/calendly/calendly-stand-in.ts';
import { genericStandIn } from '#infra/local/crm/generic/generic-stand-in.ts';
import type { Message } from '#infra/local/crm/message.ts';
import { ringoverStandIn } from '#infra/local/crm/ringover/ringover-stand-in.ts';
import type { StandIn } from '#infra/local/crm/stand-in.ts';
import { aircallConnector } from '#shared/adapters/incoming/aircall.ts';
import { askBy } from '#shared/adapters/incoming/ask-service.ts';
import { calendly } from '#shared/adapters/incoming/calendly.ts';
import { generic } from '#shared/adapters/incoming/generic.ts';
import { ringoverConnector } from '#shared/adapters/incoming/ringover.ts';
import { incomingEventOperations } from '#shared/contracts/api/incoming-events.ts';
import type { ConnectionKind } from '#shared/domain/connections/connectors.ts';
import type { IncomingEvent } from '#shared/domain/incoming/incoming-event.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { epochMs } from '#shared/domain/time/instants.ts';
import type { Step } from '#shared/domain/sequences/step.ts';
import type { CrmConnector } from '#shared/ports/crm.ts';
import { refusalCounter, type Refusals } from '#shared/use-cases/incoming/count-refusals.ts';
import { followEvent, type FollowPorts } from '#shared/use-cases/incoming/follow-event.ts';
import { knownConnections } from '#shared/use-cases/incoming/known-connections.ts';
import { receiveEvent } from '#shared/use-cases/incoming/receive-event.ts';
import { retryEvents } from '#shared/use-cases/incoming/retry-events.ts';
import { apiEvent, callersOf, send, type ApiAnswer, type ApiWorld } from './api.ts';
import { memoryVault } from './memory/memory-vault.ts';
import { prepared } from './workflow-lead.ts';
import type { WorkflowWorld } from './workflows.ts';
import { ORGANISATION as organisation } from './world.ts';

/** The kinds that send calls and bookings. */
export type SendingKind = 'calendly' | 'ringover' | 'aircall' | 'generic';

/** A world into which services send what happens, each by its stand-in. */
export type IncomingWorld = WorkflowWorld & {
  standIns: ReturnType<typeof standInsAt>;
  following: FollowPorts;
  handler: HttpHandler;
  as: ApiWorld['as'];
  /** Connects a service; gives the token of its address. */
  connect(kind: SendingKind, of?: { completesCallTasks?: boolean }): Promise<string>;
  /** Posts to an address. */
  post(kind: string, token: string, message: Message, base64?: boolean): Promise<ApiAnswer>;
  /** Works off what came in, as the stream does, and everything that follows. */
  follow(): Promise<void>;
  /** What `sync-connections` does for a connection. */
  retry(kind: ConnectionKind): ReturnType<typeof retryEvents>;
  events(): Promise<IncomingEvent[]>;
  /** What was logged of requests that were not believed. */
  refused: Refusals[];
  /** What CRMs said that they changed. */
  crmChanges: string[];
  /** Lets the clock pass by which an instance remembers. */
  pass(ms: number): void;
};

function standInsAt(now: () => Instant) {
  const ms = (): number => epochMs(now());
  return {
    calendly: calendlyStandIn({ now: ms }),
    ringover: ringoverStandIn({ now: ms, listedAfter: 5 }),
    aircall: aircallStandIn({ now: ms }),
    generic: genericStandIn({ now: ms }),
  };
}

/** Asks a stand-in in place of its service. */
export function asking(standIn: StandIn, base: string) {
  return askBy(async (url, init) => {
    const headers = Object.fromEntries(new Headers(init.headers));
    assert.ok(url.startsWith(base), url);
    const answer = await standIn.handle({ method: 'GET', path: url.slice(base.length), headers, body: '' });
    if (answer === 'hang-up') throw new TypeError('fetch failed');
    const body = answer.status === 204 ? null : answer.body;
    return new Response(body, { status: answer.status, ...(answer.headers && { headers: answer.headers }) });
  });
}

/** @param steps of the sequence; the lead is not in it yet */
export async function incomingWorld(steps?: Partial<Step>[]): Promise<IncomingWorld> {
  const w = await prepared(steps);
  const { store } = w.flows;
  const standIns = standInsAt(() => w.clock.now());
  const vault = memoryVault(w.clock);
  const incoming = {
    calendly,
    generic,
    ringover: ringoverConnector(asking(standIns.ringover, 'https://public-api.ringover.com')),
    aircall: aircallConnector(asking(standIns.aircall, 'https://api.aircall.io')),
  };
  const crmChanges: string[] = [];
  const following: FollowPorts = {
    ...w.flows,
    vault,
    incoming,
    onCrmChanged: async (of, kind) => void crmChanges.push(`${of} ${kind}`),
  };
  let elapsed = 0;
  const known = knownConnections({ store, vault }, () => elapsed);
  const counter = refusalCounter({ store });
  const refused: Refusals[] = [];
  const handler = createReceiveEvents(async () => ({
    now: () => w.clock.now(),
    publicUrl: 'https://acme.example',
    receive: (request) => receiveEvent({ store, ids: w.ports.ids, incoming, known }, request),
    count: ({ organisation: of, connection: kind, why }, now) =>
      counter.add({ organisation: of, kind }, why, now),
    refused: (refusals) => refused.push(refusals),
    failed: (error) => assert.fail(String(error)),
  }));
  const noCrm: CrmConnector = { open: () => assert.fail('No CRM is asked.') };
  const connected = {
    ...following,
    clock: w.clock,
    crms: { salesforce: noCrm, hubspot: noCrm },
    publicUrl: 'https://acme.example',
    allowedAddresses: [],
    recordOfCaller: (of: string, userId: string) => store.users.get(of, userId),
  };
  const api = serveOperations(connected, incomingEventOperations, incomingEventHandlers, mapError);
  const events = () => Array.fromAsync(store.incomingEvents.scan());

  return {
    ...w,
    standIns,
    following,
    handler,
    as: callersOf(api),
    refused,
    crmChanges,
    events,
    pass: (ms) => void (elapsed += ms),
    async connect(kind, { completesCallTasks } = {}) {
      const token = `${organisation}.${w.ports.ids.secret()}`;
      const now = w.clock.now();
      await store.connections.put(
        {
          organisation,
          id: kind,
          revision: 1,
          kind,
          settings: {},
          addressHash: w.ports.ids.hash(token),
          ...(completesCallTasks !== undefined && { completesCallTasks }),
          credentialsAt: now,
          createdBy: 'ada',
          createdAt: now,
        },
        'absent',
      );
      await vault.write(organisation, kind, { ...standIns[kind].credentials });
      return token;
    },
    post: (kind, token, message, base64) =>
      send(handler, publicEvent(`/in/${kind}/${token}`, message, base64)),
    async follow() {
      for (const { state, ...event } of await events()) {
        if (state.status === 'waiting' && state.tries === 0)
          await followEvent(following, event, w.clock.now());
      }
      await w.settle();
    },
    async retry(kind) {
      const retried = await retryEvents(following, { organisation, kind }, w.clock.now());
      await w.settle();
      return retried;
    },
  };
}

/** A request to an address as API Gateway sends it on. */
function publicEvent(path: string, { headers, body }: Message, base64 = false) {
  const event = apiEvent('POST', path, { headers: { ...headers } });
  const { pathParameters: _none, ...rest } = event;
  return {
    ...rest,
    body: base64 ? Buffer.from(body).toString('base64') : body,
    isBase64Encoded: base64,
  };
}
