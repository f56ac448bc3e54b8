import { canAccess, type AccessScope } from '../people/access.ts';
import type { Lead } from '../people/people.ts';
import type { StoredRecord } from './record.ts';

/** Whom a caller can access, and those of the accounts in question that the caller may change. */
export type RecordAccess = { scope: AccessScope; accounts: ReadonlySet<string> };

/**
 * Whether a caller may see and change a record (F11): one that belongs to a user whom the caller can access, or to a lead of
 * such a user; where there is no lead, whoever may change the account. `lead`: the record's, undefined where it has none.
 */
export function canAccessRecord(
  { scope, accounts }: RecordAccess,
  { ownerId, leadId, accountId }: Pick<StoredRecord, 'ownerId' | 'leadId' | 'accountId'>,
  lead: Pick<Lead, 'id' | 'ownerId'> | undefined,
): boolean {
  if (canAccess(scope, ownerId)) return true;
  if (leadId === undefined) return accountId !== undefined && accounts.has(accountId);
  return lead?.id === leadId && canAccess(scope, lead.ownerId);
}
