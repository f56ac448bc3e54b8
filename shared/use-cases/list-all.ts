import type { Documents, Stored } from '../ports/documents.ts';
import { walk } from '../ports/walk.ts';

/** Every item of a small collection of an organisation, such as its users. */
export async function listAll<T extends Stored>(
  documents: Pick<Documents<T>, 'list'>,
  organisation: string,
): Promise<T[]> {
  return Array.fromAsync(walk((page) => documents.list(organisation, page)));
}
