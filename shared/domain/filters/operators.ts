import type { EnrollmentFacts } from './filter-facts.ts';
import type { FieldType, FieldValue, ValueOf } from './field-values.ts';
import { operatorNames, type Operator } from './filter.ts';
import type { OperatorOf } from './operator.ts';
import { operatorsOfMoney, operatorsOfNumbers, operatorsOfScores } from './operators-of-numbers.ts';
import { operatorsOfChoices, operatorsOfTexts } from './operators-of-text.ts';
import { operatorsOfDays, operatorsOfMoments } from './operators-of-time.ts';
import { constant } from './timeline.ts';

/** Of whatever may be missing. */
const ofPresence = {
  'is-set': { takes: 'nothing', label: 'is set', holds: (seen) => constant(isThere(seen)) },
  'is-empty': { takes: 'nothing', label: 'is empty', holds: (seen) => constant(!isThere(seen)) },
} as const satisfies { [Name in Operator]?: OperatorOf<unknown> };

/** A text of nothing but spaces is none. */
function isThere(seen: unknown): boolean {
  return typeof seen === 'string' ? seen.trim() !== '' : seen !== undefined;
}

const ofAnswers = {
  is: { takes: 'one', label: 'is', holds: (seen, { value }) => constant(seen === value) },
  'is-not': { takes: 'one', label: 'is not', holds: (seen, { value }) => constant(seen !== value) },
} as const satisfies { [Name in Operator]?: OperatorOf<boolean> };

/** An operator about the times that a lead went through a sequence. */
function ofSequence(
  label: string,
  test: (times: readonly EnrollmentFacts[]) => boolean,
): OperatorOf<readonly EnrollmentFacts[]> {
  return { takes: 'nothing', label, holds: (seen = []) => constant(test(seen)) };
}

const ofSequences = {
  'in-sequence': ofSequence('is under way or paused', (times) =>
    times.some(({ status }) => status !== 'stopped' && status !== 'finished'),
  ),
  'been-through-sequence': ofSequence('has been through to the end', (times) =>
    times.some(({ status }) => status === 'finished'),
  ),
  'never-in-sequence': ofSequence('was never enrolled', (times) => times.length === 0),
};

/** What may be asked of each kind of field. */
const operators: { [Type in FieldType]: { [Name in Operator]?: OperatorOf<ValueOf[Type]> } } = {
  text: { ...operatorsOfTexts, ...ofPresence },
  choice: { ...operatorsOfChoices, ...ofPresence },
  user: { ...operatorsOfChoices, ...ofPresence },
  number: { ...operatorsOfNumbers, ...ofPresence },
  money: { ...operatorsOfMoney, ...ofPresence },
  score: operatorsOfScores,
  date: { ...operatorsOfDays, ...ofPresence },
  instant: { ...operatorsOfMoments, ...ofPresence },
  'yes-no': { ...ofAnswers, ...ofPresence },
  sequence: ofSequences,
};

/** The operator of this name for fields of a type, which must be given what such a field holds; undefined: there is none. */
export function operatorOf(type: FieldType, name: Operator): OperatorOf<FieldValue> | undefined {
  // What a field reads is of its type: the table of fields says so.
  return operators[type][name] as OperatorOf<FieldValue> | undefined;
}

/** The names of the operators that fields of a type take. */
export function operatorsOf(type: FieldType): Operator[] {
  return operatorNames.filter((name) => operators[type][name] !== undefined);
}
