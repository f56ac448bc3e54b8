import type { LeadId, SequenceId } from '../domain/kernel/ids.ts';
import type { Activity } from '../domain/activity/activity.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { Fact } from '../domain/statistics/facts.ts';
import type { StepStatistics } from '../domain/statistics/statistics.ts';
import type { Tally } from '../domain/statistics/tallies.ts';
import type { engineTables } from '../tables/engine-tables.ts';
import type { IndexOf, ItemOf, ItemTables } from '../tables/table.ts';
import type { tables } from '../tables/tables.ts';
import type { Documents, Page, PageRequest, Stored } from './documents.ts';

/** Which of a lead's activities are read: those at an instant or later, or at it or earlier; the oldest first, or the newest. */
export type ActivitySpan = {
  from?: Instant | undefined;
  upTo?: Instant | undefined;
  newestFirst?: true | undefined;
};

/** Where activities are kept: append only, by lead, in order of time. */
export type Activities = {
  /** Adds those not there yet, by id; says which were new. */
  add(activities: readonly Activity[]): Promise<Activity[]>;
  /** A lead's activities. */
  ofLead(organisation: string, leadId: LeadId, options: PageRequest & ActivitySpan): Promise<Page<Activity>>;
  /**
   * Removes a lead's activities, the oldest first and as many as it says at most; `upTo`: only those at this instant or
   * earlier. Returns how many were there (F9).
   */
  forget(organisation: string, leadId: LeadId, most: number, upTo?: Instant): Promise<number>;
};

/** What records of one shard of the stream of activities add to figures, in the order of the shard. */
export type ShardTallies = {
  /** As the stream names it. */
  shardId: string;
  tallies: readonly Tally[];
  now: Instant;
};

/** Where statistics are kept. */
export type Statistics = {
  /**
   * Adds each tally to its counter, and keeps the fact behind it, once: what comes again changes nothing, however the
   * shard is cut when it does, and whoever died before all of it was written. The records of a shard come in order the
   * first time, and the next only once those before are counted; of several shards they may come at once.
   */
  count(tallies: ShardTallies): Promise<void>;
  ofSequence(organisation: string, sequenceId: SequenceId): Promise<StepStatistics[]>;
  /** The counts of the whole (step `-`) of several sequences; those without any are left out. */
  ofWholes(organisation: string, sequenceIds: readonly SequenceId[]): Promise<StepStatistics[]>;
  /** The facts behind one counter, as many as it says, in the order in which they were noted or happened. */
  behind(
    of: Pick<Fact, 'organisation' | 'sequenceId' | 'step' | 'counter'>,
    options: PageRequest,
  ): Promise<Page<Fact>>;
  /**
   * Makes the facts of a lead behind one counter nobody's: they stay, as many as they were, of the lead `erasedLead`
   * (F9). Returns how many.
   */
  forget(of: Pick<Fact, 'organisation' | 'sequenceId' | 'step' | 'counter'>, leadId: LeadId): Promise<number>;
};

/** The documents of a listing of tables: each table's kind of item, to be listed by its indexes. */
export type StoreOf<Tables> = {
  [Name in keyof ItemTables<Tables>]: ItemOf<Tables[Name & keyof Tables]> extends Stored
    ? Documents<ItemOf<Tables[Name & keyof Tables]>, IndexOf<Tables[Name & keyof Tables]>>
    : never;
};

/** Everything stored: the documents of every table that has an entry in `tables`, and what has ways of its own. */
export type Store = StoreOf<typeof tables> & { activities: Activities; statistics: Statistics };

/** What running steps touches: `run-due-steps` carries no more of the store than this. */
export type EngineStore = StoreOf<typeof engineTables>;
