import { canAccess, type AccessScope } from '../people/access.ts';
import type { SavedFilter } from './filter.ts';

/** Whether a saved filter may be seen and used: shared ones are everybody's, others are seen by who can access their maker. */
export function mayUseFilter(
  filter: Pick<SavedFilter, 'shared' | 'createdBy'>,
  access: AccessScope,
): boolean {
  return filter.shared || mayChangeFilter(filter, access);
}

/** Whether a saved filter may be changed and deleted: by who can access its maker. */
export function mayChangeFilter({ createdBy }: Pick<SavedFilter, 'createdBy'>, access: AccessScope): boolean {
  return canAccess(access, createdBy);
}
