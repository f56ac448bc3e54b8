import type { connectionOperations } from '#shared/contracts/api/connections.ts';
import { connectionKinds, connectorOf } from '#shared/domain/connections/connectors.ts';
import type { Connection } from '#shared/domain/connections/connection.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { isRefusal } from '#shared/domain/kernel/refusal.ts';
import { authorize, redeem } from '#shared/use-cases/connections/authorize.ts';
import {
  deleteConnection,
  pauseConnection,
  readConnection,
  renewAddress,
} from '#shared/use-cases/connections/change-connection.ts';
import { givenOf } from '#shared/use-cases/connections/given-credentials.ts';
import { putConnection } from '#shared/use-cases/connections/put-connection.ts';
import { readHealth } from '#shared/use-cases/connections/read-health.ts';
import { testConnection } from '#shared/use-cases/connections/test-connection.ts';
import { pauseImport, startImport } from '#shared/use-cases/crm/start-import.ts';
import { itemAnswer, type Handlers } from '../../route.ts';
import { shown as shownJob } from '../../show-job.ts';
import type { ConnectedPorts } from '../../connected-ports.ts';

export const connectionHandlers: Handlers<typeof connectionOperations, ConnectedPorts> = {
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
    given: Object.keys(givenOf(credentials ?? {})).toSorted(),
    health,
  };
}
