import type { CrmKind } from '../../domain/connections/connectors.ts';
import type { CrmObject } from '../../domain/crm/crm-object.ts';
import { optionsKept, picklistId, picklistMinutes, type Picklist } from '../../domain/crm/picklist.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { plusMinutes } from '../../domain/time/instants.ts';
import { change } from '../../ports/change.ts';
import type { Crm } from '../../ports/crm.ts';
import type { Store } from '../../ports/store.ts';

type Ports = { store: Pick<Store, 'picklists'> };
type Of = {
  organisation: string;
  kind: CrmKind;
  object: CrmObject;
  field: string;
  recordType?: string | undefined;
};

/** The values of a field of the CRM: as they are known where that is some minutes old at most, else read and kept (B3). */
export async function readPicklist(
  { store }: Ports,
  crm: Pick<Crm, 'picklist'>,
  of: Of,
  now: Instant,
): Promise<Picklist> {
  const { organisation, kind, object, field, recordType } = of;
  const id = picklistId(of);
  const known = await store.picklists.get(organisation, id);
  if (known !== undefined && now < plusMinutes(known.readAt, picklistMinutes)) return known;
  const options = optionsKept(await crm.picklist({ object, field, recordType }));
  const { item } = await change(store.picklists, { organisation, id, known: { item: known } }, () => ({
    write: { organisation, id, kind, object, field, recordType, options, readAt: now },
  }));
  return item;
}
