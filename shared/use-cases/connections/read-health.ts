import type { Connection, SyncState } from '../../domain/connections/connection.ts';
import { connectorOf, isCrm, type ConnectionKind } from '../../domain/connections/connectors.ts';
import { crmObjects } from '../../domain/crm/crm-object.ts';
import { fieldsToRead } from '../../domain/crm/map-values.ts';
import type { Mapping } from '../../domain/crm/mapping.ts';
import type { IncomingRefusal } from '../../domain/incoming/incoming-event.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { plusMinutes, secondsBetween } from '../../domain/time/instants.ts';
import { walk } from '../../ports/walk.ts';
import { statusWarnings } from '../workflows/status-warnings.ts';
import type { ConnectionPorts } from './connection-ports.ts';

/** A connection whose changes are so old, in minutes, lags: its runs come every five. */
const LAGS_MINUTES = 60;
/** Writes that are counted for showing: more are said to be as many. */
const mostCounted = 1_000;

/** How a connection fares (B6). */
export type Health = {
  state: 'good' | 'waiting' | 'troubled' | 'paused';
  problem?: SyncState['problem'];
  lastGoodAt?: Instant | undefined;
  lastTriedAt?: Instant | undefined;
  notBefore?: Instant | undefined;
  lagSeconds?: number | undefined;
  allowance?: SyncState['allowance'];
  toRetry: number;
  waiting: number;
  refused: Partial<Record<IncomingRefusal, number>>;
  objects: { object: string; caughtUpAt?: Instant | undefined; taken: number; passedOver: number }[];
  passedOver: { record: string; why: string; at: Instant }[];
  warnings: string[];
};

/** Reads how a connection fares, now. */
export async function readHealth(
  ports: ConnectionPorts,
  connection: Connection,
  now: Instant,
): Promise<Health> {
  const { organisation, kind } = connection;
  const state = await ports.store.syncStates.get(organisation, kind);
  const ofCrm = isCrm(kind);
  const [failed, pending, warnings, mapping] = ofCrm
    ? await Promise.all([
        count(ports, organisation, `${kind}.failed`),
        count(ports, organisation, `${kind}.pending`),
        statusWarnings(ports, { organisation, kind }),
        ports.store.mappings.get(organisation, kind),
      ])
    : [0, 0, [], undefined];
  const oldest = ofCrm ? oldestOf(connection, mapping, state) : undefined;
  const lagSeconds = oldest === undefined ? undefined : Math.max(0, Math.round(secondsBetween(oldest, now)));
  const problem = state?.problem ?? laggingSince(kind, oldest, now);
  return {
    state: stateOf(connection, state, problem, now),
    problem,
    lastGoodAt: state?.lastGoodAt,
    lastTriedAt: state?.lastTriedAt,
    notBefore: state?.notBefore !== undefined && state.notBefore > now ? state.notBefore : undefined,
    lagSeconds,
    allowance: state?.allowance,
    toRetry: failed,
    waiting: pending,
    refused: state?.refused ?? {},
    objects: Object.entries(state?.objects ?? {}).map(([object, { caughtUpAt, taken, passedOver }]) => ({
      ...{ object, caughtUpAt, taken, passedOver },
    })),
    passedOver: state?.passedOver ?? [],
    warnings,
  };
}

/**
 * Up to when everything that is mapped is taken in. What is mapped no more is read no more either; what was mapped since
 * counts from then on.
 */
function oldestOf(
  connection: Connection,
  mapping: Mapping | undefined,
  state: SyncState | undefined,
): Instant {
  if (mapping === undefined) return connection.createdAt;
  const mapped = crmObjects.filter((object) => fieldsToRead(mapping, object).length > 0);
  const all = mapped.map((object) => state?.objects[object]?.caughtUpAt ?? mapping.changedAt);
  return all.reduce<Instant>(earlier, all[0] ?? mapping.changedAt);
}

const earlier = (one: Instant, other: Instant): Instant => (one < other ? one : other);

function stateOf(
  { paused }: Connection,
  state: SyncState | undefined,
  problem: Health['problem'],
  now: Instant,
): Health['state'] {
  if (paused !== undefined) return 'paused';
  if (problem !== undefined) return 'troubled';
  const mustWait = state?.notBefore !== undefined && state.notBefore > now;
  return state?.lastGoodAt === undefined || mustWait ? 'waiting' : 'good';
}

function laggingSince(kind: ConnectionKind, oldest: Instant | undefined, now: Instant): Health['problem'] {
  if (oldest === undefined || now < plusMinutes(oldest, LAGS_MINUTES)) return undefined;
  const { label } = connectorOf(kind);
  const detail = `What changed in ${label} since then was not taken in yet. It goes on by itself: look whether a mapping is there, and how much is to be read.`;
  return { trouble: 'lagging', since: oldest, detail };
}

async function count({ store }: ConnectionPorts, organisation: string, of: string): Promise<number> {
  const writes = walk(
    (page) => store.crmWrites.list(organisation, { ...page, query: { index: 'byState', of } }),
    { most: mostCounted },
  );
  return (await Array.fromAsync(writes)).length;
}
