import type { Condition } from './filter.ts';
import type { OperatorOf, Takes } from './operator.ts';
import { constant } from './timeline.ts';

/** Texts are compared without regard to case, and to spaces around them. */
function comparable(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}

function same(text: string): string {
  return text;
}

type Test = (seen: string, value: string) => boolean;

/** Whether one value is met; a value that is no text never is. */
function met(seen: string, value: unknown, test: Test, fold: (text: string) => string): boolean {
  return typeof value === 'string' && test(fold(seen), fold(value));
}

const equal: Test = (seen, value) => seen === value;

/** Operators of texts, `fold` making alike what counts as the same. */
function ofTexts(fold: (text: string) => string) {
  const operator = (
    takes: Takes,
    label: string,
    holds: (seen: string, value: Condition['value']) => boolean,
    unset = false,
  ): OperatorOf<string> => ({
    takes,
    label,
    holds: (seen, { value }) => constant(seen === undefined ? unset : holds(seen, value)),
  });
  const oneOf = (seen: string, value: Condition['value']) =>
    Array.isArray(value) && value.some((each) => met(seen, each, equal, fold));
  return {
    is: operator('one', 'is', (seen, value) => met(seen, value, equal, fold)),
    'is-not': operator('one', 'is not', (seen, value) => !met(seen, value, equal, fold), true),
    'one-of': operator('some', 'is one of', oneOf),
    'none-of': operator('some', 'is none of', (seen, value) => !oneOf(seen, value), true),
  };
}

/** Of what people choose: compared exactly. */
export const operatorsOfChoices = ofTexts(same);

const includes: Test = (seen, value) => seen.includes(value);

/** Of what people write. */
export const operatorsOfTexts = {
  ...ofTexts(comparable),
  contains: textual('contains', includes),
  'does-not-contain': textual('does not contain', (seen, value) => !includes(seen, value), true),
  'starts-with': textual('starts with', (seen, value) => seen.startsWith(value)),
  'ends-with': textual('ends with', (seen, value) => seen.endsWith(value)),
};

function textual(label: string, test: Test, unset = false): OperatorOf<string> {
  return {
    takes: 'one',
    label,
    holds: (seen, { value }) => constant(seen === undefined ? unset : met(seen, value, test, comparable)),
  };
}
