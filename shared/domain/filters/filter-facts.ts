import type { SequenceId } from '../kernel/ids.ts';
import type { EnrollmentStatus } from '../core/enrollment.ts';
import type { Instant, Zone } from '../kernel/instant.ts';
import type { Account, Lead } from '../people/people.ts';
import type { RecordField } from '../records/record-type.ts';
import type { StoredRecord } from '../records/record.ts';
import type { Engagement } from './engagement.ts';

/** A record with the fields of its type. A value that does not fit its field counts as none. */
export type RecordFacts = Pick<
  StoredRecord,
  'id' | 'typeId' | 'sourceId' | 'ownerId' | 'createdAt' | 'changedAt' | 'values'
> & { fields: readonly RecordField[] };

/** A score as it was when points were last given, and how it decays from then on (A12). */
export type ScoreFacts = { value: number; at: Instant; halfLifeDays: number | null };

/** That a lead is or was in a sequence. */
export type EnrollmentFacts = { sequenceId: SequenceId; status: EnrollmentStatus };

/**
 * What a filter is evaluated on: one lead, or one record with its lead and account. What is absent counts as not set: a
 * lead without score has 0, one without engagement was never written to as far as is known.
 */
export type FilterFacts = {
  now: Instant;
  /** In which days are counted. It must be one that the runtime knows. */
  zone: Zone;
  lead?: Lead | undefined;
  account?: Account | undefined;
  record?: RecordFacts | undefined;
  score?: ScoreFacts | undefined;
  engagement?: Omit<Engagement, 'organisation' | 'leadId' | 'revision'> | undefined;
  enrollments?: readonly EnrollmentFacts[] | undefined;
  /** When records of the lead were made last, by type, of the types that are asked about; without the record itself. */
  latestRecords?: ReadonlyMap<string, Instant> | undefined;
};

/** The parts of the facts that have to be read for themselves. */
export type FactsPart = 'lead' | 'account' | 'record' | 'score' | 'engagement' | 'enrollments' | 'records';
