import type { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/objects/models/AssociationSpec.js';
import type { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/objects/models/Filter.js';
import { createConfiguration as objectsConfiguration } from '@hubspot/api-client/lib/codegen/crm/objects/configuration.js';
import {
  ResponseContext as ObjectsResponse,
  wrapHttpLibrary as objectsLibrary,
} from '@hubspot/api-client/lib/codegen/crm/objects/http/http.js';
import { ServerConfiguration as ObjectsServer } from '@hubspot/api-client/lib/codegen/crm/objects/servers.js';
import {
  PromiseBasicApi,
  PromiseBatchApi,
  PromiseSearchApi,
} from '@hubspot/api-client/lib/codegen/crm/objects/types/PromiseAPI.js';
import { createConfiguration as ownersConfiguration } from '@hubspot/api-client/lib/codegen/crm/owners/configuration.js';
import {
  ResponseContext as OwnersResponse,
  wrapHttpLibrary as ownersLibrary,
} from '@hubspot/api-client/lib/codegen/crm/owners/http/http.js';
import { ServerConfiguration as OwnersServer } from '@hubspot/api-client/lib/codegen/crm/owners/servers.js';
import { PromiseOwnersApi } from '@hubspot/api-client/lib/codegen/crm/owners/types/PromiseAPI.js';
import type { PublicOwner } from '@hubspot/api-client/lib/codegen/crm/owners/models/PublicOwner.js';
import type { Property } from '@hubspot/api-client/lib/codegen/crm/properties/models/Property.js';
import { createConfiguration as propertiesConfiguration } from '@hubspot/api-client/lib/codegen/crm/properties/configuration.js';
import {
  ResponseContext as PropertiesResponse,
  wrapHttpLibrary as propertiesLibrary,
} from '@hubspot/api-client/lib/codegen/crm/properties/http/http.js';
import { ServerConfiguration as PropertiesServer } from '@hubspot/api-client/lib/codegen/crm/properties/servers.js';
import { PromiseCoreApi } from '@hubspot/api-client/lib/codegen/crm/properties/types/PromiseAPI.js';
import { jsonText } from '#shared/contracts/json-text.ts';
import { CrmError } from '#shared/ports/crm-error.ts';
import type { CrmOpening } from '#shared/ports/crm.ts';
import type { BatchAnswer } from './hubspot-batches.ts';
import type { AccessTokens } from '../access-tokens.ts';
import { apiUrlOf, callTokens, privateToken } from './hubspot-oauth.ts';
import type { HubspotRecord } from './hubspot-records.ts';
import { askHubspot, type HubspotAnswer } from './hubspot-transport.ts';
import { datedPath } from './hubspot-version.ts';

/** A request as the client library makes it. Its own sending is left out: it knows no time limit, and no dated paths. */
type LibraryRequest = {
  getUrl(): string;
  getHttpMethod(): string;
  getHeaders(): Record<string, string>;
  getBody(): unknown;
};
type LibraryAnswer = [number, Record<string, string>, { text(): Promise<string>; binary(): Promise<Buffer> }];

/** Of the client library what is called, by shapes: it declares them as classes, and takes whatever is of their form. */
type ObjectsApi = {
  basic: {
    getPage(
      type: string,
      limit: number,
      after: string | undefined,
      properties: string[],
      propertiesWithHistory: undefined,
      associations: undefined,
      archived: boolean,
    ): Promise<Page<HubspotRecord>>;
  };
  batch: {
    read(
      type: string,
      of: { inputs: { id: string }[]; properties: string[]; propertiesWithHistory: string[] },
      archived: boolean,
    ): Promise<{ results: HubspotRecord[] }>;
    update(type: string, of: { inputs: { id: string; properties: Values }[] }): Promise<BatchAnswer>;
    create(type: string, of: { inputs: NewRecord[] }): Promise<BatchAnswer>;
  };
  search: {
    doSearch(type: string, of: SearchAsked): Promise<{ total: number; results: HubspotRecord[] }>;
  };
};
type Page<Of> = { results: Of[]; paging?: { next?: { after: string } } };
type Values = Record<string, string>;
type SearchAsked = {
  filterGroups: { filters: HubspotFilter[] }[];
  sorts: string[];
  properties: string[];
  limit: number;
  after: string;
};
export type HubspotFilter = {
  propertyName: string;
  operator: FilterOperatorEnum;
  value?: string;
  values?: string[];
};
export type NewRecord = {
  objectWriteTraceId: string;
  properties: Values;
  associations: {
    to: { id: string };
    types: { associationCategory: AssociationSpecAssociationCategoryEnum; associationTypeId: number }[];
  }[];
};

/** HubSpot’s API, for one opened connection. Everything it calls may throw CrmError and HubspotRefusal. */
export type HubspotClient = {
  objects: ObjectsApi;
  properties: { getAll(type: string): Promise<{ results: Property[] }> };
  owners: {
    getPage(
      email: undefined,
      after: string | undefined,
      limit: number,
      archived: boolean,
    ): Promise<Page<PublicOwner>>;
  };
  /** What the client library does not know: a path behind the address of the API, and what is sent there. */
  ask(request: {
    method: 'GET' | 'POST';
    path: string;
    json?: unknown;
    tokens?: AccessTokens;
  }): Promise<string>;
  /** Whether it has answered, and well. */
  answered(): boolean;
  /** Calls used of the day’s allowance, from the last answer that told: those to OAuth apps and searches do not. */
  allowance(): { used: number; allowed: number } | undefined;
};

/** Reading calls of the library that are sent by POST. */
const reading = /\/(?:search|batch\/read)$/;

/** The client library with our own sending beneath: dated paths, tokens that are renewed once, faults. */
export function hubspotClient(opening: CrmOpening): HubspotClient {
  const { settings, now } = opening;
  const base = apiUrlOf(settings);
  if (!URL.canParse(base))
    throw new CrmError({ kind: 'refused' }, 'The API address of HubSpot cannot be read.');
  const callers = callTokens(opening);
  let allowance: { used: number; allowed: number } | undefined;
  let hasAnswered = false;

  const send = async (
    {
      url,
      headers = {},
      ...request
    }: {
      method: string;
      url: URL;
      headers?: Record<string, string>;
      body?: string | undefined;
      writes: boolean;
    },
    tokens: AccessTokens | undefined,
  ): Promise<HubspotAnswer> => {
    const once = (token: string): Promise<HubspotAnswer> =>
      askHubspot({ ...request, url, headers: { ...headers, authorization: `Bearer ${token}` } }, now);
    const answer = await (tokens === undefined
      ? once(privateToken(opening.credentials))
      : letIn(tokens, once));
    hasAnswered = true;
    allowance = allowanceOf(answer.headers) ?? allowance;
    return answer;
  };

  const library = async (request: LibraryRequest): Promise<LibraryAnswer> => {
    const url = new URL(request.getUrl());
    const root = new URL(base).pathname.replace(/\/$/, '');
    url.pathname = `${root}${datedPath(url.pathname.slice(root.length))}`;
    const method = request.getHttpMethod();
    const body = request.getBody();
    const writes = method !== 'GET' && !reading.test(url.pathname);
    const { status, headers, text } = await send(
      {
        method,
        url,
        headers: request.getHeaders(),
        body: typeof body === 'string' ? body : undefined,
        writes,
      },
      callers,
    );
    const json = jsonOf(text, { writes });
    return [
      status,
      { ...headers, 'content-type': 'application/json' },
      { text: async () => json, binary: async () => Buffer.from(json) },
    ];
  };

  const objects = objectsConfiguration({
    baseServer: new ObjectsServer(base, {}),
    httpApi: objectsLibrary({ send: async (request) => new ObjectsResponse(...(await library(request))) }),
  });
  const properties = propertiesConfiguration({
    baseServer: new PropertiesServer(base, {}),
    httpApi: propertiesLibrary({
      send: async (request) => new PropertiesResponse(...(await library(request))),
    }),
  });
  const owners = ownersConfiguration({
    baseServer: new OwnersServer(base, {}),
    httpApi: ownersLibrary({ send: async (request) => new OwnersResponse(...(await library(request))) }),
  });
  return {
    objects: {
      basic: new PromiseBasicApi(objects),
      batch: new PromiseBatchApi(objects),
      search: new PromiseSearchApi(objects),
    },
    properties: new PromiseCoreApi(properties),
    owners: new PromiseOwnersApi(owners),
    ask: async ({ method, path, json, tokens = callers }) => {
      const { text } = await send(
        {
          method,
          url: new URL(`${base}${path}`),
          headers: json === undefined ? {} : { 'content-type': 'application/json' },
          body: json === undefined ? undefined : JSON.stringify(json),
          writes: false,
        },
        tokens,
      );
      return text;
    },
    answered: () => hasAnswered,
    allowance: () => allowance,
  };
}

/** Asks with a token. One may be withdrawn before its time; nothing was done then, so it is asked again, once. */
async function letIn(
  tokens: AccessTokens,
  once: (token: string) => Promise<HubspotAnswer>,
): Promise<HubspotAnswer> {
  const access = await tokens.current();
  try {
    return await once(access.token);
  } catch (error) {
    if (!(error instanceof CrmError) || error.fault.kind !== 'unauthorised') throw error;
    return once((await tokens.renewed(access)).token);
  }
}

/** The library takes an answer for JSON whatever it is. */
function jsonOf(text: string, { writes }: { writes: boolean }): string {
  if (jsonText.safeParse(text).success) return text;
  throw new CrmError(
    { kind: writes ? 'unknown' : 'unavailable' },
    'HubSpot answered with something that cannot be read.',
  );
}

/** https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines */
function allowanceOf(
  headers: Readonly<Record<string, string>>,
): { used: number; allowed: number } | undefined {
  const [allowed, remaining] = ['x-hubspot-ratelimit-daily', 'x-hubspot-ratelimit-daily-remaining'].map(
    (name) => {
      const text = headers[name] ?? '';
      return /^\d{1,12}$/.test(text) ? Number(text) : undefined;
    },
  );
  if (allowed === undefined || remaining === undefined) return undefined;
  return { allowed, used: Math.max(0, allowed - remaining) };
}
