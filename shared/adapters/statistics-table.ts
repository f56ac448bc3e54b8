import type { Item, Keys } from '../contracts/stored/codec.ts';
import type { StepStatistics } from '../domain/statistics/statistics.ts';
import type { Page } from '../ports/documents.ts';
import type { ListRange } from './collection.ts';

/** What is added to an item that bears marks, if nobody else has counted this shard in it meanwhile. */
export type Addition = {
  counts: StepStatistics['counts'];
  shard: string;
  /** The mark of the shard as it was read; undefined: there was none. */
  before: string | undefined;
  mark: string;
  /** Shards whose marks are needed no more. */
  over: readonly string[];
};

/** What an item is to be when it is written: none yet, of this revision, or with this value of an attribute. */
export type Expected = 'absent' | number | { attribute: string; value: unknown };

/** What statistics need of the table that they are in. */
export type StatisticsTable = {
  /** As it is now. */
  get(keys: Keys): Promise<Item | undefined>;
  /** As they were a moment ago, in no order, absent ones left out. */
  getMany(keys: readonly Keys[]): Promise<Item[]>;
  query(range: ListRange, limit: number, cursor: string | undefined): Promise<Page<Item>>;
  put(item: Item, expected: Expected): Promise<'written' | 'conflict'>;
  /** Adds in place, so that the shards of a stream are not in each other's way; raises the revision. */
  add(keys: Keys, addition: Addition): Promise<'written' | 'conflict'>;
  /** Waits before the next try, the longer the more there were. */
  pause(tries: number): Promise<void>;
};
