import type { CrmKind } from '../../domain/connections/connectors.ts';
import type { CrmField, CrmObject } from '../../domain/crm/crm-object.ts';
import type { Mapping } from '../../domain/crm/mapping.ts';
import { problemsOfMapping, type MappingInput } from '../../domain/crm/validate-mapping.ts';
import type { Expected } from '../../domain/kernel/expected.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Problem } from '../../domain/kernel/problem.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Crm } from '../../ports/crm.ts';
import type { ConnectionPorts } from '../connections/connection-ports.ts';
import { withCrm } from '../connections/open-crm.ts';
import { refusalOfCrm } from '../connections/refusal-of-crm.ts';
import { saveItem, type Saved } from '../save-item.ts';
import { readPicklist } from './read-picklist.ts';

type Request = { caller: Caller; kind: CrmKind; input: MappingInput; now: Instant };

/** A mapping that is not stored, as somebody gives it. */
export function mappingFrom({ caller, kind, input, now }: Request): Mapping {
  const { organisation, userId: changedBy } = caller;
  return { ...input, organisation, id: kind, revision: 0, kind, changedBy, changedAt: now };
}

/** Saves how fields correspond, once the CRM as it is now has all that it names (B1). */
export async function saveMapping(
  ports: ConnectionPorts,
  request: Request & { expected: Expected },
): Promise<Saved<Mapping> | Refusal> {
  const { caller, kind, input, expected, now } = request;
  const { organisation } = caller;
  const checked = await withCrm(ports, { organisation, kind, holder: ports.ids.next(), now }, async (crm) => {
    const problems = await problemsOf(ports, crm, organisation, input);
    if (problems.length === 0) await readStatuses(ports, crm, mappingFrom(request), now);
    return problems;
  });
  if (checked.kind !== 'done') return refusalOfCrm(checked, kind);
  if (checked.value.length > 0) return { kind: 'invalid', problems: checked.value };
  const existing = await ports.store.mappings.get(organisation, kind);
  return saveItem(ports.store.mappings, existing, mappingFrom(request), expected);
}

/** What is wrong with a mapping, asked of the CRM as it is now. @throws CrmError */
async function problemsOf(
  { store }: ConnectionPorts,
  crm: Crm,
  organisation: string,
  input: MappingInput,
): Promise<Problem[]> {
  const fields: Partial<Record<CrmObject, readonly CrmField[]>> = {};
  for (const object of crm.objects) fields[object] = await crm.describe(object);
  const owner = await store.users.get(organisation, input.defaultOwnerId);
  return problemsOfMapping(input, { fields, isActiveUser: owner?.active === true });
}

/** The lists that statuses are chosen from, so that workflows can be checked at once. */
async function readStatuses(ports: ConnectionPorts, crm: Crm, mapping: Mapping, now: Instant): Promise<void> {
  const { organisation, kind, status } = mapping;
  for (const object of crm.objects) {
    const field = status[object];
    if (field !== undefined) await readPicklist(ports, crm, { organisation, kind, object, field }, now);
  }
}
