import * as z from 'zod';
import { storedRecord } from '#shared/domain/records/record.ts';
import { about } from './about.ts';
import { accountId, filterId, leadId, recordId, recordTypeId, userId } from './ids.ts';
import { everyone, revised, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { fieldError } from './problem.ts';
import { storedFields } from './stored-fields.ts';
import { instant, line, revision } from './values.ts';

/** Records that are written by one request at most. */
const mostAtOnce = 1_000;

const sourceId = line(200, 'The id of the record at its source', '2027/001');

const examples = [
  {
    number: '2027/001',
    status: 'sent',
    amount: { amount: 1234.5, currency: 'EUR' },
    sentAt: '2027-03-01T09:30:00Z',
  },
];

/** What a value may be is the record type's to say, which is read where the record is decided on. */
const anyValue = z.unknown().meta({
  override: {
    anyOf: [
      { type: 'string' },
      { type: 'number' },
      { type: 'boolean' },
      {
        type: 'object',
        properties: { amount: { type: 'number' }, currency: { type: 'string', examples: ['EUR'] } },
        required: ['amount', 'currency'],
      },
      { type: 'null' },
    ],
  },
});

/** A record as it is written. */
export const recordIn = z
  .strictObject({
    typeId: recordTypeId,
    sourceId: about(sourceId, 'What its source calls it: the same thing is there once.', '2027/001'),
    leadId: about(leadId.optional(), 'The lead that it belongs to; when left out, as it is.'),
    accountId: about(
      accountId.optional(),
      'The account that it belongs to; beside a lead, that of the lead. When left out, as it is.',
    ),
    ownerId: about(
      userId.optional(),
      'The user whom it belongs to; when left out as it is, of a new one whom its lead belongs to, or the caller.',
    ),
    values: z.record(z.string(), anyValue).meta({
      description:
        'Values by the names of the fields of its type: all that it has from now on. Money with a currency of ISO 4217, days as `2027-05-14`, moments with `Z` or an offset, users by id.',
      examples,
    }),
  })
  .meta({ id: 'RecordIn' });

const record = z
  .object({
    id: recordId,
    revision,
    ...storedFields(storedRecord, 'typeId', 'sourceId', 'leadId', 'accountId', 'ownerId'),
    values: about(z.record(z.string(), anyValue), 'As they are kept: moments in UTC.', ...examples),
    createdAt: instant,
    changedAt: about(instant, 'When it last became something else.'),
  })
  .meta({ id: 'Record' });

const result = z
  .object({
    outcome: about(
      z.enum(['created', 'changed', 'unchanged', 'refused']),
      'refused: see `errors` and `detail`.',
    ),
    id: recordId.optional(),
    revision: revision.optional(),
    detail: about(z.string().optional(), 'Why it was refused.'),
    errors: about(z.array(fieldError).optional(), 'Every wrong value of a refused one.'),
  })
  .meta({ id: 'PutRecord' });

const records = { tag: 'Records', roles: everyone } as const;
const oneRecord = { ...records, params: z.object({ id: recordId }) } as const;

export const recordOperations = {
  listRecords: {
    ...records,
    on: 'GET /v1/records',
    summary: 'List records',
    description:
      'Users get their own records, managers those of their groups, admins all; of a lead or an account that they can access also those of others. A page may hold fewer than `limit`. Of a lead, 10,000 are listed at most.',
    query: pageQuery.extend({
      lead: about(leadId.optional(), 'Only those of this lead.'),
      account: about(accountId.optional(), 'Only those of this account.'),
      type: about(recordTypeId.optional(), 'Only those of this type.'),
      owner: about(userId.optional(), 'Only those of this user.'),
      filter: about(
        filterId.optional(),
        'Only those that match this saved filter now (E1). A page may then hold fewer than `limit`, or nothing, and there may be more.',
      ),
    }),
    returns: { status: 200, description: 'Records, those made first in front.', body: pageOf(record) },
    problems: [404, 409],
  },
  putRecord: {
    ...records,
    on: 'PUT /v1/records',
    summary: 'Create or replace a record, by its type and its id at the source',
    description:
      'The same again changes nothing (E1). A record stays with its lead. Each change is an activity of the lead.',
    body: recordIn,
    ...revised(record, 'The record; 201 when new.'),
  },
  putRecords: {
    ...records,
    on: 'POST /v1/records',
    summary: 'Create or replace up to 1,000 records',
    description:
      'Each as by PUT, with a result of its own: one that is refused keeps no other from being written. Repeat a request whose answer was lost: what was written is unchanged then.',
    body: z
      .strictObject({
        records: z
          .array(z.unknown().meta({ override: { $ref: '#/components/schemas/RecordIn' } }))
          .min(1, 'Give at least one record.')
          .max(mostAtOnce, `Give ${mostAtOnce} records at most.`),
      })
      .meta({ id: 'RecordsIn' }),
    maxBodyBytes: 5 * 1024 * 1024,
    returns: {
      status: 200,
      description: 'The result for each record, in their order.',
      body: z.object({ results: z.array(result) }).meta({ id: 'PutRecords' }),
    },
    problems: [413],
    tooLong: 'Write fewer records at a time.',
  },
  getRecordById: {
    ...oneRecord,
    on: 'GET /v1/records/{id}',
    summary: 'Read a record',
    ...revised(record, 'The record.'),
    problems: [404],
  },
  deleteRecord: {
    ...oneRecord,
    on: 'DELETE /v1/records/{id}',
    summary: 'Delete a record',
    description: 'An activity of its lead tells of it. Written again, it is made anew under the same id.',
    returns: { status: 204, description: 'It is deleted.' },
    problems: [404],
  },
} as const satisfies Record<string, Operation>;
