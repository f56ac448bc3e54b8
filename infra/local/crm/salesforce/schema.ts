import type { Entity } from './ids.ts';

/** A value of a list; `when`: those of the controlling field with which it goes. */
export type ListValue = { value: string; active: boolean; when?: readonly string[]; converts?: true };
export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'email'
  | 'phone'
  | 'url'
  | 'double'
  | 'int'
  | 'currency'
  | 'date'
  | 'datetime'
  | 'boolean'
  | 'picklist'
  | 'reference'
  | 'address';
export type Field = {
  name: string;
  label: string;
  type: FieldType;
  updateable: boolean;
  length: number;
  /** It may not be empty. */
  required: boolean;
  values?: ListValue[];
  controller?: string;
  to?: readonly Entity[];
};
export type RecordType = { id: string; name: string; lacks: Readonly<Record<string, readonly string[]>> };
export type EntitySchema = { label: string; fields: Field[]; recordTypes: RecordType[]; writable: boolean };

const field = (type: FieldType, name: string, label: string, of: Partial<Field> = {}): Field => ({
  name,
  label,
  type,
  updateable: true,
  length:
    type === 'string'
      ? 80
      : type === 'textarea'
        ? 32_000
        : type === 'email'
          ? 80
          : type === 'phone'
            ? 40
            : type === 'picklist'
              ? 255
              : 0,
  required: false,
  ...of,
});
const fixed = { updateable: false };
const values = (...all: string[]): ListValue[] => all.map((value) => ({ value, active: true }));

const system: Field[] = [
  field('id', 'Id', 'Record ID', { ...fixed, length: 18 }),
  field('boolean', 'IsDeleted', 'Deleted', fixed),
  field('datetime', 'CreatedDate', 'Created Date', fixed),
  field('datetime', 'LastModifiedDate', 'Last Modified Date', fixed),
  field('datetime', 'SystemModstamp', 'System Modstamp', fixed),
];
const owner = field('reference', 'OwnerId', 'Owner ID', { to: ['User'], length: 18 });
const master = (to: Entity): Field =>
  field('reference', 'MasterRecordId', 'Master Record ID', { ...fixed, to: [to], length: 18 });
const person: Field[] = [
  field('string', 'FirstName', 'First Name', { length: 40 }),
  field('string', 'LastName', 'Last Name', { required: true }),
  field('string', 'Name', 'Full Name', { ...fixed, length: 121 }),
  field('string', 'Title', 'Title', { length: 128 }),
  field('email', 'Email', 'Email'),
  field('phone', 'Phone', 'Phone'),
  field('phone', 'MobilePhone', 'Mobile Phone'),
];
const nothing = { recordTypes: [], writable: false };

/** Objects and fields as an organisation of that size has them. Made anew for each, since lists may change. */
export function schemaOf(): Record<Exclude<Entity, 'RecordType'>, EntitySchema> {
  return structuredClone({
    Lead: {
      label: 'Lead',
      writable: true,
      fields: [
        ...system,
        master('Lead'),
        ...person,
        owner,
        field('string', 'Company', 'Company', { length: 255, required: true }),
        field('picklist', 'Status', 'Status', {
          required: true,
          values: [
            ...values('Open - Not Contacted', 'Working - Contacted'),
            { value: 'Closed - Converted', active: true, converts: true },
            ...values('Closed - Not Converted'),
          ],
        }),
        field('picklist', 'Lost_Reason__c', 'Lost Reason', {
          controller: 'Status',
          values: [
            { value: 'No budget', active: true, when: ['Closed - Not Converted'] },
            { value: 'Chose a competitor', active: true, when: ['Closed - Not Converted'] },
            {
              value: 'Call back later',
              active: true,
              when: ['Working - Contacted', 'Closed - Not Converted'],
            },
          ],
        }),
        field('picklist', 'LeadSource', 'Lead Source', {
          values: [...values('Web', 'Phone Inquiry', 'Partner Referral'), { value: 'Fax', active: false }],
        }),
        field('picklist', 'Rating', 'Rating', { values: values('Hot', 'Warm', 'Cold') }),
        field('boolean', 'HasOptedOutOfEmail', 'Email Opt Out'),
        field('double', 'NumberOfEmployees', 'Employees'),
        field('currency', 'AnnualRevenue', 'Annual Revenue'),
        field('datetime', 'Next_Call__c', 'Next Call'),
        field('string', 'Country', 'Country'),
        field('address', 'Address', 'Address', fixed),
        field('boolean', 'IsConverted', 'Converted', fixed),
        field('reference', 'ConvertedContactId', 'Converted Contact ID', {
          ...fixed,
          to: ['Contact'],
          length: 18,
        }),
        field('reference', 'ConvertedAccountId', 'Converted Account ID', {
          ...fixed,
          to: ['Account'],
          length: 18,
        }),
        field('reference', 'RecordTypeId', 'Record Type ID', { to: ['RecordType'], length: 18 }),
      ],
      recordTypes: [
        { id: '012000000000101AAA', name: 'New business', lacks: {} },
        { id: '012000000000102AAA', name: 'Partners', lacks: { LeadSource: ['Web'] } },
      ],
    },
    Contact: {
      label: 'Contact',
      writable: true,
      recordTypes: [],
      fields: [
        ...system,
        master('Contact'),
        ...person,
        owner,
        field('reference', 'AccountId', 'Account ID', { to: ['Account'], length: 18 }),
      ],
    },
    Account: {
      label: 'Account',
      writable: true,
      recordTypes: [],
      fields: [
        ...system,
        master('Account'),
        field('string', 'Name', 'Account Name', { length: 255, required: true }),
        owner,
        field('url', 'Website', 'Website', { length: 255 }),
        field('phone', 'Phone', 'Account Phone'),
        field('string', 'BillingCountry', 'Billing Country'),
        field('picklist', 'Status__c', 'Status', {
          values: values('New', 'In progress', 'Interested', 'Not interested', 'Converted'),
        }),
      ],
    },
    Task: {
      label: 'Task',
      writable: true,
      recordTypes: [],
      fields: [
        ...system,
        owner,
        field('reference', 'WhoId', 'Name ID', { to: ['Lead', 'Contact'], length: 18 }),
        field('reference', 'WhatId', 'Related To ID', { to: ['Account'], length: 18 }),
        field('string', 'Subject', 'Subject', { length: 255 }),
        field('textarea', 'Description', 'Description'),
        field('date', 'ActivityDate', 'Due Date Only'),
        field('picklist', 'Status', 'Status', {
          required: true,
          values: values('Not Started', 'In Progress', 'Completed'),
        }),
        field('picklist', 'TaskSubtype', 'Task Subtype', { values: values('Task', 'Email', 'Call') }),
        field('int', 'CallDurationInSeconds', 'Call Duration'),
      ],
    },
    User: {
      label: 'User',
      ...nothing,
      fields: [
        ...system.filter(({ name }) => name !== 'IsDeleted'),
        field('string', 'Username', 'Username', fixed),
        field('string', 'Name', 'Full Name', fixed),
        field('email', 'Email', 'Email', fixed),
        field('boolean', 'IsActive', 'Active', fixed),
        field('picklist', 'UserType', 'User Type', {
          ...fixed,
          values: values('Standard', 'AutomatedProcess'),
        }),
      ],
    },
    Organization: {
      label: 'Organization',
      ...nothing,
      fields: [...system, field('string', 'Name', 'Name', fixed)],
    },
    LeadStatus: { label: 'Lead Status', ...nothing, fields: statusFields('IsConverted') },
    TaskStatus: { label: 'Task Status', ...nothing, fields: statusFields('IsClosed') },
  });
}

function statusFields(flag: string): Field[] {
  return [
    ...system.filter(({ name }) => name !== 'IsDeleted'),
    field('string', 'ApiName', 'API Name', fixed),
    field('string', 'MasterLabel', 'Master Label', fixed),
    field('int', 'SortOrder', 'Sort Order', fixed),
    field('boolean', flag, flag, fixed),
  ];
}
