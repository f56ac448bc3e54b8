import { linkId, type CrmLink } from '../../domain/crm/crm-link.ts';
import type { CrmRecord } from '../../domain/crm/crm-object.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';
import type { TakeInContext } from './take-in-context.ts';

/**
 * Notes whose a record of the CRM is, and what both sides agree on. An older change than the one that is noted changes
 * nothing, and one who was erased stays so.
 */
export async function noteLink(
  { store }: { store: Pick<Store, 'crmLinks'> },
  { organisation, kind, now }: Pick<TakeInContext, 'organisation' | 'kind' | 'now'>,
  record: CrmRecord,
  { ours, agreed, empty = [] }: Pick<CrmLink, 'ours' | 'agreed' | 'empty'>,
): Promise<void> {
  const { object, id: theirId, modifiedAt, accountId: theirAccountId } = record;
  const id = linkId(kind, object, theirId);
  await change(store.crmLinks, { organisation, id }, (link) => {
    if (link?.erased === true || (link !== undefined && link.modifiedAt > modifiedAt)) return 'unchanged';
    const next: CrmLink = {
      organisation,
      id,
      revision: link?.revision ?? 0,
      kind,
      object,
      theirId,
      ours: ours ?? link?.ours,
      ...(theirAccountId !== undefined && { theirAccountId }),
      agreed,
      ...(empty.length > 0 && { empty }),
      modifiedAt,
      ...((record.deleted === true || record.mergedInto !== undefined) && {
        gone: { at: now, ...(record.mergedInto !== undefined && { mergedInto: record.mergedInto }) },
      }),
    };
    return link !== undefined && JSON.stringify(next) === JSON.stringify(link)
      ? 'unchanged'
      : { write: next };
  });
}
