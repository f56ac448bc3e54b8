import type { SequenceId } from '../kernel/ids.ts';
import type { RecordField } from '../records/record-type.ts';
import { lead as leadShape, type Account, type Lead } from '../people/people.ts';
import { fromEpochMs } from '../time/instants.ts';
import { engagementInstants, lastFollowUp, type EngagementInstant } from './engagement.ts';
import type { Condition } from './filter.ts';
import type { FactsPart, FilterFacts, RecordFacts, ScoreFacts } from './filter-facts.ts';
import { recordValue, type FieldType, type FieldValue, type ValueOf } from './field-values.ts';

/** A field that conditions may name: what it holds, what it is called, and how it is read from the facts. */
export type FilterField = {
  type: FieldType;
  /** Within a sentence. */
  label: string;
  choices?: readonly string[] | undefined;
  /** The part of the facts that it is read from. */
  part: FactsPart;
  read: (facts: FilterFacts) => FieldValue | undefined;
};

function ofLead<Type extends FieldType>(
  type: Type,
  label: string,
  read: (lead: Lead) => ValueOf[Type] | undefined,
  choices?: readonly string[],
): FilterField {
  return {
    type,
    label: `${label} of the lead`,
    choices,
    part: 'lead',
    read: ({ lead }) => lead && read(lead),
  };
}

function ofAccount(label: string, read: (account: Account) => string | undefined): FilterField {
  return {
    type: 'text',
    label: `${label} of the account`,
    part: 'account',
    read: ({ account }) => account && read(account),
  };
}

function latest(label: string, name: EngagementInstant): FilterField {
  return { type: 'instant', label, part: 'engagement', read: ({ engagement }) => engagement?.[name] };
}

function ofRecord<Type extends FieldType>(
  type: Type,
  label: string,
  read: (record: RecordFacts) => ValueOf[Type] | undefined,
): FilterField {
  return {
    type,
    label: `${label} of the record`,
    part: 'record',
    read: ({ record }) => record && read(record),
  };
}

/** The score of a lead without points. */
const noPoints: ScoreFacts = { value: 0, at: fromEpochMs(0), halfLifeDays: null };

const latestLabels: Record<EngagementInstant, string> = {
  lastMailAt: 'the last mail to the lead',
  lastSmsAt: 'the last SMS to the lead',
  lastCallAt: 'the last call with the lead',
  lastReplyAt: 'the last reply of the lead',
  lastTaskDoneAt: 'the last task completed for the lead',
};

/** Every field that has one name, whatever the organisation. Own fields and those of records are made from their names. */
export const plainFields: Readonly<Record<string, FilterField>> = {
  'lead.status': ofLead('choice', 'the status', ({ status }) => status, leadShape.shape.status.options),
  'lead.ownerId': ofLead('user', 'the owner', ({ ownerId }) => ownerId),
  'lead.firstName': ofLead('text', 'the first name', ({ firstName }) => firstName),
  'lead.lastName': ofLead('text', 'the last name', ({ lastName }) => lastName),
  'lead.title': ofLead('text', 'the title', ({ title }) => title),
  'lead.email': ofLead('text', 'the email address', ({ email }) => email),
  'lead.phone': ofLead('text', 'the phone number', ({ phone }) => phone),
  'lead.zone': ofLead('text', 'the time zone', ({ zone }) => zone),
  'lead.language': ofLead('text', 'the language', ({ language }) => language),
  'lead.country': ofLead('text', 'the country', ({ country }) => country),
  'lead.accountId': ofLead('text', 'the account', ({ accountId }) => accountId),
  'lead.createdAt': ofLead('instant', 'the creation', ({ createdAt }) => createdAt),
  'lead.convertedAt': ofLead('instant', 'the conversion', ({ convertedAt }) => convertedAt),
  'lead.disqualifiedAt': ofLead('instant', 'the disqualification', (lead) => lead.disqualifiedAt),
  'lead.reopenedAt': ofLead('instant', 'the reopening', ({ reopenedAt }) => reopenedAt),
  'lead.unsubscribedAt': ofLead('instant', 'the unsubscription', (lead) => lead.suppression.unsubscribedAt),
  'lead.bouncedAt': ofLead('instant', 'the permanent bounce', (lead) => lead.suppression.bouncedAt),
  'lead.complainedAt': ofLead('instant', 'the complaint', (lead) => lead.suppression.complainedAt),
  'lead.suppressedByHandAt': ofLead(
    'instant',
    'the suppression by hand',
    (lead) => lead.suppression.byHandAt,
  ),
  'account.name': ofAccount('the name', ({ name }) => name),
  'account.domain': ofAccount('the domain', ({ domain }) => domain),
  score: {
    type: 'score',
    label: 'the score of the lead',
    part: 'score',
    read: ({ score }) => score ?? noPoints,
  },
  ...Object.fromEntries(engagementInstants.map((name) => [name, latest(latestLabels[name], name)])),
  lastFollowUpAt: {
    type: 'instant',
    label: 'the last mail, SMS, call or completed task for the lead',
    part: 'engagement',
    read: ({ engagement }) => lastFollowUp(engagement),
  },
};

/** What every record has; a field of its type of the same name comes first. */
export const everyRecordsFields: Readonly<Record<string, FilterField>> = {
  id: ofRecord('text', 'the id', ({ id }) => id),
  sourceId: ofRecord('text', 'the id at its source', ({ sourceId }) => sourceId),
  type: ofRecord('text', 'the type', ({ typeId }) => typeId),
  ownerId: ofRecord('user', 'the owner', ({ ownerId }) => ownerId),
  createdAt: ofRecord('instant', 'the creation', ({ createdAt }) => createdAt),
  changedAt: ofRecord('instant', 'the last change', ({ changedAt }) => changedAt),
};

/**
 * The field of this name; undefined: there is none.
 * @param fields those of the type of the records that the filter is over; undefined: it is over leads.
 */
export function filterFieldOf(
  name: string,
  fields: readonly RecordField[] | undefined,
): FilterField | undefined {
  if (Object.hasOwn(plainFields, name)) return plainFields[name];
  if (name.startsWith('record.')) return fields && recordField(name.slice(7), fields);
  if (name.startsWith('lead.fields.')) {
    const own = name.slice(12);
    return own === '' ? undefined : ofLead('text', `“${own}”`, (lead) => ownValue(lead.fields, own));
  }
  if (name.startsWith('account.fields.')) {
    const own = name.slice(15);
    return own === '' ? undefined : ofAccount(`“${own}”`, (account) => ownValue(account.fields, own));
  }
  const sequenceId = sequenceNamed(name);
  return sequenceId === undefined ? undefined : inSequence(sequenceId);
}

function recordField(name: string, fields: readonly RecordField[]): FilterField | undefined {
  const field = fields.find((each) => each.name === name);
  if (field === undefined)
    return Object.hasOwn(everyRecordsFields, name) ? everyRecordsFields[name] : undefined;
  return {
    type: field.type,
    label: `“${name}” of the record`,
    choices: field.choices,
    part: 'record',
    read: ({ record }) => record && recordValue(field.type, ownValue(record.values, name)),
  };
}

/** The sequence that a field is about; undefined: it is about none. */
export function sequenceNamed(field: string): string | undefined {
  return field.startsWith('sequence.') && field.length > 9 ? field.slice(9) : undefined;
}

function inSequence(sequenceId: SequenceId): FilterField {
  return {
    type: 'sequence',
    label: `the lead in the sequence “${sequenceId}”`,
    part: 'enrollments',
    read: ({ enrollments = [] }) => enrollments.filter((each) => each.sequenceId === sequenceId),
  };
}

/** The value of a name that people chose; never what every object has under it. */
function ownValue<Value>(values: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** The parts of the facts that conditions are read from. */
export function partsRead(conditions: readonly Condition[]): Set<FactsPart> {
  const parts = new Set<FactsPart>();
  for (const { field, is } of conditions) {
    // Fields of records are all of one part, whatever they are.
    const part = field.startsWith('record.') ? 'record' : filterFieldOf(field, undefined)?.part;
    if (part !== undefined) parts.add(part);
    if (is === 'nothing-done-since') parts.add('engagement');
    if (is === 'no-record-since') parts.add('records');
  }
  return parts;
}
