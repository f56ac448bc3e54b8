import { functions } from '#functions/manifest.ts';
import type { MeteredCall } from '#shared/adapters/aws/dynamo.ts';
import { unitsOf } from './metered-store.ts';
import { msOfCall, prices, wholeProcessorMb, workMs } from './prices.ts';

/** One line of a bill: how many of something in all, at its price per million. */
export type Line = { what: string; count: number; price: number };

/** Dollars per million pieces of work, and how they come about. */
export type Bill = { dollars: number; lines: string[] };

/** Adds up what a million pieces of work cost, of which `pieces` were measured. */
export function billOf(pieces: number, lines: readonly Line[]): Bill {
  const costs = lines
    .filter(({ count }) => count > 0)
    .map(({ what, count, price }) => ({
      what,
      each: count / pieces,
      price,
      dollars: (count / pieces) * price,
    }));
  return {
    dollars: costs.reduce((sum, { dollars }) => sum + dollars, 0),
    lines: costs.map(
      ({ what, each, price, dollars }) =>
        `$${dollars.toFixed(3)}  ${what}: ${each.toFixed(3)} each, at $${price} a million`,
    ),
  };
}

/** What tables consumed, a line for each table and direction. */
export function tableLines(calls: readonly MeteredCall[]): Line[] {
  return Array.from(unitsOf(calls).lines)
    .toSorted(([a], [b]) => (a < b ? 1 : -1))
    .map(([what, count]) => ({
      what: `${what} (units)`,
      count,
      price: what.startsWith('write') ? prices.tableWrite : prices.tableRead,
    }));
}

/**
 * What a function costs: its invocations, and its time at the memory it has. While it waits for a call it pays for
 * its memory; its own work takes the longer the less memory it has, and so always costs the same.
 * @param calls names of port calls, such as `store.enrollments.put`
 */
export function functionLines(
  id: string,
  { invocations, items, calls }: { invocations: number; items: number; calls: readonly string[] },
): Line[] {
  const definition = functions.find((each) => each.id === id);
  if (definition === undefined) throw new Error(`The manifest has no function ${id}`);
  const { memoryMb: memory, frequent = false } = definition;
  const waited = calls.reduce((sum, call) => sum + msOfCall(call), 0);
  const worked = calls.length * workMs.call + items * workMs.item;
  return [
    { what: `invocations of ${id}`, count: invocations, price: prices.lambdaRequest },
    {
      what: `gigabyte-seconds of ${id} (${memory} MB)`,
      count: (waited * memory + worked * wholeProcessorMb) / 1_024 / 1_000,
      price: prices.lambdaGigabyteSecond,
    },
    { what: `log lines of ${id}`, count: frequent ? 0 : invocations, price: prices.logLine },
    { what: `traces of ${id}`, count: frequent ? 0 : invocations, price: prices.trace },
  ];
}

/** Metered calls by the names that port calls have. */
export function namesOf(calls: readonly MeteredCall[]): string[] {
  return calls.map(({ operation, table }) => `store.${table}.${operation}`);
}
