import type { LeadId } from '../../domain/kernel/ids.ts';
import type { CrmLink } from '../../domain/crm/crm-link.ts';
import { linkId } from '../../domain/crm/crm-link.ts';
import { mappedFor } from '../../domain/crm/map-values.ts';
import type { CrmRecord } from '../../domain/crm/crm-object.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { ConnectionPorts } from '../connections/connection-ports.ts';
import { leadIdOf } from '../people/lead-id.ts';
import { findTwin } from '../leads/lead-checks.ts';
import { readValue } from '../crm-fields/read-value.ts';
import type { TakeInContext } from './take-in-context.ts';

/** What our side knows of a person of the CRM. */
export type OursOfPerson = {
  link: CrmLink | undefined;
  lead: Lead | undefined;
  /** Under which id the person is made; undefined: neither an address nor a number by which anybody could be reached. */
  leadId: LeadId | undefined;
};

/** Finds whose a person of the CRM is: by the link, else by address or number, as importing a file does (B6). */
export async function findOurs(
  ports: ConnectionPorts,
  { organisation, kind, mapping }: TakeInContext,
  record: CrmRecord,
): Promise<OursOfPerson> {
  const link = await ports.store.crmLinks.get(organisation, linkId(kind, record.object, record.id));
  const linked = link?.ours?.startsWith('lead.') === true ? link.ours.slice('lead.'.length) : undefined;
  if (linked !== undefined) {
    const lead = await ports.store.leads.get(organisation, linked);
    return { link, lead, leadId: linked };
  }
  const reached = reachedBy(mapping, record);
  const leadId = leadIdOf(ports.ids, organisation, reached);
  if (leadId === undefined) return { link, lead: undefined, leadId: undefined };
  const [existing, twin] = await Promise.all([
    ports.store.leads.get(organisation, leadId),
    findTwin(ports.store, organisation, reached.email, leadId),
  ]);
  const lead = existing ?? twin;
  return { link, lead, leadId: lead?.id ?? leadId };
}

function reachedBy(
  mapping: TakeInContext['mapping'],
  record: CrmRecord,
): Partial<Pick<Lead, 'email' | 'phone'>> {
  const country = valueOf(mapping, record, 'country');
  const email = valueOf(mapping, record, 'email');
  const phone = valueOf(mapping, record, 'phone', country);
  return { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) };
}

/** A value of a person of the CRM as ours, where that field is mapped and the value is one. */
export function valueOf(
  mapping: TakeInContext['mapping'],
  record: CrmRecord,
  ours: string,
  country?: string,
): string | undefined {
  const field = mappedFor(mapping, record.object).find((one) => one.ours === ours && one.direction !== 'out');
  if (field === undefined) return undefined;
  const read = readValue(field, record.fields[field.theirs], country);
  return 'problem' in read ? undefined : read.value;
}
