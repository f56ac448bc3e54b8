import { crmKinds } from '../../domain/connections/connectors.ts';
import { crmObjects } from '../../domain/crm/crm-object.ts';
import { statusFieldOf } from '../../domain/crm/map-values.ts';
import type { Mapping } from '../../domain/crm/mapping.ts';
import { picklistId } from '../../domain/crm/picklist.ts';
import type { Connected, ConnectedCrm } from '../../domain/workflows/connections.ts';
import type { Store } from '../../ports/store.ts';

/** What is connected in an organisation of what workflows may need, with the lists of statuses as they were last read. */
export async function loadConnected(
  store: Pick<Store, 'connections' | 'mappings' | 'picklists'>,
  organisation: string,
): Promise<Connected> {
  const [connections, mappings] = await Promise.all([
    store.connections.getMany(organisation, [...crmKinds, 'calendly']),
    store.mappings.getMany(organisation, crmKinds),
  ]);
  const lists = await store.picklists.getMany(organisation, mappings.flatMap(listsOf));
  const crms = crmKinds
    .filter((kind) => connections.some((connection) => connection.kind === kind))
    .map((kind): ConnectedCrm => {
      const mapping = mappings.find((one) => one.kind === kind);
      const values: ConnectedCrm['values'] = {};
      for (const { object, field, options, recordType, kind: of } of lists)
        if (of === kind && recordType === undefined && mapping?.status[object] === field)
          values[object] = options;
      return { kind, status: mapping?.status ?? {}, values };
    });
  return { calendly: connections.some(({ kind }) => kind === 'calendly'), crms };
}

function listsOf(mapping: Mapping): string[] {
  return crmObjects.flatMap((object) => {
    const field = statusFieldOf(mapping, object);
    return field === undefined ? [] : [picklistId({ kind: mapping.kind, object, field })];
  });
}
