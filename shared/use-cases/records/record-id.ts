import type { Ids } from '../../ports/ids.ts';

/** The id of the record that a source calls so: `<type>.<hash>`, always the same. */
export function recordIdOf(
  ids: Pick<Ids, 'of'>,
  organisation: string,
  { typeId, sourceId }: { typeId: string; sourceId: string },
): string {
  return `${typeId}.${ids.of(`record ${organisation} ${typeId} ${sourceId}`)}`;
}
