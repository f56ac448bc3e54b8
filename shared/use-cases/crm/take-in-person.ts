import { linkId } from '../../domain/crm/crm-link.ts';
import type { CrmRecord } from '../../domain/crm/crm-object.ts';
import { fieldsToRead } from '../../domain/crm/map-values.ts';
import { isRefusal, type Refusal } from '../../domain/kernel/refusal.ts';
import type { Lead } from '../../domain/people/people.ts';
import { change } from '../../ports/change.ts';
import type { ConnectionPorts } from '../connections/connection-ports.ts';
import { enrollByRules } from '../crm-rules/enroll-by-rules.ts';
import { lookByRules } from '../crm-rules/look-by-rules.ts';
import { refuseByRules } from '../crm-rules/note-look.ts';
import { askForWrite } from '../crm-writes/ask-for-write.ts';
import { changeLead } from '../leads/change-lead.ts';
import { createLead } from '../leads/create-lead.ts';
import { convertLead } from '../leads/convert-lead.ts';
import { decidePerson, valuesOf, type DecidedPerson } from './decide-person.ts';
import { findOurs, type OursOfPerson } from './find-ours.ts';
import { noteLink } from './note-link.ts';
import { accountOf } from './take-in-account.ts';
import { tellStatus } from './tell-status.ts';
import type { TakeInContext } from './take-in-context.ts';
import type { TakenIn } from './taken-in.ts';
import { asItIsNow } from './written-lately.ts';

/**
 * Takes a change of a person in (B6): whose it is, what of ours changes, what rules make of it. Done again, as after a
 * crash or when the CRM tells twice, it changes nothing: the lead first, then the link, then rules.
 */
export async function takeInPerson(
  ports: ConnectionPorts,
  context: TakeInContext,
  record: CrmRecord,
): Promise<TakenIn> {
  const { organisation, kind, mapping, now } = context;
  const ours = await findOurs(ports, context, record);
  const { link, lead } = ours;
  if (link?.erased === true) {
    await eraseNext(ports, context, record);
    return { outcome: 'left', why: 'The person was erased here.' };
  }
  if (link !== undefined && record.modifiedAt < link.modifiedAt) return { outcome: 'same' };
  if (record.deleted === true || record.mergedInto !== undefined)
    return takeInEnd(ports, context, record, ours);
  if (record.convertedTo !== undefined) await takeInConversion(ports, context, record, ours);
  const decided = decidePerson(context, record, ours);
  if (decided === undefined)
    return { outcome: 'left', why: 'It has neither an address nor a number that is mapped.' };
  if (link !== undefined) {
    const present = await asItIsNow(ports, context, record, decided.decision);
    if (present === undefined) return { outcome: 'same' };
    if (present !== 'told' && !isSame(present, record)) return takeInPerson(ports, context, present);
  }
  const { candidate } = decided;
  const isNew = record.createdAt !== undefined && record.createdAt >= context.newSince;
  const asked = { organisation, kind, record, candidate, isNew, rules: context.rules, leadId: lead?.id, now };
  const looked = context.imports === true ? { takes: true, looks: [] } : await lookByRules(ports, asked);
  if (lead === undefined && !looked.takes && mapping.takesIn === 'by-rule')
    return { outcome: 'left', why: 'No rule takes it.' };
  const accountId = await accountOf(ports, context, record.accountId);
  const saved = await save(ports, context, decided, lead, accountId);
  if (isRefusal(saved)) {
    const again = saved.kind === 'conflict' || saved.kind === 'changed' || saved.kind === 'busy';
    if (!again) await refuseByRules(ports, { organisation, looks: looked.looks, why: wordsOf(saved), now });
    return { outcome: 'refused', why: wordsOf(saved), again, values: decided.decision.values };
  }
  await settle(ports, context, record, decided, saved.lead);
  await enrollByRules(ports, { organisation, looks: looked.looks, lead: saved.lead, now });
  const { id: leadId, ownerId } = saved.lead;
  return { outcome: saved.outcome, leadId, ownerId, values: decided.decision.values };
}

/** Tells what changed there, asks for what is to be written there, and notes what both agree on. */
async function settle(
  ports: ConnectionPorts,
  context: TakeInContext,
  record: CrmRecord,
  { decision }: DecidedPerson,
  lead: Lead,
): Promise<void> {
  const { organisation, kind, now } = context;
  const { agreed, empty, status, pushBack } = decision;
  const ours = `lead.${lead.id}`;
  if (status !== undefined) await tellStatus(ports, context, record, { ...status, leadId: lead.id });
  if (Object.keys(pushBack).length > 0) {
    const of = { organisation, kind, object: record.object, theirId: record.id, ours, at: now };
    await askForWrite(ports, { ...of, work: { kind: 'fields', fields: pushBack } }, { now });
  }
  await noteLink(ports, context, record, { ours, agreed, empty });
}

type Written = { kind: 'written'; outcome: 'create' | 'change' | 'same'; lead: Lead };

async function save(
  ports: ConnectionPorts,
  { caller, now }: TakeInContext,
  { changes, ...decided }: DecidedPerson,
  lead: Lead | undefined,
  accountId: string | undefined,
): Promise<Written | Refusal> {
  if (lead === undefined) {
    const values = { ...valuesOf({ changes, ...decided }), ...(accountId !== undefined && { accountId }) };
    const made = await createLead(ports, { caller, values, now });
    return isRefusal(made) ? made : { kind: 'written', outcome: 'create', lead: made.item };
  }
  const all = { ...changes, ...(accountId !== undefined && accountId !== lead.accountId && { accountId }) };
  if (Object.keys(all).length === 0) return { kind: 'written', outcome: 'same', lead };
  const saved = await changeLead(ports, {
    caller,
    id: lead.id,
    changes: all,
    expected: 'present',
    now,
  });
  return isRefusal(saved) ? saved : { kind: 'written', outcome: 'change', lead: saved.item };
}

/** It was deleted, or merged into another, whose link goes on for the lead. What is ours stays. */
async function takeInEnd(
  ports: ConnectionPorts,
  context: TakeInContext,
  record: CrmRecord,
  { link }: OursOfPerson,
): Promise<TakenIn> {
  const { organisation, kind, now, rules } = context;
  const asked = { organisation, kind, record, candidate: undefined, isNew: false, rules, now };
  if (context.imports !== true) await lookByRules(ports, asked);
  if (link === undefined) return { outcome: 'left' };
  // Told again: the link has gone over already, and the other may have changed since.
  if (record.mergedInto !== undefined && link.gone?.mergedInto === record.mergedInto)
    return { outcome: 'same' };
  if (record.mergedInto !== undefined && link.ours !== undefined)
    await takeInWinner(
      ports,
      context,
      { ...record, id: record.mergedInto, modifiedAt: link.modifiedAt },
      link.ours,
    );
  // At last: what died before it is done again.
  await noteLink(ports, context, record, { ours: link.ours, agreed: {} });
  return { outcome: 'same', why: record.deleted === true ? 'It was deleted there.' : 'It was merged there.' };
}

/** What it was merged into is the lead from now on, and is taken in as it is: it may have been passed over before. */
async function takeInWinner(
  ports: ConnectionPorts,
  context: TakeInContext,
  record: CrmRecord,
  ours: string,
): Promise<void> {
  const { object, id } = record;
  const { organisation, kind, mapping, crm } = context;
  const into = await ports.store.crmLinks.get(organisation, linkId(kind, object, id));
  // It may be somebody of ours already, and stays that.
  if (into?.ours !== undefined && into.ours !== ours) return;
  await goOver(ports, context, { ...record, deleted: undefined, mergedInto: undefined }, ours);
  const [present] = await crm.read({ object, ids: [id], fields: fieldsToRead(mapping, object) });
  if (present !== undefined && present.mergedInto === undefined && present.deleted !== true)
    await takeInPerson(ports, context, present);
}

/** A lead that was converted there is converted here, and its contact is linked in its place. */
async function takeInConversion(
  ports: ConnectionPorts,
  context: TakeInContext,
  record: CrmRecord,
  { lead }: OursOfPerson,
): Promise<void> {
  const { organisation, caller, now } = context;
  if (lead === undefined || record.convertedTo === undefined) return;
  await convertLead(ports, { organisation, leadId: lead.id, as: 'converted', by: caller.userId, now });
  const contact = { ...record, object: 'contact' as const, id: record.convertedTo, convertedTo: undefined };
  await goOver(ports, context, contact, `lead.${lead.id}`);
}

/** Another record is the lead from now on, unless it is known whose that is: then it stays so. */
async function goOver(
  ports: ConnectionPorts,
  context: TakeInContext,
  record: CrmRecord,
  ours: string,
): Promise<void> {
  const { organisation, kind } = context;
  const known = await ports.store.crmLinks.get(organisation, linkId(kind, record.object, record.id));
  if (known?.ours === undefined) await noteLink(ports, context, record, { ours, agreed: {} });
}

/** What a record becomes whose person was erased here is left alone too, if nobody knows it yet (F9). */
async function eraseNext(
  { store }: ConnectionPorts,
  { organisation, kind }: TakeInContext,
  { object: before, convertedTo, mergedInto, modifiedAt }: CrmRecord,
): Promise<void> {
  const theirId = convertedTo ?? mergedInto;
  if (theirId === undefined) return;
  const object = convertedTo === undefined ? before : ('contact' as const);
  const id = linkId(kind, object, theirId);
  const next = { organisation, id, kind, object, theirId, agreed: {}, modifiedAt, erased: true };
  await change(store.crmLinks, { organisation, id }, (link) =>
    link === undefined ? { write: next } : ('unchanged' as const),
  );
}

function isSame(one: CrmRecord, other: CrmRecord): boolean {
  return one.modifiedAt === other.modifiedAt && JSON.stringify(one.fields) === JSON.stringify(other.fields);
}

function wordsOf(refusal: Refusal): string {
  if (refusal.kind === 'invalid') return refusal.problems.map(({ message }) => message).join(' ');
  return 'detail' in refusal ? refusal.detail : 'Somebody changed it at that moment: it comes again.';
}
