import type { connectionOperations } from '#shared/contracts/api/connections.ts';
import { connectionKinds, connectorOf } from '#shared/domain/connections/connectors.ts';
import type { Connection } from '#shared/domain/connections/connection.ts';
import { warningsOfMapping } from '#shared/domain/crm/validate-mapping.ts';
import type { Mapping } from '#shared/domain/crm/mapping.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { isRefusal } from '#shared/domain/kernel/refusal.ts';
import { authorize, redeem } from '#shared/use-cases/connections/authorize.ts';
import {
  deleteConnection,
  pauseConnection,
  readConnection,
  renewAddress,
} from '#shared/use-cases/connections/change-connection.ts';
import { withCrm } from '#shared/use-cases/connections/open-crm.ts';
import { putConnection } from '#shared/use-cases/connections/put-connection.ts';
import { readHealth } from '#shared/use-cases/connections/read-health.ts';
import { refusalOfCrm } from '#shared/use-cases/connections/refusal-of-crm.ts';
import { testConnection } from '#shared/use-cases/connections/test-connection.ts';
import { previewMapping, type PreviewedRecord } from '#shared/use-cases/crm/preview-mapping.ts';
import { readPicklist } from '#shared/use-cases/crm/read-picklist.ts';
import { mappingFrom, saveMapping } from '#shared/use-cases/crm/save-mapping.ts';
import { pauseImport, startImport } from '#shared/use-cases/crm/start-import.ts';
import { itemAnswer, type Handlers } from '../route.ts';
import { shown as shownJob } from '../show-job.ts';
import type { ConnectedPorts } from '../connected-ports.ts';
import { crmWriteHandlers } from './crm-writes.ts';

/** Records of each object that a preview shows, and that a dry run goes through. */
const PREVIEWED = 10;
const DRY_RUN = 100;

const shownMapping = (mapping: Mapping) => ({ ...mapping, warnings: warningsOfMapping(mapping) });

export const connectionHandlers: Handlers<typeof connectionOperations, ConnectedPorts> = {
  ...crmWriteHandlers,

  listConnections: async ({ store, standIns }, { caller }) => {
    const made = new Set(
      (await store.connections.list(caller.organisation, { limit: 100 })).items.map(({ id }) => id),
    );
    const items = connectionKinds.map((kind) => {
      const { label, sort, documentation, receives, fields } = connectorOf(kind);
      return {
        ...{ kind, label, sort, documentation, receives, connected: made.has(kind), standIn: standIns(kind) },
        fields: fields.map(({ name, label: called, description, secret, optional, options }) => ({
          ...{ name, label: called, description, secret, optional: optional === true },
          ...(options && { options: [...options] }),
        })),
      };
    });
    return { kind: 'ok', body: { items } };
  },

  getConnection: async (ports, { caller, params: { kind }, now }) => {
    const found = await readConnection(ports, { caller, kind });
    return isRefusal(found) ? found : itemAnswer(await shown(ports, found.item, now));
  },

  putConnection: async (ports, { caller, params: { kind }, body, expected, now }) => {
    const saved = await putConnection(ports, { caller, kind, input: body, expected, now });
    if (isRefusal(saved)) return saved;
    const { item, created, address } = saved;
    return itemAnswer({ ...(await shown(ports, item, now)), address }, created);
  },

  deleteConnection: async (ports, { caller, params: { kind }, expected }) => {
    const done = await deleteConnection(ports, { caller, kind, expected });
    return isRefusal(done) ? done : { kind: 'ok' };
  },

  testConnection: async (ports, { caller, params: { kind }, now }) => {
    const tested = await testConnection(ports, { caller, kind, now });
    return isRefusal(tested) ? tested : { kind: 'ok', body: tested };
  },

  pauseConnection: async (ports, { caller, params: { kind }, now }) => {
    const done = await pauseConnection(ports, { caller, kind, now, paused: true });
    return isRefusal(done) ? done : itemAnswer(await shown(ports, done.item, now));
  },

  resumeConnection: async (ports, { caller, params: { kind }, now }) => {
    const done = await pauseConnection(ports, { caller, kind, now, paused: false });
    return isRefusal(done) ? done : itemAnswer(await shown(ports, done.item, now));
  },

  renewConnectionAddress: async (ports, { caller, params: { kind }, now }) => {
    const made = await renewAddress(ports, { caller, kind, now });
    return isRefusal(made) ? made : { kind: 'ok', body: { address: made.address } };
  },

  authorizeConnection: async (ports, { caller, params: { kind }, body, now }) => {
    const begun = await authorize(ports, { caller, kind, ...body, now });
    return isRefusal(begun) ? begun : { kind: 'ok', body: { url: begun.url } };
  },

  redeemConnection: async (ports, { caller, params: { kind }, body, now }) => {
    const tested = await redeem(ports, { caller, kind, ...body, now });
    return isRefusal(tested) ? tested : { kind: 'ok', body: tested };
  },

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

  importFromCrm: async (ports, { caller, params: { kind }, now }) => {
    const begun = await startImport(ports, { caller, kind, now });
    if (isRefusal(begun)) return begun;
    return { kind: 'ok', body: shownJob(begun.job, now), location: `/v1/jobs/${begun.job.id}` };
  },

  pauseCrmImport: async (ports, { caller, params: { kind }, now }) => {
    const done = await pauseImport(ports, { caller, kind, now, paused: true });
    return isRefusal(done) ? done : { kind: 'ok', body: shownJob(done.job, now) };
  },

  resumeCrmImport: async (ports, { caller, params: { kind }, now }) => {
    const done = await pauseImport(ports, { caller, kind, now, paused: false });
    return isRefusal(done) ? done : { kind: 'ok', body: shownJob(done.job, now) };
  },
};

/** A connection as it is answered: names of the secret values that are kept, and none of them. */
async function shown(ports: ConnectedPorts, connection: Connection, now: Instant) {
  const { organisation, kind } = connection;
  const [health, credentials] = await Promise.all([
    readHealth(ports, connection, now),
    ports.vault.read(organisation, kind),
  ]);
  return {
    ...connection,
    label: connectorOf(kind).label,
    given: Object.keys(credentials ?? {}).toSorted(),
    health,
  };
}

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
