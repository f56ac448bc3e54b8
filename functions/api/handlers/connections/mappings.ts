import type { mappingOperations } from '#shared/contracts/api/mappings.ts';
import type { Mapping } from '#shared/domain/crm/mapping.ts';
import { warningsOfMapping } from '#shared/domain/crm/validate-mapping.ts';
import { isRefusal } from '#shared/domain/kernel/refusal.ts';
import { withCrm } from '#shared/use-cases/connections/open-crm.ts';
import { refusalOfCrm } from '#shared/use-cases/connections/refusal-of-crm.ts';
import { previewMapping, type PreviewedRecord } from '#shared/use-cases/crm/preview-mapping.ts';
import { readPicklist } from '#shared/use-cases/crm/read-picklist.ts';
import { mappingFrom, saveMapping } from '#shared/use-cases/crm/save-mapping.ts';
import type { ConnectedPorts } from '../../connected-ports.ts';
import { itemAnswer, type Handlers } from '../../route.ts';

/** Records of each object that a preview shows, and that a dry run goes through. */
const PREVIEWED = 10;
const DRY_RUN = 100;

const shownMapping = (mapping: Mapping) => ({ ...mapping, warnings: warningsOfMapping(mapping) });

/** The fields of a CRM, and which of ours they are. */
export const mappingHandlers: Handlers<typeof mappingOperations, ConnectedPorts> = {
  listConnectionFields: async (ports, { caller: { organisation }, params: { kind }, query, now }) => {
    const of = { organisation, kind, holder: ports.ids.next(), now };
    const read = await withCrm(ports, of, (crm) => crm.describe(query.object));
    return read.kind === 'done' ? { kind: 'ok', body: { items: read.value } } : refusalOfCrm(read, kind);
  },

  readPicklist: async (ports, { caller: { organisation }, params: { kind }, query, now }) => {
    const of = { organisation, kind, holder: ports.ids.next(), now };
    const read = await withCrm(ports, of, async (crm) => {
      const { options, readAt } = await readPicklist(ports, crm, { organisation, kind, ...query }, now);
      return { options, readAt, recordTypes: await crm.recordTypes(query.object) };
    });
    return read.kind === 'done' ? { kind: 'ok', body: read.value } : refusalOfCrm(read, kind);
  },

  getMapping: async ({ store }, { caller, params: { kind } }) => {
    const mapping = await store.mappings.get(caller.organisation, kind);
    return mapping ? itemAnswer(shownMapping(mapping)) : { kind: 'not-found', what: 'mapping', id: kind };
  },

  putMapping: async (ports, { caller, params: { kind }, body: input, expected, now }) => {
    const saved = await saveMapping(ports, { caller, kind, input, expected, now });
    return isRefusal(saved) ? saved : itemAnswer(shownMapping(saved.item), saved.created);
  },

  previewMapping: async (ports, { caller, params: { kind }, body: input, now }) => {
    const read = await previewOf(ports, { caller, kind, input, now, most: PREVIEWED });
    return isRefusal(read) ? read : { kind: 'ok', body: { items: read.items } };
  },

  dryRunMapping: async (ports, { caller, params: { kind }, body: input, now }) => {
    const read = await previewOf(ports, { caller, kind, input, now, most: DRY_RUN });
    if (isRefusal(read)) return read;
    const counts: Record<string, number> = {};
    for (const { outcome } of read.items) counts[outcome] = (counts[outcome] ?? 0) + 1;
    return { kind: 'ok', body: { counts, items: read.items } };
  },
};

type MappingRequest = Parameters<typeof mappingFrom>[0] & { most: number };

async function previewOf(ports: ConnectedPorts, { most, ...request }: MappingRequest) {
  const { caller, kind, now } = request;
  const { organisation } = caller;
  const mapping = mappingFrom(request);
  const of = { organisation, kind, mapping, most, now };
  const read = await withCrm(
    ports,
    { organisation, kind, holder: ports.ids.next(), now },
    (crm, { createdBy }) => previewMapping(ports, crm, { ...of, connectedBy: createdBy }),
  );
  if (read.kind !== 'done') return refusalOfCrm(read, kind);
  return { kind: 'read' as const, items: read.value.map(shownPreview) };
}

function shownPreview({
  record,
  name,
  outcome,
  why,
  leadId,
  accountId,
  ownerId,
  values = [],
}: PreviewedRecord) {
  const { object, id: theirId, modifiedAt } = record;
  return {
    ...{ object, theirId, name, modifiedAt, outcome, why, leadId, accountId, owner: ownerId },
    values: values.map(({ field, now, there, becomes, problem }) => ({
      ...{ ours: field.ours, theirs: field.theirs, now, there, problem },
      ...(becomes && { becomes: becomes.value ?? '' }),
    })),
  };
}
