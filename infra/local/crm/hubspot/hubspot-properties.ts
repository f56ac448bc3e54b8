/**
 * The properties that objects of the stand-in have: those of HubSpot that matter here, and some of the firm's own.
 * Made from https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide
 */

export type HubspotOption = { value: string; label: string; hidden: boolean; displayOrder: number };
export type HubspotProperty = {
  name: string;
  label: string;
  description: string;
  groupName: string;
  type: 'string' | 'number' | 'date' | 'datetime' | 'bool' | 'enumeration';
  fieldType: string;
  options: HubspotOption[];
  hidden: boolean;
  hasUniqueValue: boolean;
  calculated: boolean;
  externalOptions: boolean;
  referencedObjectType?: string;
  modificationMetadata: { archivable: boolean; readOnlyDefinition: boolean; readOnlyValue: boolean };
};

type Rest = Partial<
  Pick<
    HubspotProperty,
    'fieldType' | 'hidden' | 'hasUniqueValue' | 'externalOptions' | 'referencedObjectType'
  >
>;

/** A property, as HubSpot describes it. */
export function property(
  name: string,
  label: string,
  type: HubspotProperty['type'],
  {
    readOnly = false,
    values = [],
    ...rest
  }: Rest & { readOnly?: boolean; values?: readonly (readonly [string, string])[] } = {},
): HubspotProperty {
  return {
    name,
    label,
    description: '',
    groupName: 'information',
    type,
    fieldType:
      type === 'enumeration' ? 'select' : type === 'string' ? 'text' : type === 'datetime' ? 'date' : type,
    options: values.map(([value, text], displayOrder) => ({
      value,
      label: text,
      hidden: false,
      displayOrder,
    })),
    hidden: false,
    hasUniqueValue: false,
    calculated: false,
    externalOptions: false,
    modificationMetadata: { archivable: false, readOnlyDefinition: true, readOnlyValue: readOnly },
    ...rest,
  };
}

const common = [
  property('hs_object_id', 'Record ID', 'number', { readOnly: true }),
  property('hs_merged_object_ids', 'Merged record IDs', 'enumeration', {
    readOnly: true,
    fieldType: 'checkbox',
    hidden: true,
  }),
  property('hubspot_owner_id', 'Owner', 'enumeration', {
    externalOptions: true,
    referencedObjectType: 'OWNER',
  }),
];
const leadStatuses = [
  ['NEW', 'New'],
  ['OPEN', 'Open'],
  ['IN_PROGRESS', 'In progress'],
  ['OPEN_DEAL', 'Open deal'],
  ['UNQUALIFIED', 'Unqualified'],
  ['ATTEMPTED_TO_CONTACT', 'Attempted to contact'],
  ['CONNECTED', 'Connected'],
  ['BAD_TIMING', 'Bad timing'],
] as const;
const companyStatuses = ['New', 'In progress', 'Interested', 'Not interested', 'Converted'].map(
  (text) => [text, text] as const,
);

const contacts = [
  ...common,
  property('createdate', 'Create date', 'datetime', { readOnly: true }),
  property('lastmodifieddate', 'Last modified date', 'datetime', { readOnly: true }),
  property('firstname', 'First name', 'string'),
  property('lastname', 'Last name', 'string'),
  property('email', 'Email', 'string', { hasUniqueValue: true }),
  property('phone', 'Phone number', 'string', { fieldType: 'phonenumber' }),
  property('jobtitle', 'Job title', 'string'),
  property('country', 'Country', 'string'),
  property('hs_language', 'Preferred language', 'enumeration', {
    values: [
      ['en', 'English'],
      ['fr', 'French'],
      ['de', 'German'],
    ],
  }),
  property('associatedcompanyid', 'Primary company', 'number', { referencedObjectType: 'COMPANY' }),
  property('hs_lead_status', 'Lead status', 'enumeration', { fieldType: 'radio', values: leadStatuses }),
  property('newsletter', 'Newsletter', 'enumeration', {
    fieldType: 'booleancheckbox',
    values: [
      ['true', 'Yes'],
      ['false', 'No'],
    ],
  }),
  property('demo_at', 'Demo at', 'datetime'),
  property('employees', 'Employees', 'number'),
];
const companies = [
  ...common,
  property('createdate', 'Create date', 'datetime', { readOnly: true }),
  property('hs_lastmodifieddate', 'Last modified date', 'datetime', { readOnly: true }),
  property('name', 'Company name', 'string'),
  property('domain', 'Company domain name', 'string'),
  property('city', 'City', 'string'),
  property('industry', 'Industry', 'string'),
  property('status', 'Status', 'enumeration', { values: companyStatuses }),
];
const engagement = [
  ...common,
  property('hs_createdate', 'Create date', 'datetime', { readOnly: true }),
  property('hs_lastmodifieddate', 'Last modified date', 'datetime', { readOnly: true }),
  property('hs_timestamp', 'Activity date', 'datetime'),
  property('hs_engagement_source', 'Source', 'string'),
  property('hs_engagement_source_id', 'Source ID', 'string'),
];
const tasks = [
  ...engagement,
  property('hs_task_subject', 'Task title', 'string'),
  property('hs_task_body', 'Task notes', 'string', { fieldType: 'html' }),
  property('hs_task_status', 'Task status', 'enumeration', {
    values: [
      ['COMPLETED', 'Completed'],
      ['NOT_STARTED', 'Not started'],
    ],
  }),
  property('hs_task_type', 'Task type', 'enumeration', {
    values: [
      ['TODO', 'To-do'],
      ['CALL', 'Call'],
      ['EMAIL', 'Email'],
    ],
  }),
];
const notes = [...engagement, property('hs_note_body', 'Note body', 'string', { fieldType: 'html' })];
const calls = [
  ...engagement,
  property('hs_call_title', 'Call title', 'string'),
  property('hs_call_body', 'Call notes', 'string', { fieldType: 'html' }),
  property('hs_call_status', 'Call status', 'enumeration', {
    values: [
      ['COMPLETED', 'Completed'],
      ['NO_ANSWER', 'No answer'],
    ],
  }),
  property('hs_call_duration', 'Call duration', 'number'),
];

/** Objects of the stand-in, with what HubSpot calls them elsewhere. */
export const hubspotTypes = {
  contacts: {
    typeId: '0-1',
    word: 'contact',
    modified: 'lastmodifieddate',
    created: 'createdate',
    properties: contacts,
  },
  companies: {
    typeId: '0-2',
    word: 'company',
    modified: 'hs_lastmodifieddate',
    created: 'createdate',
    properties: companies,
  },
  tasks: {
    typeId: '0-27',
    word: 'task',
    modified: 'hs_lastmodifieddate',
    created: 'hs_createdate',
    properties: tasks,
  },
  notes: {
    typeId: '0-46',
    word: 'note',
    modified: 'hs_lastmodifieddate',
    created: 'hs_createdate',
    properties: notes,
  },
  calls: {
    typeId: '0-48',
    word: 'call',
    modified: 'hs_lastmodifieddate',
    created: 'hs_createdate',
    properties: calls,
  },
} as const satisfies Record<string, { properties: readonly HubspotProperty[]; [of: string]: unknown }>;
export type HubspotType = keyof typeof hubspotTypes;

export function isHubspotType(text: string): text is HubspotType {
  return Object.hasOwn(hubspotTypes, text);
}
