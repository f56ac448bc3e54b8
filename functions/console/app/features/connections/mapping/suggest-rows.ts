import type { CrmObject } from '../connection-words.ts';
import { ourFields } from './field-names.ts';
import { newRow, type CrmField, type Row } from './mapping-form.ts';

/** What fields of theirs that plainly are one of ours are called, in lower case without signs. */
const alike: Readonly<Record<string, readonly string[]>> = {
  firstName: ['firstname'],
  lastName: ['lastname'],
  title: ['title', 'jobtitle'],
  email: ['email', 'workemail'],
  phone: ['phone', 'mobilephone'],
  language: ['language', 'hslanguage', 'preferredlanguage'],
  country: ['countrycode', 'country', 'mailingcountry', 'hscountryregioncode'],
  name: ['name'],
  domain: ['domain', 'website'],
};

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/__c$/, '')
    .replace(/[^a-z0-9]/g, '');

/** Pairs that are obvious and not mapped yet, coming in from the CRM: it is where they are kept. */
export function suggestedRows(object: CrmObject, rows: readonly Row[], theirs: readonly CrmField[]): Row[] {
  const mapped = rows.filter((row) => row.object === object);
  return Object.keys(ourFields(object)).flatMap((ours) => {
    if (mapped.some((row) => row.ours === ours)) return [];
    const names = alike[ours] ?? [];
    const found = names.flatMap((name) => theirs.filter((field) => plain(field.name) === name))[0];
    if (found === undefined || mapped.some((row) => row.theirs === found.name)) return [];
    return [newRow(object, { ours, theirs: found.name })];
  });
}

/** The field that plainly holds the status of an object. */
export function suggestedStatus(theirs: readonly CrmField[]): string | undefined {
  const names = ['status', 'hsleadstatus'];
  return theirs.find(({ name, type }) => type === 'choice' && names.includes(plain(name)))?.name;
}
