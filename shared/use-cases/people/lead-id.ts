import { leadIdentity } from '../../domain/people/lead-identity.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { Ids } from '../../ports/ids.ts';

/** The id of the lead that these values name: the same person has the same id. Undefined: neither address nor phone. */
export function leadIdOf(
  ids: Ids,
  organisation: string,
  values: Partial<Pick<Lead, 'email' | 'phone'>>,
): string | undefined {
  const identity = leadIdentity(values);
  return identity === undefined ? undefined : ids.of(`${organisation} ${identity}`);
}
