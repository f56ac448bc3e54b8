import { textOf } from '#shared/domain/time/instants.ts';
import type { CrmObject } from '#shared/domain/crm/crm-object.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { CrmError } from '#shared/ports/crm-error.ts';

/** What our objects are called there. */
export const entities = { lead: 'Lead', contact: 'Contact', account: 'Account' } as const satisfies Record<
  CrmObject,
  string
>;

const fieldName = /^[A-Za-z][A-Za-z0-9_]{0,79}$/;
const idText = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/;
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

/**
 * A text in SOQL, quoted.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm
 */
export function quoted(text: string): string {
  return `'${text.replace(/[\\'\n\r\t\b\f]/g, (character) => escapes[character] ?? character)}'`;
}

/** Texts in SOQL, as what is to be IN. */
export function listed(texts: readonly string[]): string {
  return `(${texts.map(quoted).join(', ')})`;
}

/** An instant in SOQL. */
export function instantLiteral(at: Instant): string {
  return textOf(at);
}

/** Whether a text may be the id of a record. What may not is nobody’s id, and asking with it fails the whole request. */
export function isId(text: string): boolean {
  return idText.test(text);
}

/** That a name may be that of a field. @throws CrmError `no-field` */
export function checkField(object: CrmObject, field: string): string {
  if (fieldName.test(field)) return field;
  throw noField(object, field);
}

/** The fault of a field that is not there, with what to mend. */
export function noField(object: CrmObject, field: string): CrmError {
  return new CrmError(
    { kind: 'no-field', object, field },
    `Salesforce has no field ${JSON.stringify(field.slice(0, 80))} of ${entities[object]}, or Relance may not use it. ` +
      'Give Relance access to it in Salesforce, or map another field.',
  );
}
