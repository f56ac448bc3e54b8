import type { RecordField } from '../records/record-type.ts';
import type { FieldType } from './field-values.ts';
import { everyRecordsFields, filterFieldOf, plainFields, type FilterField } from './filter-fields.ts';
import type { Operator } from './filter.ts';
import type { Takes } from './operator.ts';
import { operatorOf, operatorsOf } from './operators.ts';

/** A field that conditions may name, with what may be asked of it. */
export type FieldDescription = {
  field: string;
  type: FieldType;
  label: string;
  choices?: string[] | undefined;
  operators: { is: Operator; label: string; takes: Takes }[];
};

/**
 * Every field of filters over records of a type, or over leads where there is none; own fields and sequences as patterns
 * with their names in `<>`.
 */
export function filterVocabulary(fields: readonly RecordField[] | undefined): FieldDescription[] {
  const ofRecords =
    fields === undefined ? [] : [...fields.map(({ name }) => name), ...Object.keys(everyRecordsFields)];
  const names = [
    ...new Set(ofRecords.map((name) => `record.${name}`)),
    ...Object.keys(plainFields),
    'lead.fields.<name>',
    'account.fields.<name>',
    'sequence.<id>',
  ];
  return names.flatMap((field) => {
    const found = filterFieldOf(field, fields);
    return found === undefined ? [] : [described(field, found)];
  });
}

function described(field: string, { type, label, choices }: FilterField): FieldDescription {
  const operators = operatorsOf(type).flatMap((is) => {
    const operator = operatorOf(type, is);
    return operator === undefined ? [] : [{ is, label: operator.label, takes: operator.takes }];
  });
  return { field, type, label, choices: choices && [...choices], operators };
}
