import type { CrmKind } from '../../domain/connections/connectors.ts';
import type { CrmObject, CrmRecord } from '../../domain/crm/crm-object.ts';
import { fieldsToRead } from '../../domain/crm/map-values.ts';
import type { Mapping } from '../../domain/crm/mapping.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Crm } from '../../ports/crm.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { ConnectionPorts } from '../connections/connection-ports.ts';
import { linkId } from '../../domain/crm/crm-link.ts';
import { decideAccount } from './take-in-account.ts';
import { decidePerson } from './decide-person.ts';
import { findOurs } from './find-ours.ts';
import { loadTakeInContext, type TakeInContext } from './take-in-context.ts';
import { refreshOwners } from '../crm-fields/refresh-owners.ts';
import type { TakenIn } from './taken-in.ts';

/** One record, and what a mapping would make of it. */
export type PreviewedRecord = TakenIn & { record: CrmRecord; name: string };

type Of = {
  organisation: string;
  kind: CrmKind;
  mapping: Mapping;
  connectedBy: string;
  most: number;
  now: Instant;
};

/** What a mapping would make of the records that changed last, of each object that it maps; nothing is changed (B1). */
export async function previewMapping(ports: ConnectionPorts, crm: Crm, of: Of): Promise<PreviewedRecord[]> {
  await refreshOwners(ports, crm, of);
  const context = await contextOf(ports, crm, of);
  const previewed: PreviewedRecord[] = [];
  for (const object of crm.objects) {
    const fields = fieldsToRead(of.mapping, object);
    if (fields.length === 0) continue;
    const records = await crm.newest({ object, fields, most: of.most });
    const some = await inChunks(records, 10, (record) => preview(ports, context, record));
    previewed.push(...some.map(({ result }) => result));
  }
  return previewed;
}

function contextOf(ports: ConnectionPorts, crm: Crm, of: Of): Promise<TakeInContext> {
  const { organisation, kind, mapping, connectedBy, now } = of;
  return loadTakeInContext(ports, { organisation, kind, mapping, crm, newSince: now, connectedBy, now });
}

async function preview(
  ports: ConnectionPorts,
  context: TakeInContext,
  record: CrmRecord,
): Promise<PreviewedRecord> {
  const named = { record, name: nameOf(record) };
  if (record.object === 'account') return { ...named, ...(await previewAccount(ports, context, record)) };
  const ours = await findOurs(ports, context, record);
  const decided = decidePerson(context, record, ours);
  if (decided === undefined)
    return { ...named, outcome: 'left', why: 'It has neither an address nor a number that is mapped.' };
  const { candidate, changes, decision } = decided;
  const problem = decision.values.find((value) => value.problem !== undefined)?.problem;
  const common = { ...named, values: decision.values, leadId: ours.lead?.id, ownerId: candidate.ownerId };
  if (ours.lead !== undefined)
    return { ...common, outcome: Object.keys(changes).length > 0 ? 'change' : 'same' };
  if (context.mapping.takesIn === 'by-rule')
    return { ...common, outcome: 'left', why: 'It becomes a lead when a rule takes it, or by an import.' };
  return problem === undefined
    ? { ...common, outcome: 'create' }
    : { ...common, outcome: 'create', why: problem };
}

async function previewAccount(
  ports: ConnectionPorts,
  context: TakeInContext,
  record: CrmRecord,
): Promise<TakenIn> {
  const { organisation, kind } = context;
  const link = await ports.store.crmLinks.get(organisation, linkId(kind, record.object, record.id));
  const decided = await decideAccount(ports, context, record, link);
  if (decided === undefined) return { outcome: 'refused', why: 'It has no name, or its name is not mapped.' };
  const { id: accountId, existing, decision } = decided;
  const { values, changes } = decision;
  if (link?.ours === undefined)
    return { outcome: 'left', why: 'It becomes an account when a lead of it comes.', values };
  const outcome = existing !== undefined && Object.keys(changes).length === 0 ? 'same' : 'change';
  return { outcome, accountId, values };
}

/** The people of a CRM that changed last, with the leads that the mapping makes of them: what rules are tried on. */
export async function newestCandidates(
  ports: ConnectionPorts,
  crm: Crm,
  of: Of & { object: CrmObject },
): Promise<{ record: CrmRecord; candidate: Lead }[]> {
  const context = await contextOf(ports, crm, of);
  const fields = fieldsToRead(of.mapping, of.object);
  const records = await crm.newest({ object: of.object, fields, most: of.most });
  const all = await inChunks(records, 10, async (record) => {
    const decided = decidePerson(context, record, await findOurs(ports, context, record));
    return decided === undefined ? [] : [{ record, candidate: decided.candidate }];
  });
  return all.flatMap(({ result }) => result);
}

/** What a record is called for people: what its fields of names say, else its id. */
function nameOf({ fields, id }: CrmRecord): string {
  const value = (...names: string[]) => names.map((name) => fields[name]).find((one) => one !== undefined);
  const whole = [value('FirstName', 'firstname'), value('LastName', 'lastname')].flatMap((one) => one ?? []);
  return whole.join(' ') || (value('Name', 'name') ?? id);
}
