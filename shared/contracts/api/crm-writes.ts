import * as z from 'zod';
import { crmWriteStatuses } from '#shared/domain/crm/crm-write.ts';
import { about } from './about.ts';
import { crmKind, crmObject, ofCrm } from './crm-values.ts';
import { admins, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { instant, line } from './values.ts';

const write = z
  .object({
    id: z.string(),
    object: crmObject,
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

const writes = { tag: 'Connections', roles: admins } as const;
const writeId = line(200, 'The id of the write', 'salesforce.lead.00Q000000000001.fields');

export const crmWriteOperations = {
  listCrmWrites: {
    ...writes,
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
    ...writes,
    on: 'POST /v1/connections/{kind}/writes/{id}/retry',
    summary: 'Try a write again',
    params: z.object({ kind: crmKind, id: writeId }),
    returns: { status: 200, description: 'The write.', body: write },
    problems: [404, 409],
  },
  retryCrmWrites: {
    ...writes,
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
