import * as z from 'zod';
import {
  mostChoices,
  mostRecordFields,
  recordFieldTypes,
  recordType as storedType,
} from '#shared/domain/records/record-type.ts';
import { about } from './about.ts';
import { recordTypeId } from './ids.ts';
import { admins, everyone, revised, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { storedFields } from './stored-fields.ts';
import { fieldName, line, revision } from './values.ts';

const fieldType = about(
  z.enum(recordFieldTypes, `Choose one of ${recordFieldTypes.join(', ')}.`),
  'What the field holds. `instant`: a moment. `user`: the id of a user.',
  'money',
);

const recordField = z.strictObject({
  name: about(fieldName, 'Unique in the type; templates read it as `record.<name>`.', 'amount'),
  label: line(100, 'The label', 'Amount').optional(),
  type: fieldType,
  choices: about(
    z
      .array(line(100, 'A choice', 'sent'))
      .max(mostChoices, `A field has ${mostChoices} choices at most.`)
      .optional(),
    'What a field of the type `choice` may be; of no other type.',
    ['draft', 'sent'],
  ),
});

const recordTypeIn = z
  .strictObject({
    name: line(100, 'The name', 'Contract'),
    fields: z
      .array(recordField)
      .max(mostRecordFields, `A record type has ${mostRecordFields} fields at most.`)
      .meta({ description: 'Its fields, in the order in which they are shown.' }),
  })
  .meta({ id: 'RecordTypeIn' });

const recordType = z
  .object({
    id: recordTypeId,
    revision: about(revision, 'Raised by each change; 0 of a ready-made one that was never replaced.'),
    ...storedFields(storedType, 'name', 'fields'),
  })
  .meta({ id: 'RecordType' });

const oneType = { tag: 'Record types', roles: everyone, params: z.object({ id: recordTypeId }) } as const;

export const recordTypeOperations = {
  listRecordTypes: {
    on: 'GET /v1/record-types',
    tag: 'Record types',
    summary: 'List record types',
    description: 'Offer, invoice and order are there without being made (E1).',
    roles: everyone,
    query: pageQuery,
    returns: { status: 200, description: 'Record types by id.', body: pageOf(recordType) },
  },
  getRecordType: {
    ...oneType,
    on: 'GET /v1/record-types/{id}',
    summary: 'Read a record type',
    ...revised(recordType, 'The record type.'),
    problems: [404],
  },
  putRecordType: {
    ...oneType,
    on: 'PUT /v1/record-types/{id}',
    summary: 'Create or replace a record type',
    description:
      'A ready-made one is added to: it loses no field and no choice. So is one that has records (409 with how many).',
    roles: admins,
    body: recordTypeIn,
    ...revised(recordType, 'The record type; 201 when new.'),
    conditional: true,
    problems: [409, 412, 428],
  },
  deleteRecordType: {
    ...oneType,
    on: 'DELETE /v1/record-types/{id}',
    summary: 'Delete a record type',
    description:
      'Refused while there are records of it, or filters and automations over it, which it names; and of a ready-made one always.',
    roles: admins,
    returns: { status: 204, description: 'It is deleted.' },
    conditional: true,
    problems: [404, 409, 412, 428],
  },
} as const satisfies Record<string, Operation>;
