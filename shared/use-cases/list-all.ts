import type { Documents, Stored } from '../ports/documents.ts';

const pageSize = 100;

/** Every item of a small collection of an organisation, such as its users. */
export async function listAll<T extends Stored>(
  documents: Pick<Documents<T>, 'list'>,
  organisation: string,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await documents.list(organisation, { limit: pageSize, cursor });
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return items;
}
