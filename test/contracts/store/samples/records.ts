import type { RecordType } from '#shared/domain/records/record-type.ts';
import type { StoredRecord } from '#shared/domain/records/record.ts';
import { at } from '#test/support/at.ts';
import { organisation } from './organisation.ts';
import { lead } from './people.ts';

// A record type and a record, with all optional fields.

export const recordType: RecordType = {
  organisation,
  id: 'contract',
  revision: 1,
  name: 'Contract',
  fields: [
    { name: 'kind', label: 'Kind', type: 'choice', choices: ['yearly', 'monthly'] },
    { name: 'fee', type: 'money' },
    { name: 'seats', type: 'number' },
    { name: 'signed', type: 'yes-no' },
    { name: 'endsOn', type: 'date' },
  ],
};

export const record: StoredRecord = {
  organisation,
  id: 'contract.m4v7b1zck3j9x0q2',
  revision: 2,
  typeId: 'contract',
  sourceId: '2027/001',
  leadId: lead.id,
  accountId: 'a1',
  ownerId: 'u1',
  values: {
    kind: 'yearly',
    fee: { amount: 1_234.5, currency: 'EUR' },
    seats: 12,
    signed: false,
    endsOn: '2028-02-29',
  },
  createdAt: at('2027-03-01T08:00:00.000Z'),
  changedAt: at('2027-03-02T08:00:00.000Z'),
  events: [
    {
      type: 'record-changed',
      record: 'contract.m4v7b1zck3j9x0q2',
      recordType: 'contract',
      sourceId: '2027/001',
      by: 'u1',
      changes: [
        { field: 'seats', from: '10', to: '12' },
        { field: 'signed', to: 'no' },
      ],
    },
  ],
};
