import { decideTakeIn, type TakeIn } from '../../domain/crm/decide-take-in.ts';
import type { CrmRecord } from '../../domain/crm/crm-object.ts';
import type { Lead } from '../../domain/people/people.ts';
import { newLead, type LeadValues } from '../leads/create-lead.ts';
import { withChanges, type LeadChanges } from '../leads/change-lead.ts';
import { valueOf, type OursOfPerson } from './find-ours.ts';
import { readValue } from '../crm-fields/read-value.ts';
import type { TakeInContext } from './take-in-context.ts';

/** What taking a person in would come to: the decision, what is written, and the lead as it would be. */
export type DecidedPerson = { decision: TakeIn; changes: LeadChanges; candidate: Lead };

/**
 * Decides what becomes of the lead that a person of the CRM is: the same for taking in, for previews and for what rules are
 * asked about. Undefined: it can be nobody's lead, since it has neither an address nor a number.
 */
export function decidePerson(
  { organisation, mapping, people, now }: TakeInContext,
  record: CrmRecord,
  { link, lead, leadId }: OursOfPerson,
): DecidedPerson | undefined {
  if (leadId === undefined) return undefined;
  const country = valueOf(mapping, record, 'country');
  const decision = decideTakeIn({
    mapping,
    record,
    link,
    ours: lead,
    read: (field, value) => readValue(field, value, country),
    ownerId: people.userOf(record.ownerId)?.id,
  });
  const changes = changesOf(decision);
  const ownerId = decision.ownerId ?? mapping.defaultOwnerId;
  const made = { organisation, id: leadId, ownerId, suppression: {}, now };
  const before: Lead = lead ?? { ...newLead(made, {}), revision: 0 };
  const next = withChanges(before, changes);
  return { decision, changes, candidate: decision.ownerId === undefined ? next : { ...next, ownerId } };
}

/** What is decided as the changes of a lead. */
function changesOf({ changes, ownerId }: TakeIn): LeadChanges {
  const plain: Record<string, string | null> = {};
  const fields: Record<string, string | null> = {};
  for (const [ours, value] of Object.entries(changes)) {
    if (ours.startsWith('fields.')) fields[ours.slice('fields.'.length)] = value;
    else plain[ours] = value;
  }
  return {
    ...plain,
    ...(Object.keys(fields).length > 0 && { fields }),
    ...(ownerId !== undefined && { ownerId }),
  };
}

/** The values that a lead is made with. */
export function valuesOf({ candidate }: DecidedPerson): LeadValues {
  const { firstName, lastName, title, email, phone, zone, language, country, ownerId, fields } = candidate;
  return { firstName, lastName, title, email, phone, zone, language, country, ownerId, fields };
}
