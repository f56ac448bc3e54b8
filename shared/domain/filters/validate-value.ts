import { isCurrency } from '../records/currencies.ts';
import type { SpanUnit } from '../time/spans.ts';
import { asDate, asInstant, asMoney, asNumber, type FieldType } from './field-values.ts';

const longestText = 1_000;

/** As long as a condition may count: ten years in days, and a year in minutes. */
const longestSpans: Record<SpanUnit, number> = { days: 3_650, hours: 87_600, minutes: 525_600 };

/** What is wrong with the number that a condition counts; undefined: nothing. */
export function problemOfSpan(value: unknown, unit: SpanUnit): string | undefined {
  const longest = longestSpans[unit];
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= longest
    ? undefined
    : `Give a whole number of ${unit}, from 1 to ${longest.toLocaleString('en')}.`;
}

/** What is wrong with a value that a field of this type is compared with; undefined: nothing. */
export function problemOfValue(
  type: FieldType,
  value: unknown,
  known: { choices?: readonly string[] | undefined; users: ReadonlySet<string> },
): string | undefined {
  switch (type) {
    case 'text':
      return isText(value)
        ? undefined
        : `Give a text of 1 to ${longestText.toLocaleString('en')} characters.`;
    case 'choice':
      return problemOfChoice(value, known.choices);
    case 'user':
      return typeof value === 'string' && known.users.has(value)
        ? undefined
        : 'Give the id of a user of the organisation.';
    case 'number':
    case 'score':
      return asNumber(value) === undefined ? 'Give a number.' : undefined;
    case 'money':
      return isMoney(value)
        ? undefined
        : 'Give an amount and a currency of ISO 4217, such as { "amount": 100, "currency": "EUR" }.';
    case 'date':
      return asDate(value) === undefined ? 'Give a day as 2027-05-14.' : undefined;
    case 'instant':
      return asDate(value) === undefined && asInstant(value) === undefined
        ? 'Give a day as 2027-05-14, or a moment as 2027-05-14T09:30:00.000Z.'
        : undefined;
    case 'yes-no':
      return typeof value === 'boolean' ? undefined : 'Give true or false.';
    case 'sequence':
      return 'It takes no value.';
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && value.length <= longestText;
}

function problemOfChoice(value: unknown, choices: readonly string[] | undefined): string | undefined {
  if (choices === undefined) return isText(value) ? undefined : 'Give one of the choices of the field.';
  return typeof value === 'string' && choices.includes(value)
    ? undefined
    : `Choose one of ${choices.join(', ')}.`;
}

function isMoney(value: unknown): boolean {
  const money = asMoney(value);
  return money !== undefined && Object.keys(money).length === 2 && isCurrency(money.currency);
}
