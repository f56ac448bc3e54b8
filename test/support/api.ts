import type { Context } from 'aws-lambda';
import { createConnections } from '#functions/api/create-connections.ts';
import { behindRoutes, partsOfApi, type createApi } from './create-api.ts';
import { doctorHandlers } from '#functions/api/handlers/doctor/doctor.ts';
import { serveOperations } from '#functions/api/serve-operations.ts';
import { doctorOperations } from '#shared/contracts/api/doctor.ts';
import type { HttpEvent, HttpHandler } from '#functions/runtime/http-stack.ts';
import type { Role } from '#shared/domain/people/people.ts';
import type { OutgoingMail, OutgoingSms } from '#shared/domain/core/message.ts';
import type { Store } from '#shared/ports/store.ts';
import type { PoolUser, UserPool } from '#shared/ports/user-pool.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { connectedPorts } from './connected.ts';
import { memoryAccount } from './memory/memory-account.ts';
import { memoryClock, type MemoryClock } from './memory/memory-clock.ts';
import { hmacLinkSigner } from '#shared/adapters/aws/hmac-link-signer.ts';
import { webhookKeys } from '#shared/adapters/webhooks/webhook-keys.ts';
import { memoryFiles, type MemoryFiles } from './memory/memory-files.ts';
import { memoryDns, type MemoryDns } from './memory/memory-dns.ts';
import { memoryIdentities, type MemoryIdentities } from './memory/memory-identities.ts';
import { memoryIds } from './memory/memory-ids.ts';
import { memoryQueue, type MemoryQueue } from './memory/memory-queue.ts';
import { memoryScheduler, type MemoryScheduler } from './memory/memory-scheduler.ts';
import { memorySender, type MemorySender } from './memory/memory-sender.ts';
import { memoryStore } from './memory/memory-store.ts';
import { at } from '#test/support/at.ts';

/** An answer of the API, its body read. */
export type ApiAnswer = { status: number; headers: Record<string, unknown>; body: any };

export type CallOptions = {
  body?: unknown;
  query?: Record<string, string>;
  headers?: Record<string, string>;
};

/** Calls the API as one user. */
export type As = (method: string, path: string, options?: CallOptions) => Promise<ApiAnswer>;

/** The API over ports in memory. */
export type ApiWorld = {
  as: (userId: string, role: Role, organisation?: string) => As;
  handler: HttpHandler;
  clock: MemoryClock;
  files: MemoryFiles;
  identities: MemoryIdentities;
  /** What the user pool was told. */
  access: (PoolUser & { access: 'open' | 'closed' })[];
  dns: MemoryDns;
  queue: MemoryQueue;
  scheduler: MemoryScheduler;
  mailer: MemorySender<OutgoingMail>;
  sms: MemorySender<OutgoingSms>;
  ports: Parameters<typeof createApi>[0];
  /** What has to do with connected services; `crm` is the one behind them. */
  connected: Parameters<typeof createConnections>[0] & ReturnType<typeof connectedPorts>;
};

export function apiWorld(
  start: Instant = at('2027-03-01T08:00:00.000Z'),
  store: Store = memoryStore(),
): ApiWorld {
  const clock = memoryClock(start);
  const files = memoryFiles();
  const queue = memoryQueue(clock);
  const scheduler = memoryScheduler(clock);
  const ids = memoryIds();
  const identities = memoryIdentities();
  const dns = memoryDns();
  const mailer = memorySender<OutgoingMail>();
  const sms = memorySender<OutgoingSms>();
  const links = hmacLinkSigner('a secret of the tests, thirty-two characters');
  const addresses = {
    from: 'sales@acme.example',
    replyDomain: 'reply.acme.example',
    publicUrl: 'https://acme.example',
    messageIdDomain: 'eu-west-1.amazonses.com',
  };
  const access: ApiWorld['access'] = [];
  const userPool: UserPool = {
    async setAccess(who, changed) {
      access.push({ ...who, access: changed });
    },
  };
  const ports = {
    store,
    recordOfCaller: (organisation: string, userId: string) => store.users.get(organisation, userId),
    scheduler,
    queue,
    files,
    inboundMail: files,
    ids,
    identities,
    userPool,
    dns,
    sendingDomainStage: { region: 'eu-west-1', linkTarget: 'links.stage.example', linkHost: '*' },
    clock,
    addresses,
    outgoing: async () => ({ store, scheduler, queue, ids, mailer, sms, links, addresses }),
    webhookKeys: webhookKeys(async () => 'a key of the tests, thirty-two characters'),
    insecureWebhookHosts: [],
  };
  const account = { ...ports, account: memoryAccount(), stage: { stage: 'test', functionsAtOnce: 110 } };
  const connected = { ...ports, ...connectedPorts(clock) };
  const connections = createConnections(connected);
  const doctor = serveOperations(account, doctorOperations, doctorHandlers, () => undefined);
  const handler = behindRoutes({ ...partsOfApi(ports), connections, doctor });
  return {
    as: callersOf(handler),
    handler,
    clock,
    files,
    queue,
    scheduler,
    identities,
    access,
    dns,
    mailer,
    sms,
    ports,
    connected,
  };
}

/** An API with two teams: Max, who may be a manager, and Claire in Paris, Luc, who may be one too, in Lyon. */
export async function withPeople(): Promise<ApiWorld> {
  const world = apiWorld();
  const admin = world.as('ada', 'admin');
  for (const id of ['paris', 'lyon']) await admin('PUT', `/v1/groups/${id}`, { body: { name: id } });
  for (const [id, groupIds, role] of [
    ['max', ['paris'], 'manager'],
    ['claire', ['paris'], 'user'],
    ['luc', ['lyon'], 'manager'],
  ] as const) {
    const body = { name: id, email: `${id}@acme.example`, zone: 'Europe/Paris', groupIds, role };
    await admin('PUT', `/v1/users/${id}`, { body });
  }
  return world;
}

/** Who calls an API: any user, in any role. */
export function callersOf(handler: HttpHandler): ApiWorld['as'] {
  return (userId, role, organisation = 'acme') =>
    async (method, path, options = {}) => {
      const claims = {
        'custom:organisation': organisation,
        'custom:user_id': userId,
        'cognito:groups': `[${role}]`,
      };
      return send(handler, apiEvent(method, path, { ...options, claims }));
    };
}

/** Sends an event and reads the answer. */
export async function send(handler: HttpHandler, event: HttpEvent): Promise<ApiAnswer> {
  const { statusCode, headers, body } = await handler(event, { awsRequestId: 'request-1' } as Context);
  const isJson = String(headers?.['content-type'] ?? '').includes('json');
  const read = isJson && body !== undefined && body !== '' ? (JSON.parse(body) as unknown) : body;
  return { status: statusCode ?? 200, headers: headers ?? {}, body: read };
}

/** An event as API Gateway sends it (HTTP API, payload 2.0), recorded and filled in. */
export function apiEvent(
  method: string,
  path: string,
  options: CallOptions & { claims?: Record<string, unknown> | undefined },
): HttpEvent {
  const { body, query, headers = {}, claims } = options;
  const event = {
    version: '2.0',
    routeKey: 'ANY /v1/{proxy+}',
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: {
      accept: '*/*',
      'content-length': '0',
      host: 'a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com',
      'user-agent': 'curl/8.9.1',
      'x-amzn-trace-id': 'Root=1-67a0f3c1-4d5e6f708192a3b4c5d6e7f8',
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(query && { queryStringParameters: query }),
    requestContext: {
      accountId: '111122223333',
      apiId: 'a1b2c3d4e5',
      ...(claims && { authorizer: { jwt: { claims, scopes: null } } }),
      domainName: 'a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com',
      domainPrefix: 'a1b2c3d4e5',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.9', userAgent: 'curl/8.9.1' },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: 'ANY /v1/{proxy+}',
      stage: '$default',
      time: '01/Mar/2027:08:00:00 +0000',
      timeEpoch: 1803888000000,
    },
    pathParameters: { proxy: path.slice('/v1/'.length) },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    isBase64Encoded: false,
  };
  return event;
}
