import type { FieldError } from '#shared/contracts/api/problem.ts';
import { isReservedName } from '#shared/domain/kernel/reserved-name.ts';

/** How many are told of. */
const mostErrors = 20;

/**
 * What of a body can be stored nowhere, wherever it stands in it: texts with half a character (a surrogate without its
 * other half), and names that every object has. Without calls within calls, since a body may be nested as deep as it is
 * long.
 */
export function bodyErrors(body: unknown): FieldError[] {
  const errors: FieldError[] = [];
  const found = (path: string, message: string): void => void errors.push({ in: 'body', path, message });
  const left: { path: string; value: unknown }[] = [{ path: '', value: body }];
  for (let next = left.pop(); next !== undefined && errors.length < mostErrors; next = left.pop()) {
    const { path, value } = next;
    if (typeof value === 'string' && !value.isWellFormed()) found(path, halfCharacter);
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, member] of Object.entries(value)) {
      const at = path === '' ? name.toWellFormed() : `${path}.${name.toWellFormed()}`;
      if (!name.isWellFormed()) found(at, halfCharacter);
      else if (isReservedName(name)) found(at, 'This name is taken by the system: choose another.');
      else left.push({ path: at, value: member });
    }
  }
  return errors;
}

const halfCharacter = 'This holds half a character (a lone surrogate): send whole ones.';
