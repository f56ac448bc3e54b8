import * as z from 'zod';
import { troubles } from '#shared/domain/connections/connection.ts';
import { connectionKinds, crmKinds } from '#shared/domain/connections/connectors.ts';
import { crmField, crmObjects, crmOption } from '#shared/domain/crm/crm-object.ts';
import { crmWriteStatuses } from '#shared/domain/crm/crm-write.ts';
import { incomingRefusals } from '#shared/domain/incoming/incoming-event.ts';
import { mappingDirections, mirroredActivities } from '#shared/domain/crm/mapping.ts';
import { about } from './about.ts';
import { userId } from './ids.ts';
import { job } from './jobs.ts';
import { admins, revised, superAdmins, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { instant, line, revision } from './values.ts';

const kind = about(z.enum(connectionKinds), 'The service that is connected.', 'salesforce');
const crmKind = about(z.enum(crmKinds), 'The CRM that is connected.', 'salesforce');
const object = about(
  z.enum(crmObjects),
  'What of the CRM it is: HubSpot has no leads, its contacts are the people.',
  'lead',
);
const fieldName = line(100, 'The name of the field of the CRM', 'Status');

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

const mappedField = z.strictObject({
  object,
  ours: about(
    z
      .string()
      .regex(
        /^(?:[a-zA-Z]{1,20}|fields\.[A-Za-z0-9_-]{1,50})$/,
        'Name a field of a lead or account, such as firstName, or an own one as fields.budget.',
      ),
    'A field of the lead where the object is a person, else of the account; own ones as fields.<name>.',
    'fields.budget',
  ),
  theirs: about(fieldName, 'The field of the CRM.', 'Budget__c'),
  direction: about(z.enum(mappingDirections), 'in: from the CRM; out: to it; both.', 'both'),
  wins: about(
    z.enum(['ours', 'theirs']).default('theirs'),
    'Of both: whose value stays where both have changed since they were last alike.',
    'theirs',
  ),
});

const mappingShape = {
  fields: z.array(mappedField).max(200, 'Keep within 200 fields.'),
  status: about(
    z.strictObject({
      lead: fieldName.optional(),
      contact: fieldName.optional(),
      account: fieldName.optional(),
    }),
    'The fields that hold the integration status.',
    { lead: 'Status', account: 'Status__c' },
  ),
  owners: about(
    z.enum(['none', ...mappingDirections]).default('none'),
    'Whether owners follow each other; users and owners of the CRM are told by their address.',
    'in',
  ),
  defaultOwnerId: about(userId, 'Whom a lead belongs to whose owner in the CRM is no user here.'),
  takesIn: about(
    z.enum(['by-rule', 'all']).default('by-rule'),
    'Which people of the CRM become leads: those that are leads already or that a rule takes, or all.',
    'by-rule',
  ),
  activities: about(
    z.partialRecord(z.enum(mirroredActivities), z.enum(['task', 'note'])).default({}),
    'What of a lead’s history is written to the CRM, and as what; each kind is off unless it is named.',
    { mail: 'task', call: 'task' },
  ),
};
const mappingIn = z.strictObject(mappingShape).meta({
  id: 'MappingIn',
  examples: [
    {
      fields: [{ object: 'lead', ours: 'firstName', theirs: 'FirstName', direction: 'in', wins: 'theirs' }],
      status: { lead: 'Status' },
      owners: 'in',
      defaultOwnerId: 'claire',
      takesIn: 'by-rule',
      activities: {},
    },
  ],
});
const mapping = z
  .object({
    kind: crmKind,
    revision,
    ...mappingShape,
    warnings: z.array(z.string()),
    changedBy: z.string(),
    changedAt: instant,
  })
  .meta({ id: 'Mapping' });

const seenValue = z.object({
  ours: z.string(),
  theirs: z.string(),
  now: about(z.string().optional(), 'Our value now.'),
  there: about(z.string().optional(), 'Theirs now.'),
  becomes: about(z.string().optional(), 'Our value afterwards, where it would change.'),
  problem: about(z.string().optional(), 'Why the value of the CRM cannot be taken over.'),
});
const previewed = z
  .object({
    object,
    theirId: z.string(),
    name: z.string(),
    modifiedAt: instant,
    outcome: about(
      z.enum(['create', 'change', 'same', 'left', 'refused']),
      'What would become of it: a new lead or account, a change, nothing new, left alone since no rule takes it, or refused.',
    ),
    leadId: z.string().optional(),
    accountId: z.string().optional(),
    owner: about(z.string().optional(), 'The user whom it would belong to.'),
    values: z.array(seenValue),
    why: z.string().optional(),
  })
  .meta({ id: 'MappedRecord' });

const write = z
  .object({
    id: z.string(),
    object,
    theirId: z.string(),
    ours: about(z.string(), 'lead.<id> or account.<id>.'),
    what: about(z.enum(['fields', 'convert', 'activity']), 'What is written.'),
    says: about(z.string(), 'In words.'),
    state: z.enum(crmWriteStatuses),
    nextAt: instant.optional(),
    tries: z.int(),
    why: about(z.string().optional(), 'What the CRM said, and what to mend.'),
    askedAt: instant,
  })
  .meta({ id: 'CrmWrite' });

const connections = { tag: 'Connections', roles: admins } as const;
const asSuperAdmin = { tag: 'Connections', roles: superAdmins } as const;
const ofKind = z.object({ kind });
const ofCrm = z.object({ kind: crmKind });
const writeId = line(200, 'The id of the write', 'salesforce.lead.00Q000000000001.fields');

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
  listConnectionFields: {
    ...connections,
    on: 'GET /v1/connections/{kind}/fields',
    summary: 'List the fields of an object of the CRM, as it is now',
    params: ofCrm,
    query: z.strictObject({ object }),
    returns: {
      status: 200,
      description: 'Fields.',
      body: z.object({ items: z.array(z.object(crmField.shape).meta({ id: 'CrmField' })) }),
    },
    problems: [404, 409],
  },
  readPicklist: {
    ...connections,
    on: 'GET /v1/connections/{kind}/picklist',
    summary: 'Read the values of a field of the CRM',
    description: 'Live; an answer may be some minutes old.',
    params: ofCrm,
    query: z.strictObject({
      object,
      field: fieldName,
      recordType: about(
        line(100, 'The record type', '012000000000001').optional(),
        'Only the values of one.',
      ),
    }),
    returns: {
      status: 200,
      description: 'Values, in the order of the CRM.',
      body: z.object({
        options: z.array(z.object(crmOption.shape).meta({ id: 'CrmOption' })),
        recordTypes: z.array(z.object({ id: z.string(), label: z.string() })),
        readAt: instant,
      }),
    },
    problems: [404, 409],
  },
  getMapping: {
    ...connections,
    on: 'GET /v1/connections/{kind}/mapping',
    summary: 'Read the mapping of a CRM',
    params: ofCrm,
    ...revised(mapping, 'The mapping.'),
    problems: [404],
  },
  putMapping: {
    ...connections,
    on: 'PUT /v1/connections/{kind}/mapping',
    summary: 'Map fields of ours and of a CRM',
    description:
      'Every field is checked against the CRM as it is now: whether it is there, may be written, and holds what ours holds. See the preview first.',
    params: ofCrm,
    body: mappingIn,
    ...revised(mapping, 'The mapping, with warnings.'),
    mayCreate: true,
    conditional: true,
    problems: [404, 409, 412, 428],
  },
  previewMapping: {
    ...connections,
    on: 'POST /v1/connections/{kind}/mapping/preview',
    summary: 'See what a mapping would make of the ten newest records',
    params: ofCrm,
    body: mappingIn,
    returns: {
      status: 200,
      description: 'Ten records of each object that is mapped; nothing is changed.',
      body: z.object({ items: z.array(previewed) }),
    },
    problems: [404, 409],
  },
  dryRunMapping: {
    ...connections,
    on: 'POST /v1/connections/{kind}/mapping/dry-run',
    summary: 'See what the mapping would make of the last hundred changes',
    params: ofCrm,
    body: mappingIn,
    returns: {
      status: 200,
      description: 'The last hundred changes of each object that is mapped; nothing is changed.',
      body: z.object({
        counts: z.record(z.string(), z.int()),
        items: z.array(previewed),
      }),
    },
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
  listCrmWrites: {
    ...connections,
    on: 'GET /v1/connections/{kind}/writes',
    summary: 'List what is or was to be written to a CRM',
    params: ofCrm,
    query: pageQuery.extend({
      state: about(z.enum(crmWriteStatuses).default('failed'), 'Only those.', 'failed'),
    }),
    returns: { status: 200, description: 'Writes, the oldest first.', body: pageOf(write) },
    problems: [404],
  },
  retryCrmWrite: {
    ...connections,
    on: 'POST /v1/connections/{kind}/writes/{id}/retry',
    summary: 'Try a write again',
    params: z.object({ kind: crmKind, id: writeId }),
    returns: { status: 200, description: 'The write.', body: write },
    problems: [404, 409],
  },
  retryCrmWrites: {
    ...connections,
    on: 'POST /v1/connections/{kind}/retry-writes',
    summary: 'Try all writes again that failed',
    description: 'A thousand at a time.',
    params: ofCrm,
    returns: {
      status: 200,
      description: 'How many are tried again.',
      body: z.object({ retried: z.int(), more: z.boolean() }),
    },
    problems: [404],
  },
} as const satisfies Record<string, Operation>;
