import type { Account, Lead, User } from '../people/people.ts';
import type { RecordTexts } from '../records/record-texts.ts';
import type { Settings } from '../settings/settings.ts';

/** In the place of a part of a variable that is itself a variable, as in `lead.fields[x]`: unknown until rendering. */
export const computed = '[…]';

/**
 * What templates can name: `lead.firstName`, `account.fields.sector`, `sender.signature`, `organisation.address` …; and
 * `record.` with the name of a field of the record that the message is about.
 */
const variableNames = {
  lead: ['firstName', 'lastName', 'title', 'email', 'phone', 'fields'],
  account: ['name', 'domain', 'fields'],
  sender: ['name', 'email', 'phone', 'signature'],
  organisation: ['name', 'address'],
  /** Of feedback sequences: the page of the survey, and its satisfaction rating as links (C1). */
  survey: ['link', 'ratings', 'title'],
} as const;
type Root = keyof typeof variableNames;

type Texts = Record<string, string | undefined>;

/** The values of one mail, text or task. A value left out, empty or blank is missing (D8). */
export type TemplateVariables = { [R in Exclude<Root, 'survey'>]: Values<R> } & {
  /** Undefined: it is about no record, and each of its variables is missing. */
  record: RecordTexts | undefined;
  /** Undefined: the message asks for none. */
  survey?: Values<'survey'> | undefined;
};

type Values<R extends Root> = {
  [Name in (typeof variableNames)[R][number]]?: Name extends 'fields' ? Texts : string | undefined;
};

/** The values that a template reaches for a lead, written to in the name of a sender. */
export function templateVariables(of: {
  lead: Pick<Lead, 'firstName' | 'lastName' | 'title' | 'email' | 'phone' | 'fields'>;
  account: Pick<Account, 'name' | 'domain' | 'fields'> | undefined;
  sender: Pick<User, 'name' | 'email' | 'phone' | 'signature'>;
  organisation: Pick<Settings['profile'], 'name' | 'address'>;
  /** The record that it is about, if it is about one. */
  record: RecordTexts | undefined;
  /** Undefined: the message asks for none. */
  survey?: TemplateVariables['survey'] | undefined;
}): TemplateVariables {
  const { lead, account, sender, organisation, record, survey } = of;
  return {
    lead: {
      firstName: lead.firstName,
      lastName: lead.lastName,
      title: lead.title,
      email: lead.email,
      phone: lead.phone,
      fields: lead.fields,
    },
    account: account ? { name: account.name, domain: account.domain, fields: account.fields } : {},
    sender: { name: sender.name, email: sender.email, phone: sender.phone, signature: sender.signature },
    organisation: { name: organisation.name, address: organisation.address },
    record,
    survey,
  };
}

/** The full name of a variable, as people read it and as `fallbacks` of a template are keyed. */
export function variableName(path: readonly (string | number)[]): string {
  return path.join('.');
}

/** Undefined if templates may use the variable, else what to write instead. */
export function refusalOfVariable(path: readonly (string | number)[]): string | undefined {
  const [root, name] = path;
  const named = `“${variableName(path)}”`;
  if (root === 'record') return refusalOfRecordVariable(path);
  if (!isRoot(root)) {
    return `${named} is not known: variables begin with ${Object.keys(variableNames).join('., ')}., record.`;
  }
  const names: readonly string[] = variableNames[root];
  const choices = names.map((each) => `${root}.${each}${each === 'fields' ? '.…' : ''}`).join(', ');
  if (typeof name !== 'string' || !names.includes(name)) return `${named} is not known: use ${choices}.`;
  if (path.includes(computed)) return `${named} is computed: write the name of the field itself.`;
  if (name === 'fields') {
    return path.length === 3 ? undefined : `${named} names no field: write ${root}.fields. and its name.`;
  }
  return path.length === 2 ? undefined : `${named} goes too deep: use ${root}.${name} itself, with a filter.`;
}

/** The same of a variable of a record; whether some record type has the field, the store knows. */
function refusalOfRecordVariable(path: readonly (string | number)[]): string | undefined {
  const [, name] = path;
  const named = `“${variableName(path)}”`;
  if (typeof name !== 'string') return `${named} names no field: write record. and the name of the field.`;
  if (path.includes(computed)) return `${named} is computed: write the name of the field itself.`;
  return path.length === 2 ? undefined : `${named} goes too deep: use record.${name} itself, with a filter.`;
}

/** The value of an allowed variable, cleaned of control characters; undefined if missing or blank. */
export function valueOf(
  variables: TemplateVariables,
  path: readonly (string | number)[],
): string | undefined {
  const [root, name, field] = path.map(String);
  if (!(isRoot(root) || root === 'record') || name === undefined) return undefined;
  const found = own(variables[root], name);
  const value = field === undefined ? found : own(found, field);
  return typeof value === 'string' ? cleaned(value) : undefined;
}

/** A text as it may stand in a mail: line breaks as `\n`, no other control character; undefined if blank. */
export function cleaned(text: string): string | undefined {
  const clean = text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/(?!\n)\p{Cc}/gu, '')
    .trim();
  return clean === '' ? undefined : clean;
}

function isRoot(name: string | number | undefined): name is Root {
  return typeof name === 'string' && Object.hasOwn(variableNames, name);
}

function own(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
