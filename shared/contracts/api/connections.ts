import * as z from 'zod';
import { troubles } from '#shared/domain/connections/connection.ts';
import { connectionKinds } from '#shared/domain/connections/connectors.ts';
import { incomingRefusals } from '#shared/domain/incoming/incoming-event.ts';
import { about } from './about.ts';
import { ofCrm } from './crm-values.ts';
import { job } from './jobs.ts';
import { admins, revised, superAdmins, type Operation } from './operation.ts';
import { instant, line, revision } from './values.ts';

const kind = about(z.enum(connectionKinds), 'The service that is connected.', 'salesforce');
const address = about(
  z.string().optional(),
  'Where the service is to send what happens; shown this once, since whoever knows it may send.',
  'https://api.example.com/in/calendly/acme.9f2c…',
);

const field = z.object({
  name: z.string(),
  label: z.string(),
  description: z.string(),
  secret: about(z.boolean(), 'Kept in the vault of credentials; no answer holds it.'),
  optional: z.boolean(),
  options: z.array(z.string()).optional(),
});

const connectable = z
  .object({
    kind,
    label: z.string(),
    sort: z.enum(['crm', 'calendar', 'calls']),
    documentation: about(z.string(), 'Where the service tells how to get these values.'),
    receives: about(z.boolean(), 'It sends what happens to an address that is made for it.'),
    fields: about(z.array(field), 'What connecting takes.'),
    connected: z.boolean(),
    standIn: about(
      z
        .object({
          settings: z.record(z.string(), z.string()),
          credentials: z.record(z.string(), z.string()),
        })
        .optional(),
      'On one machine alone: what connects a stand-in of the service, to try it with.',
    ),
  })
  .meta({ id: 'ConnectableService' });

const health = z.object({
  state: about(
    z.enum(['good', 'waiting', 'troubled', 'paused']),
    'waiting: it has not worked yet, or the service asked to wait.',
  ),
  problem: about(
    z.object({ trouble: z.enum(troubles), since: instant, detail: z.string() }).optional(),
    'What keeps it from working, and what to mend.',
  ),
  lastGoodAt: about(instant.optional(), 'When it last worked without a fault.'),
  lastTriedAt: instant.optional(),
  notBefore: about(instant.optional(), 'The service asked to wait until then.'),
  lagSeconds: about(
    z.int().optional(),
    'How old the oldest change may be that was not taken in yet; absent: nothing is read from it.',
  ),
  allowance: about(
    z.object({ used: z.int(), allowed: z.int(), at: instant }).optional(),
    'Calls used of the day’s allowance, as the service last told.',
  ),
  toRetry: about(z.int(), 'Writes that failed and wait for a person; 1,000 stands for more.'),
  waiting: about(z.int(), 'Writes that are still to be done; 1,000 stands for more.'),
  refused: about(
    z.partialRecord(z.enum(incomingRefusals), z.int()),
    'Requests to its address that were not believed, by why.',
  ),
  objects: about(
    z.array(
      z.object({
        object: z.string(),
        caughtUpAt: instant.optional(),
        taken: z.int(),
        passedOver: z.int(),
      }),
    ),
    'By what is read of the CRM: when it had last caught up, and how many changes were taken in or could not be.',
  ),
  passedOver: about(
    z.array(z.object({ record: z.string(), why: z.string(), at: instant })),
    'The last records that could not be taken in, the newest first, and what to mend: they come again when they are changed.',
  ),
  warnings: about(
    z.array(z.string()),
    'What does no harm yet: a status that a workflow names and is gone, say.',
  ),
});

const connection = z
  .object({
    kind,
    revision,
    label: z.string(),
    settings: about(z.record(z.string(), z.string()), 'What connecting took and is no secret.'),
    given: about(z.array(z.string()), 'Names of the secret values that are kept.'),
    completesCallTasks: z.boolean().optional(),
    paused: z.object({ since: instant, by: z.string() }).optional(),
    credentialsAt: instant,
    createdBy: z.string(),
    createdAt: instant,
    health,
    address,
  })
  .meta({ id: 'Connection' });

const values = z
  .record(z.string().max(50), z.string().trim().max(10_000, 'Keep within 10,000 characters.'))
  .refine((of) => Object.keys(of).length <= 20, 'Keep within 20 values.');

const connectionIn = z
  .strictObject({
    settings: about(values.default({}), 'What connecting takes and is no secret, by name.'),
    credentials: about(
      values.default({}),
      'What is secret, by name. When it is replaced, what is left out stays as it was.',
    ),
    completesCallTasks: about(
      z.boolean().optional(),
      'Of calls: whether one with a lead completes the lead’s open call task, with outcome and duration.',
    ),
  })
  .meta({
    id: 'ConnectionIn',
    examples: [
      {
        settings: { domain: 'https://acme.my.salesforce.com', flow: 'client-credentials' },
        credentials: { clientId: '3MVG9…', clientSecret: '1955…' },
      },
    ],
  });

const test = z
  .object({
    ok: z.boolean(),
    says: about(z.string(), 'Who we are there, or what to mend.'),
  })
  .meta({ id: 'ConnectionTest' });

const connections = { tag: 'Connections', roles: admins } as const;
const asSuperAdmin = { tag: 'Connections', roles: superAdmins } as const;
const ofKind = z.object({ kind });

export const connectionOperations = {
  listConnections: {
    ...connections,
    on: 'GET /v1/connections',
    summary: 'List the services that can be connected',
    returns: {
      status: 200,
      description: 'Every kind, and what connecting it takes.',
      body: z.object({ items: z.array(connectable) }),
    },
  },
  getConnection: {
    ...connections,
    on: 'GET /v1/connections/{kind}',
    summary: 'Read a connection and its health',
    params: ofKind,
    ...revised(connection, 'The connection; never its credentials.'),
    problems: [404],
  },
  putConnection: {
    ...asSuperAdmin,
    on: 'PUT /v1/connections/{kind}',
    summary: 'Connect a service, or change how it is connected',
    description:
      'One connection of each kind, made by a super admin. Secret values go into the vault and are in no answer; those left out stay. Try it with `POST /v1/connections/{kind}/test`.',
    params: ofKind,
    body: connectionIn,
    ...revised(connection, 'The connection; with its address where it was made just now.'),
    mayCreate: true,
    conditional: true,
    problems: [409, 412, 428],
  },
  deleteConnection: {
    ...asSuperAdmin,
    on: 'DELETE /v1/connections/{kind}',
    summary: 'Disconnect a service',
    description:
      'Its credentials and its mapping are removed for good, nothing more is read or written, and its address is closed. Leads, activities and what was written stay. Workflows that need it say so in their runs.',
    params: ofKind,
    returns: { status: 204, description: 'It is disconnected.' },
    conditional: true,
    problems: [404, 412, 428],
  },
  testConnection: {
    ...asSuperAdmin,
    on: 'POST /v1/connections/{kind}/test',
    summary: 'Try a connection',
    description: 'Asks the service who we are there; changes nothing.',
    params: ofKind,
    returns: { status: 200, description: 'How it went.', body: test },
    problems: [404],
  },
  pauseConnection: {
    ...asSuperAdmin,
    on: 'POST /v1/connections/{kind}/pause',
    summary: 'Pause a connection',
    description: 'Nothing is read or taken in; what is to be written waits. Nothing is lost.',
    params: ofKind,
    ...revised(connection, 'The connection.'),
    problems: [404],
  },
  resumeConnection: {
    ...asSuperAdmin,
    on: 'POST /v1/connections/{kind}/resume',
    summary: 'Let a connection go on',
    params: ofKind,
    ...revised(connection, 'The connection.'),
    problems: [404],
  },
  renewConnectionAddress: {
    ...asSuperAdmin,
    on: 'POST /v1/connections/{kind}/address',
    summary: 'Make a new address for what a service sends',
    description: 'The one before is closed at once.',
    params: ofKind,
    returns: {
      status: 200,
      description: 'The address, shown this once.',
      body: z.object({ address: z.string() }),
    },
    problems: [404, 409],
  },
  authorizeConnection: {
    ...asSuperAdmin,
    on: 'POST /v1/connections/{kind}/authorize',
    summary: 'Begin to allow Relance in, in the browser',
    params: ofCrm,
    body: z.strictObject({
      redirectUri: about(z.url().max(500), 'Where the service sends the person back to, with a code.'),
    }),
    returns: {
      status: 200,
      description: 'Where the person is to go; good for ten minutes.',
      body: z.object({ url: z.string() }),
    },
    problems: [404, 409],
  },
  redeemConnection: {
    ...asSuperAdmin,
    on: 'POST /v1/connections/{kind}/redeem',
    summary: 'End allowing Relance in, with the code that came back',
    params: ofCrm,
    body: z.strictObject({
      code: line(2_000, 'The code', 'aPrx…'),
      state: line(200, 'The state', 'k3j9…'),
    }),
    returns: { status: 200, description: 'How it went.', body: test },
    problems: [404, 409],
  },
  importFromCrm: {
    ...connections,
    on: 'POST /v1/connections/{kind}/import',
    summary: 'Import all people of a CRM',
    description:
      'A job in slices beside the daily changes, within the allowance of calls: follow it with `GET /v1/jobs/{id}`, which tells how many there are and when it will be done. Again while one is under way: the same job.',
    params: ofCrm,
    returns: { status: 202, description: 'The job.', body: job },
    located: true,
    problems: [404, 409],
  },
  pauseCrmImport: {
    ...connections,
    on: 'POST /v1/connections/{kind}/import/pause',
    summary: 'Pause an import',
    params: ofCrm,
    returns: { status: 200, description: 'The job.', body: job },
    problems: [404, 409],
  },
  resumeCrmImport: {
    ...connections,
    on: 'POST /v1/connections/{kind}/import/resume',
    summary: 'Let an import go on from where it stopped',
    params: ofCrm,
    returns: { status: 200, description: 'The job.', body: job },
    problems: [404, 409],
  },
} as const satisfies Record<string, Operation>;
