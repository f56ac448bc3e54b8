import type { Problem } from '../kernel/problem.ts';
import { isReservedName } from '../kernel/reserved-name.ts';
import { fieldOf, takenFieldNames, type RecordField, type RecordType } from './record-type.ts';

/** Everything that keeps a record type from being saved beside the shape of its parts; `made`: the ready-made one of its id. */
export function recordTypeProblems(
  type: Pick<RecordType, 'fields'>,
  made: Pick<RecordType, 'name' | 'fields'> | undefined,
): Problem[] {
  const names = type.fields.map(({ name }) => name);
  return [
    ...type.fields.flatMap((field, index) =>
      fieldProblems(field, names.indexOf(field.name) < index).map(({ path, message }) => ({
        path: ['fields', String(index), ...path],
        message,
      })),
    ),
    ...(made === undefined
      ? []
      : lossesOf(made, type).map((message) => ({
          path: ['fields'],
          message: `${message} It is part of the ready-made record type “${made.name}”.`,
        }))),
  ];
}

function fieldProblems({ name, type, choices }: RecordField, again: boolean): Problem[] {
  const named = (message: string) => ({ path: ['name'], message });
  const ofChoices = (message: string) => ({ path: ['choices'], message });
  const problems: Problem[] = [];
  if (again) problems.push(named(`The field “${name}” is there twice: give each a name of its own.`));
  if (takenFieldNames.includes(name) || isReservedName(name)) {
    problems.push(named('This name is taken by the system: choose another.'));
  }
  if (type === 'choice' && (choices === undefined || choices.length === 0)) {
    problems.push(ofChoices('Give the choices: a field of this type has at least one.'));
  }
  if (type !== 'choice' && choices !== undefined) {
    problems.push(ofChoices('Leave the choices out: only a field of the type “choice” has any.'));
  }
  if (new Set(choices).size < (choices?.length ?? 0)) {
    problems.push(ofChoices('A choice is there twice: give each once.'));
  }
  return problems;
}

/** What values of a type could no longer be under another one, in sentences; empty: each of them still can. */
export function lossesOf(before: Pick<RecordType, 'fields'>, next: Pick<RecordType, 'fields'>): string[] {
  return before.fields.flatMap(({ name, type, choices = [] }) => {
    const field = fieldOf(next, name);
    if (field === undefined) return [`The field “${name}” cannot be taken away.`];
    if (field.type !== type) return [`The field “${name}” stays of the type “${type}”.`];
    return choices
      .filter((choice) => field.choices?.includes(choice) !== true)
      .map((choice) => `The choice “${choice}” of the field “${name}” cannot be taken away.`);
  });
}
