import { readLead } from '../../contracts/api/read-lead.ts';
import type { ReadValue } from '../../domain/crm/decide-take-in.ts';
import type { MappedField } from '../../domain/crm/mapping.ts';
import { cutText } from '../../domain/kernel/cut-text.ts';
import { countryOfName } from '../../domain/people/country-of-name.ts';

const OWN = 'fields.';
/** Makes any lead reachable, so that only the value itself is judged. */
const reachable = 'somebody@example.com';
const longestName = 200;

/**
 * Reads a value of the CRM as that of a field of ours, by the contract that the API checks leads by. A country may be
 * written as a name, a phone number as in the country of the record; what has no place here says what to mend.
 */
export function readValue(
  { object, ours }: Pick<MappedField, 'object' | 'ours'>,
  text: string | undefined,
  country?: string,
): ReadValue {
  const value = text?.trim();
  if (value === undefined || value === '') return { value: undefined };
  if (object === 'account' && ours === 'name') return { value: cutText(value, longestName) };
  if (object === 'account' && ours === 'domain') return { value: hostOf(value) };
  const meant =
    ours === 'country'
      ? (countryOfName(value) ?? value)
      : ours === 'language'
        ? value.slice(0, 2).toLowerCase()
        : value;
  const own = ours.startsWith(OWN);
  const name = own ? ours.slice(OWN.length) : ours;
  const input = {
    email: reachable,
    ...(ours === 'phone' && country !== undefined && { country }),
    ...(own ? { fields: { [name]: meant } } : { [name]: meant }),
  };
  const read = readLead(input);
  if (read.kind === 'invalid')
    return { problem: read.problems[0]?.message ?? 'It is not what it should be.' };
  const taken: unknown = own ? read.values.fields?.[name] : (read.values as Record<string, unknown>)[name];
  return { value: typeof taken === 'string' && taken !== '' ? taken : undefined };
}

/** The host of a web address, or a host. */
function hostOf(text: string): string {
  const address = text.includes('://') ? text : `https://${text}`;
  return URL.canParse(address) ? new URL(address).hostname.replace(/^www\./, '') : cutText(text, longestName);
}
