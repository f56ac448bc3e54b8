import { crmObjects, type CrmField, type CrmFieldType, type CrmObject } from './crm-object.ts';
import type { Problem } from '../kernel/problem.ts';
import { isPerson } from './crm-link.ts';
import { accountFieldNames, leadFieldNames, type MappedField, type Mapping } from './mapping.ts';

/** What is checked of a mapping. */
export type MappingInput = Pick<
  Mapping,
  'fields' | 'status' | 'owners' | 'defaultOwnerId' | 'takesIn' | 'activities'
>;

/** What a CRM has, and who there is here. */
export type MappingFacts = {
  /** By object of this CRM. */
  fields: Partial<Record<CrmObject, readonly CrmField[]>>;
  isActiveUser: boolean;
};

/** Types whose values a field of ours can hold; absent: any that are one value. */
const fitting: Readonly<Record<string, readonly CrmFieldType[]>> = {
  email: ['email', 'text'],
  phone: ['phone', 'text'],
  language: ['text', 'choice'],
  country: ['text', 'choice'],
};
const noValues: readonly CrmFieldType[] = ['other'];

/** What keeps a mapping from being saved (B1): every problem at once, each at its place. */
export function problemsOfMapping(input: MappingInput, facts: MappingFacts): Problem[] {
  const { fields, status, defaultOwnerId } = input;
  const problems = fields.flatMap((field, index) =>
    problemsOfField(field, fields.slice(0, index), facts).map(({ path, message }) => ({
      path: ['fields', String(index), ...path],
      message,
    })),
  );
  for (const object of crmObjects) {
    const name = status[object];
    if (name !== undefined) problems.push(...problemsOfStatus(object, name, facts));
  }
  if (!facts.isActiveUser)
    problems.push({
      path: ['defaultOwnerId'],
      message: `There is no active user “${defaultOwnerId}”: name one.`,
    });
  const reached = fields.some(
    ({ object, ours, direction }) =>
      isPerson(object) && direction !== 'out' && (ours === 'email' || ours === 'phone'),
  );
  if (!reached)
    problems.push({
      path: ['fields'],
      message:
        'Map the email address or the phone number of people, from the CRM: without either nobody can be reached.',
    });
  return problems;
}

function problemsOfField(field: MappedField, before: readonly MappedField[], facts: MappingFacts): Problem[] {
  const { object, ours, theirs, direction } = field;
  const known = facts.fields[object];
  if (known === undefined) return [{ path: ['object'], message: 'This CRM has no records of this kind.' }];
  const names: readonly string[] = isPerson(object) ? leadFieldNames : accountFieldNames;
  const problems: Problem[] = [];
  if (!ours.startsWith('fields.') && !names.includes(ours))
    problems.push({
      path: ['ours'],
      message: `There is no field “${ours}”: choose one of ${names.join(', ')}, or an own one as fields.<name>.`,
    });
  if (before.some((one) => one.object === object && one.ours === ours))
    problems.push({ path: ['ours'], message: 'It is mapped above already: keep one of the two.' });
  if (
    before.some((one) => one.object === object && one.theirs === theirs && one.direction !== 'in') &&
    direction !== 'in'
  )
    problems.push({
      path: ['theirs'],
      message: 'It is written from another field above: keep one of the two.',
    });
  const there = known.find(({ name }) => name === theirs);
  if (there === undefined) {
    problems.push({ path: ['theirs'], message: `The CRM has no field “${theirs}”: choose one that it has.` });
    return problems;
  }
  if (direction !== 'in' && !there.writable)
    problems.push({
      path: ['direction'],
      message: `“${there.label}” cannot be written there: map it from the CRM alone.`,
    });
  if (direction !== 'in' && !isPerson(object))
    problems.push({
      path: ['direction'],
      message: 'Fields of accounts come from the CRM alone: of accounts only the status is written.',
    });
  const fits = fitting[ours];
  if (noValues.includes(there.type) || (fits !== undefined && !fits.includes(there.type)))
    problems.push({
      path: ['theirs'],
      message: `“${there.label}” holds a ${there.type}: it does not fit “${ours}”.`,
    });
  return problems;
}

function problemsOfStatus(object: CrmObject, name: string, { fields }: MappingFacts): Problem[] {
  const known = fields[object];
  const path = ['status', object];
  if (known === undefined) return [{ path, message: 'This CRM has no records of this kind.' }];
  const field = known.find((one) => one.name === name);
  if (field === undefined)
    return [{ path, message: `The CRM has no field “${name}”: choose one that it has.` }];
  if (field.type !== 'choice')
    return [{ path, message: `“${field.label}” is no list of values: choose a field that is.` }];
  return field.writable ? [] : [{ path, message: `“${field.label}” cannot be written there.` }];
}

/** What is worth knowing of a mapping that can be saved. */
export function warningsOfMapping({ fields, status, owners, takesIn }: MappingInput): string[] {
  const outgoing = fields.filter(({ direction }) => direction !== 'in');
  return [
    ...(Object.values(status).every((name) => name === undefined)
      ? ['No status is mapped: workflows can neither change one nor wait for one.']
      : []),
    ...(fields.every(({ object }) => object !== 'account')
      ? ['No field of accounts is mapped: leads come without their company.']
      : []),
    ...(owners === 'none' || owners === 'out'
      ? ['Owners do not come from the CRM: every lead belongs to the user who is named here.']
      : []),
    ...(takesIn === 'all' && outgoing.length === 0
      ? ['Everybody comes in and nothing goes out: what is changed here is not known there.']
      : []),
  ];
}
