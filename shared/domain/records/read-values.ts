import type { UserId } from '../kernel/ids.ts';
import { assertNever } from '../kernel/assert-never.ts';
import type { Problem } from '../kernel/problem.ts';
import { isLocalDate } from '../time/day-number.ts';
import { InvalidInstantError, textOf, toInstant } from '../time/instants.ts';
import { digitsOfCurrency, isCurrency } from './currencies.ts';
import type { Money, RecordValue } from './record.ts';
import { fieldOf, mostRecordFields, type RecordField, type RecordType } from './record-type.ts';

/** Characters that a text of a record has at most. */
const mostTextLength = 1_000;
/** A number or an amount is within this on either side of zero, where whole numbers are exact. */
const mostNumber = 1_000_000_000_000_000;
/** Smaller ones beside zero are none that a person means: they are written with an exponent, or are more than the store keeps. */
const leastNumber = 0.000_001;
/** Bytes that the values of a record take at most. */
const mostRecordBytes = 32 * 1024;

/** What was written of a record's values, checked against its type. */
export type ValuesRead = {
  values: Record<string, RecordValue>;
  /** Everything that is wrong, each under the name of its field. */
  problems: Problem[];
  /** The users that it names, by field: whether they exist only the store can say. */
  users: { field: string; userId: UserId }[];
};

/**
 * Checks what somebody wrote for the fields of a record, and brings it into the form in which it is kept: instants in UTC,
 * no value where there is null or a blank text. Pure and total; it takes anything.
 */
export function readValues(type: Pick<RecordType, 'name' | 'fields'>, given: object): ValuesRead {
  const read: ValuesRead = { values: {}, problems: [], users: [] };
  const count = Object.keys(given).length;
  if (count > mostRecordFields) {
    const message = `These are ${count} values: a record has ${mostRecordFields} at most.`;
    return { ...read, problems: [{ path: [], message }] };
  }
  for (const [name, value] of Object.entries(given)) {
    const field = fieldOf(type, name);
    if (field === undefined) {
      read.problems.push({ path: [name], message: unknownField(type, name) });
      continue;
    }
    if (isBlank(value)) continue;
    const one = readValue(field, value);
    if ('problem' in one) {
      read.problems.push({ path: [name, ...one.path], message: one.problem });
      continue;
    }
    read.values[name] = one.value;
    if (field.type === 'user' && typeof one.value === 'string') {
      read.users.push({ field: name, userId: one.value });
    }
  }
  const bytes = new TextEncoder().encode(JSON.stringify(read.values)).length;
  if (bytes > mostRecordBytes) {
    const message = `The values take ${bytes} bytes, ${mostRecordBytes} at most: shorten or remove some.`;
    read.problems.push({ path: [], message });
  }
  return read;
}

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}

function unknownField({ name, fields }: Pick<RecordType, 'name' | 'fields'>, given: string): string {
  const known = fields.map((field) => field.name).join(', ');
  return `“${given}” is no field of the record type “${name}”: it has ${known === '' ? 'none' : known}.`;
}

type Read = { value: RecordValue } | { problem: string; path: string[] };

const wrong = (problem: string, ...path: string[]): Read => ({ problem, path });

/** One value, which is not blank, as its field keeps it. */
function readValue(field: RecordField, value: unknown): Read {
  switch (field.type) {
    case 'text':
      return readText(value);
    case 'number':
      return typeof value === 'number' ? readNumber(value) : wrong('Give a number, such as 1234.5.');
    case 'money':
      return readMoney(value);
    case 'date':
      return typeof value === 'string' && isLocalDate(value.trim())
        ? { value: value.trim() }
        : wrong('Write the day as 2027-05-14.');
    case 'instant':
      return readInstant(value);
    case 'choice':
      return typeof value === 'string' && field.choices?.includes(value.trim()) === true
        ? { value: value.trim() }
        : wrong(`Choose one of ${(field.choices ?? []).join(', ')}.`);
    case 'yes-no':
      return typeof value === 'boolean' ? { value } : wrong('Write true or false, in a file yes or no.');
    case 'user':
      return typeof value === 'string' && value.trim().length <= 100
        ? { value: value.trim() }
        : wrong('Give the id of a user.');
    default:
      return assertNever(field.type);
  }
}

function readText(value: unknown): Read {
  if (typeof value !== 'string') return wrong('Give a text.');
  const text = value.trim();
  if (text.length > mostTextLength) return wrong(`A text has ${mostTextLength} characters at most.`);
  // Line breaks and tabs may be part of what was written.
  if (/(?![\n\r\t])\p{Cc}/u.test(text)) return wrong('Leave out control characters.');
  return { value: text };
}

function readNumber(value: number): Read {
  if (!(Math.abs(value) <= mostNumber))
    return wrong('The number is too large: 1,000,000,000,000,000 at most.');
  if (value !== 0 && Math.abs(value) < leastNumber)
    return wrong('Round the number to six digits behind the point.');
  // There is one zero.
  return { value: value === 0 ? 0 : value };
}

function readMoney(value: unknown): Read {
  const given: Partial<Record<keyof Money, unknown>> =
    typeof value === 'object' && value !== null ? value : {};
  const { amount, currency, ...rest } = given;
  if (typeof amount !== 'number' || typeof currency !== 'string' || Object.keys(rest).length > 0) {
    return wrong(
      'Give an amount and a currency, such as { "amount": 1234.5, "currency": "EUR" }, in a file 1234.50 EUR.',
    );
  }
  if (!isCurrency(currency)) {
    return wrong(`“${currency}” is not a currency of ISO 4217: write it as EUR.`, 'currency');
  }
  const read = readNumber(amount);
  if ('problem' in read) return { ...read, path: ['amount'] };
  const digits = digitsOfCurrency(currency);
  if (Number(amount.toFixed(digits)) !== amount) {
    const most = digits === 0 ? 'no digits' : `${digits} digits at most`;
    return wrong(`An amount in ${currency} has ${most} behind the point.`, 'amount');
  }
  return { value: { amount: amount === 0 ? 0 : amount, currency } };
}

function readInstant(value: unknown): Read {
  const problem = wrong('Write the moment as 2027-03-01T09:30:00Z, with Z or an offset.');
  if (typeof value !== 'string') return problem;
  try {
    return { value: textOf(toInstant(value.trim())) };
  } catch (error) {
    if (error instanceof InvalidInstantError) return problem;
    throw error;
  }
}
