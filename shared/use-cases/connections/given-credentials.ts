import { keptTokenName } from '../../ports/crm.ts';
import type { Credentials } from '../../ports/credential-vault.ts';

/**
 * Credentials without the access token that is kept beside them, which was given for these: others do not take it along,
 * and no list of what was given names it.
 */
export function givenOf({ [keptTokenName]: _token, ...given }: Credentials): Credentials {
  return given;
}
