import type { TokenBucket } from '#shared/adapters/rate-limited-mailer.ts';
import type { StatisticsTable } from '#shared/adapters/statistics-table.ts';
import { statisticsOver } from '#shared/adapters/statistics.ts';
import type { Activities, EngineStore, Statistics, Store } from '#shared/ports/store.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';
import { here, type HereProcess } from '../here.ts';

/** The tables, in place of the modules that reach DynamoDB: the store in memory of whichever world asks. */

type Operation = (...parameters: unknown[]) => unknown;
type Part = Record<string, Operation>;

/** A store that nobody uses: it says which tables there are, and what can be done with each. */
const shape = memoryStore() as unknown as Record<string, Part>;

/** The store of the world at hand, every operation of which is a call that may go wrong. */
function store(): Store {
  const parts = Object.entries(shape).map(([table, operations]): [string, Part] => [
    table,
    Object.fromEntries(Object.keys(operations).map((name) => [name, operation(table, name)])),
  ]);
  return Object.fromEntries(parts) as unknown as Store;
}

function operation(table: string, name: string): Operation {
  const call = `${table}.${name}`;
  return (...parameters) => {
    const process = here();
    const effect = () => (process.world.store as unknown as typeof shape)[table]?.[name]?.(...parameters);
    // An iteration has no answer of its own to wait for.
    if (name === 'scan') return scanned(process, call, effect as () => AsyncIterable<unknown>);
    return process.call(call, effect);
  };
}

/** As many items as DynamoDB gives at a time, or so. */
const PAGE = 50;

async function* scanned(process: HereProcess, name: string, scan: () => AsyncIterable<unknown>) {
  let items = 0;
  for await (const item of scan()) {
    if (items % PAGE === 0) await process.call(name, () => undefined);
    items += 1;
    yield item;
  }
}

/** The table of statistics of the world at hand: what is counted takes several calls, and may end after any of them. */
const statistics: StatisticsTable = {
  get: (...of) => asked('get', (table) => table.get(...of)),
  getMany: (...of) => asked('getMany', (table) => table.getMany(...of)),
  query: (...of) => asked('query', (table) => table.query(...of)),
  put: (...of) => asked('put', (table) => table.put(...of)),
  add: (...of) => asked('add', (table) => table.add(...of)),
  pause: (...of) => asked('pause', (table) => table.pause(...of)),
};

function asked<T>(name: string, effect: (table: StatisticsTable) => Promise<T>): Promise<T> {
  const process = here();
  return process.call(`statistics.${name}`, () => effect(process.world.statistics));
}

export const documentClient = (): unknown => ({});
export const dynamoStore = (): Store => store();
export const dynamoEngineStore = (): EngineStore => store();
export const dynamoActivities = (): Activities => store().activities;
export const dynamoStatistics = (): Statistics => statisticsOver(statistics);

export const dynamoTokenBucket = (): TokenBucket => ({
  add: (second, tokens) => {
    const process = here();
    return process.call('sendTokens.add', () => process.world.tokens.add(second, tokens));
  },
});
