import type { StandIn, StandInAnswer } from '../stand-in.ts';
import { crmReply } from './hubspot-crm.ts';
import { hubspotDriver, type HubspotDriver, type HubspotFault } from './hubspot-driver.ts';
import { HubspotJournaling } from './hubspot-journaling.ts';
import { HubspotMeter, hubspotLimits, limitReply, type HubspotLimits } from './hubspot-limits.ts';
import { hubspotTypes, isHubspotType } from './hubspot-properties.ts';
import { HubspotPushing } from './hubspot-pushing.ts';
import { errorReply, HubspotReplyError, type HubspotReply } from './hubspot-reply.ts';
import { HubspotSignIn } from './hubspot-sign-in.ts';
import { HubspotStore } from './hubspot-store.ts';

export type HubspotSettings = {
  now: () => number;
  /** Undefined: those of HubSpot. */
  limits?: HubspotLimits;
  portalId?: number;
  accessToken?: string;
  clientId?: string;
  clientSecret?: string;
  /** Beginnings of the addresses that a person may be sent back to. */
  redirects?: readonly string[];
};

/** The stand-in: what answers under `/hubspot`, what connects with it, and what seeds and scripts it. */
export type HubspotStandIn = StandIn & {
  credentials: { accessToken: string; clientId: string; clientSecret: string };
  portalId: number;
  driver: HubspotDriver;
};

/** Where it is served, for the addresses that it hands out. */
const PREFIX = '/hubspot';

/** The only version that is served, said here apart from what asks for it. */
const VERSION = '2026-03';

/**
 * A small HubSpot: records with search, merges and batches, properties, owners, tokens, the journal, pushed webhooks, and
 * limits, all in memory. As strict as HubSpot where its documentation says how strict that is; each file of this folder
 * names the pages that it is made from.
 */
export function hubspotStandIn(settings: HubspotSettings): HubspotStandIn {
  const {
    now,
    limits = hubspotLimits,
    portalId = 14_700_001,
    redirects = ['http://localhost', 'http://127.0.0.1'],
  } = settings;
  const {
    accessToken = 'pat-local-hubspot',
    clientId = 'local-hubspot-app',
    clientSecret = 'local-hubspot-secret',
  } = settings;
  const journal = new HubspotJournaling(portalId, now);
  const pushing = new HubspotPushing({ portalId, clientSecret, now });
  const store = new HubspotStore(now, (happened) => {
    journal.note(happened);
    pushing.note(happened);
  });
  const signIn = new HubspotSignIn({ clientId, clientSecret, redirects }, accessToken, now);
  const meter = new HubspotMeter(limits);
  const faults: HubspotFault[] = [];
  const parts = { store, signIn, journal, meter, faults, portalId };

  return {
    credentials: { accessToken, clientId, clientSecret },
    portalId,
    driver: hubspotDriver({ store, signIn, journal, pushing, meter, faults, portalId, now }),
    handle: async ({ method, path, headers, body }) => {
      const origin = `http://${headers['host'] ?? 'localhost'}`;
      const url = new URL(`${origin}${path}`);
      const reply = answer(parts, {
        method,
        path: url.pathname,
        query: url.searchParams,
        authorization: headers['authorization'],
        body,
        base: `${origin}${PREFIX}`,
        now: now(),
      });
      return reply === 'hang-up' ? reply : written(reply);
    },
  };
}

function written({ status, html, body, headers }: HubspotReply): StandInAnswer {
  const type = html === undefined ? 'application/json;charset=utf-8' : 'text/html; charset=utf-8';
  const text = html ?? (body === undefined ? '' : JSON.stringify(body));
  return { status, headers: { 'content-type': type, ...headers }, body: text };
}

type Parts = {
  store: HubspotStore;
  signIn: HubspotSignIn;
  journal: HubspotJournaling;
  meter: HubspotMeter;
  faults: HubspotFault[];
  portalId: number;
};
type Asked = {
  method: string;
  path: string;
  query: URLSearchParams;
  authorization: string | undefined;
  body: string;
  base: string;
  now: number;
};

function answer(parts: Parts, asked: Asked): HubspotReply | 'hang-up' {
  try {
    return answerOrThrow(parts, asked);
  } catch (error) {
    if (error instanceof HubspotReplyError) return error.reply;
    throw error;
  }
}

function answerOrThrow(parts: Parts, asked: Asked): HubspotReply | 'hang-up' {
  const { signIn, journal, meter, faults } = parts;
  const { method, path, query, authorization, body, base, now } = asked;
  if (method === 'GET' && path === '/oauth/authorize') return signIn.page(query);
  if (method === 'POST' && path === `/oauth/${VERSION}/token`) return signIn.token(new URLSearchParams(body));
  const file = /^\/journal-files\/([\w-]{1,64})\.json$/.exec(path)?.[1];
  if (method === 'GET' && file !== undefined) return journal.file(file, { authorization });

  const bearer = signIn.bearer(authorization);
  if (bearer === undefined)
    return errorReply(
      401,
      'INVALID_AUTHENTICATION',
      'Authentication credentials not found, or the token is expired.',
    );
  const journalPath = new RegExp(
    `^/webhooks-journal/(subscriptions|journal-local)/${VERSION}(?:/(.{1,100}))?$`,
  ).exec(path);
  if (journalPath !== null) {
    if (bearer !== 'journal')
      return errorReply(403, 'MISSING_SCOPES', 'This app lacks the scopes of the journal.');
    if (method === 'POST' && journalPath[1] === 'subscriptions') return journal.subscribe(body);
    if (method === 'GET' && journalPath[1] === 'journal-local')
      return journal.read(journalPath[2] ?? '', { query, base });
  }
  if (bearer === 'journal') return errorReply(403, 'MISSING_SCOPES', 'This token is for the journal alone.');

  const fault = faults[0];
  if (fault !== undefined && !fault.stays) faults.shift();
  if (fault?.kind === 'unavailable')
    return errorReply(503, 'SERVICE_UNAVAILABLE', 'Service temporarily unavailable');
  if (fault?.kind === 'broken') return errorReply(500, 'INTERNAL_ERROR', 'internal error');
  if (fault?.kind === 'throttled') return limitReply('TEN_SECONDLY_ROLLING', fault.seconds);
  if (fault?.kind === 'allowance-used') return limitReply('DAILY');
  const isSearch = path.endsWith('/search');
  const refusal = meter.refusal(now, { isSearch });
  if (refusal !== undefined) return refusal;
  const reply = called(parts, asked, fault?.kind === 'half-applied');
  if (fault?.kind === 'answer-lost') return 'hang-up';
  if (reply.unmetered) return reply;
  return { ...reply, headers: { ...meter.headers({ isPrivate: bearer === 'private' }), ...reply.headers } };
}

/** What is done for who is let in. */
function called(
  { store, journal, portalId }: Parts,
  { method, path, query, body, now }: Asked,
  half: boolean,
): HubspotReply {
  if (method === 'GET' && path === `/account-info/${VERSION}/details`)
    return {
      status: 200,
      body: { portalId, accountType: 'STANDARD', timeZone: 'Europe/Paris', uiDomain: 'app.hubspot.com' },
    };
  if (method === 'GET' && path === `/crm/owners/${VERSION}`) return ownersReply(store, query);
  const [, room, type = '', rest = ''] =
    new RegExp(`^/crm/(properties|objects)/${VERSION}/([a-z]{1,20})(?:/([\\w/-]{1,60}))?$`).exec(path) ?? [];
  if (!isHubspotType(type) || room === undefined)
    throw new HubspotReplyError(404, 'OBJECT_NOT_FOUND', `No such endpoint: ${method} ${path}`);
  if (room === 'objects')
    return journal.together(() =>
      crmReply(store, type, { method, rest: splitOf(rest), query, body, now, half: () => half }),
    );
  if (method !== 'GET')
    throw new HubspotReplyError(403, 'MISSING_SCOPES', 'Properties are not changed through this stand-in.');
  const properties = store.properties.get(type) ?? [];
  if (rest === '') return { status: 200, body: { results: properties } };
  const property = properties.find(({ name }) => name === rest);
  if (property === undefined)
    throw new HubspotReplyError(
      404,
      'OBJECT_NOT_FOUND',
      `Property ${rest} does not exist in ${hubspotTypes[type].word}`,
    );
  return { status: 200, body: property };
}

function splitOf(rest: string): string[] {
  return rest.split('/').filter((part) => part !== '');
}

/** https://developers.hubspot.com/docs/api-reference/crm-crm-owners-v3/guide */
function ownersReply({ owners }: HubspotStore, query: URLSearchParams): HubspotReply {
  const limit = Number(query.get('limit') ?? '100');
  if (!Number.isInteger(limit) || limit < 1 || limit > 500)
    throw new HubspotReplyError(400, 'VALIDATION_ERROR', 'limit must be between 1 and 500');
  const after = Number(query.get('after') ?? '0');
  const archived = query.get('archived') === 'true';
  const found = [...owners.values()].filter(
    (owner) => owner.archived === archived && Number(owner.id) > after,
  );
  const at = '2026-01-01T00:00:00.000Z';
  const page = found.slice(0, limit);
  return {
    status: 200,
    body: {
      results: page.map((owner) => ({
        ...owner,
        type: 'PERSON',
        userId: owner.archived ? null : Number(owner.id),
        createdAt: at,
        updatedAt: at,
      })),
      ...(found.length > limit && { paging: { next: { after: page.at(-1)?.id, link: '' } } }),
    },
  };
}
