import * as z from 'zod';
import { crmField, crmOption } from '#shared/domain/crm/crm-object.ts';
import { mappingDirections, mirroredActivities } from '#shared/domain/crm/mapping.ts';
import { about } from './about.ts';
import { crmFieldName, crmKind, crmObject, ofCrm } from './crm-values.ts';
import { userId } from './ids.ts';
import { admins, revised, type Operation } from './operation.ts';
import { instant, line, revision } from './values.ts';

const mappedField = z.strictObject({
  object: crmObject,
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
  theirs: about(crmFieldName, 'The field of the CRM.', 'Budget__c'),
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
      lead: crmFieldName.optional(),
      contact: crmFieldName.optional(),
      account: crmFieldName.optional(),
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
    object: crmObject,
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

const mappings = { tag: 'Connections', roles: admins } as const;

export const mappingOperations = {
  listConnectionFields: {
    ...mappings,
    on: 'GET /v1/connections/{kind}/fields',
    summary: 'List the fields of an object of the CRM, as it is now',
    params: ofCrm,
    query: z.strictObject({ object: crmObject }),
    returns: {
      status: 200,
      description: 'Fields.',
      body: z.object({ items: z.array(z.object(crmField.shape).meta({ id: 'CrmField' })) }),
    },
    problems: [404, 409],
  },
  readPicklist: {
    ...mappings,
    on: 'GET /v1/connections/{kind}/picklist',
    summary: 'Read the values of a field of the CRM',
    description: 'Live; an answer may be some minutes old.',
    params: ofCrm,
    query: z.strictObject({
      object: crmObject,
      field: crmFieldName,
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
    ...mappings,
    on: 'GET /v1/connections/{kind}/mapping',
    summary: 'Read the mapping of a CRM',
    params: ofCrm,
    ...revised(mapping, 'The mapping.'),
    problems: [404],
  },
  putMapping: {
    ...mappings,
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
    ...mappings,
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
    ...mappings,
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
} as const satisfies Record<string, Operation>;
