import { organisationIdForm } from '../kernel/organisation-id.ts';

/** Longest token that is looked at. */
const LONGEST = 200;

/** Whose a token of an address is, `<organisation>.<secret>`, if it is one; what it opens is for its hash to say. */
export function organisationOfToken(token: string): string | undefined {
  const dot = token.indexOf('.');
  if (dot <= 0 || dot === token.length - 1 || token.length > LONGEST) return undefined;
  const organisation = token.slice(0, dot);
  return organisationIdForm.pattern.test(organisation) ? organisation : undefined;
}

/** Whether two hashes are the same, in a time that does not tell how much of them is. */
export function isSameHash(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let index = 0; index < one.length; index += 1) {
    difference |= one.charCodeAt(index) ^ (other.charCodeAt(index) | 0);
  }
  return difference === 0;
}
