import type { Instant, LocalDate } from '../kernel/instant.ts';
import { isLocalDate } from '../time/day-number.ts';
import { writtenInstant } from '../time/instants.ts';
import { recordFieldTypes, type RecordFieldType } from '../records/record-type.ts';
import type { Money } from '../records/record.ts';
import type { EnrollmentFacts, ScoreFacts } from './filter-facts.ts';

/** What the kinds of field hold, each by its type. */
export type ValueOf = {
  text: string;
  number: number;
  money: Money;
  date: LocalDate;
  instant: Instant;
  choice: string;
  'yes-no': boolean;
  user: string;
  /** Decays with time. */
  score: ScoreFacts;
  /** The times that a lead went through one sequence. */
  sequence: readonly EnrollmentFacts[];
};
export type FieldType = keyof ValueOf;

/** Every kind of field. */
export const fieldTypes = [...recordFieldTypes, 'score', 'sequence'] as const satisfies FieldType[];

/** What a field holds, seen without its type. */
export type FieldValue = ValueOf[FieldType];

/** A value of a record as its field has it; undefined: it does not fit. */
export function recordValue(type: RecordFieldType, value: unknown): FieldValue | undefined {
  switch (type) {
    case 'text':
    case 'choice':
    case 'user':
      return typeof value === 'string' && value !== '' ? value : undefined;
    case 'number':
      return asNumber(value);
    case 'money':
      return asMoney(value);
    case 'date':
      return asDate(value);
    case 'instant':
      return asInstant(value);
    case 'yes-no':
      return typeof value === 'boolean' ? value : undefined;
  }
}

/** The value as a number that can be compared. */
export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The value as an amount in a currency. */
export function asMoney(value: unknown): Money | undefined {
  if (typeof value !== 'object' || value === null || !('amount' in value) || !('currency' in value))
    return undefined;
  const { amount, currency } = value;
  return asNumber(amount) !== undefined && typeof currency === 'string' ? (value as Money) : undefined;
}

/** The value as a day. */
export function asDate(value: unknown): LocalDate | undefined {
  return typeof value === 'string' && isLocalDate(value) ? value : undefined;
}

/** The value as a moment, of the text that moments are stored as. */
export function asInstant(value: unknown): Instant | undefined {
  return typeof value === 'string' ? writtenInstant(value) : undefined;
}
