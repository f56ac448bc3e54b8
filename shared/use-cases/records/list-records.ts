import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type AccessScope, type Caller } from '../../domain/people/access.ts';
import { canAccessRecord } from '../../domain/records/record-access.ts';
import { isThere, type StoredRecord } from '../../domain/records/record.ts';
import type { Page, PageRequest } from '../../ports/documents.ts';
import { InvalidCursorError } from '../../ports/invalid-cursor-error.ts';
import type { Store } from '../../ports/store.ts';
import { readLead } from '../leads/list-leads.ts';
import { listMatching } from '../list-matching.ts';
import { listOver, type ReadBudget } from '../list-over.ts';
import { canChangeAccount } from '../people/can-change-account.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';

type Records = { store: Pick<Store, 'records' | 'leads' | 'users'> };
type Index = 'byLead' | 'byAccount' | 'byOwner' | 'byType';

/** Which records are asked for: all that the caller can access, or those of a lead, an account, a user, a type. */
export type RecordQuery = PageRequest & {
  caller: Caller;
  lead?: string | undefined;
  account?: string | undefined;
  owner?: string | undefined;
  type?: string | undefined;
};

/** Records of one lead that are listed at most. */
const MOST_OF_LEAD = 10_000;

/** Reads of one page at most, whatever is read over. */
const MOST_READS = 30;

/** Records that the caller can access, those that were made first in front. */
export async function listRecords(
  ports: Records,
  query: RecordQuery,
): Promise<{ kind: 'page'; page: Page<StoredRecord> } | Refusal> {
  const list = await recordList(ports, query);
  return list.kind === 'list' ? { kind: 'page', page: await list.read(query) } : list;
}

/** The list of the records that the caller can access, to be read page by page. */
export async function recordList(
  ports: Records,
  asked: Omit<RecordQuery, keyof PageRequest>,
): Promise<{ kind: 'list'; read: (page: PageRequest) => Promise<Page<StoredRecord>> } | Refusal> {
  const { caller, lead, account, owner } = asked;
  const scope = await loadAccessScope(ports.store, caller);
  if (owner !== undefined && !canAccess(scope, owner)) {
    return { kind: 'forbidden', detail: `You cannot see the records of the user “${owner}”.` };
  }
  if (lead !== undefined) {
    const found = await readLead(ports, { caller, id: lead });
    if (found.kind !== 'read') return found;
    return {
      kind: 'list',
      read: ({ limit, cursor }) => listOfLead(ports, lead, { ...asked, limit, cursor }),
    };
  }
  if (account !== undefined) {
    return {
      kind: 'list',
      read: ({ limit, cursor }) => listOfAccount(ports, { ...asked, account, scope, limit, cursor }),
    };
  }
  return {
    kind: 'list',
    read: ({ limit, cursor }) => listOfUsers(ports, { ...asked, scope, limit, cursor }),
  };
}

/** A page of an index, of those that are of the type, the user and the account that are asked for. */
function listBy(
  { store }: Records,
  index: Index,
  of: string,
  { caller, limit, cursor, type, owner, account }: RecordQuery,
  budget: ReadBudget = { left: MOST_READS },
): Promise<Page<StoredRecord>> {
  return listMatching(
    { limit, cursor, budget },
    (page) => store.records.list(caller.organisation, { ...page, query: { index, of } }),
    (record) =>
      isThere(record) &&
      (type === undefined || record.typeId === type) &&
      (owner === undefined || record.ownerId === owner) &&
      (account === undefined || record.accountId === account),
  );
}

/** Those of a lead, up to {@link MOST_OF_LEAD}: the cursor says how many were listed before. */
async function listOfLead(ports: Records, lead: string, query: RecordQuery): Promise<Page<StoredRecord>> {
  const { limit, cursor } = query;
  const [before, ...within] = cursor?.split('~') ?? ['0'];
  const listed = Number(before);
  if (!Number.isInteger(listed) || listed < 0) throw new InvalidCursorError();
  const left = MOST_OF_LEAD - listed;
  if (left <= 0) return { items: [] };
  const at = within.length === 0 ? undefined : within.join('~');
  const page = await listBy(ports, 'byLead', lead, { ...query, limit: Math.min(limit, left), cursor: at });
  const { items } = page;
  if (page.cursor === undefined || items.length >= left) return { items };
  return { items, cursor: `${listed + items.length}~${page.cursor}` };
}

/** Those of an account: of its leads that the caller can access, and of no lead where the account is the caller's to change. */
async function listOfAccount(
  ports: Records,
  query: RecordQuery & { account: string; scope: AccessScope },
): Promise<Page<StoredRecord>> {
  const { caller, account, scope } = query;
  const { organisation } = caller;
  const isTheirs = scope.kind === 'all' || (await canChangeAccount(ports.store, caller, account));
  const access = { scope, accounts: new Set(isTheirs ? [account] : []) };
  const page = await listBy(ports, 'byAccount', account, query);
  if (scope.kind === 'all') return page;
  const leadIds = page.items.flatMap(({ leadId }) => leadId ?? []);
  const leads = await ports.store.leads.getMany(organisation, [...new Set(leadIds)]);
  const leadOf = new Map(leads.map((lead) => [lead.id, lead]));
  const items = page.items.filter((record) =>
    canAccessRecord(access, record, record.leadId === undefined ? undefined : leadOf.get(record.leadId)),
  );
  return { ...page, items };
}

/** Those of one user, or of all whom the caller can access. */
async function listOfUsers(
  ports: Records,
  query: RecordQuery & { scope: AccessScope },
): Promise<Page<StoredRecord>> {
  const { scope, owner, type, limit, cursor } = query;
  if (owner !== undefined) return listBy(ports, 'byOwner', owner, query);
  if (scope.kind === 'all' && type !== undefined) return listBy(ports, 'byType', type, query);
  if (scope.kind === 'all') {
    return listMatching(
      { limit, cursor },
      (page) => ports.store.records.list(query.caller.organisation, page),
      isThere,
    );
  }
  const budget = { left: MOST_READS };
  return listOver(scope.ids, { limit, cursor, budget }, (of, page) =>
    listBy(ports, 'byOwner', of, { ...query, ...page }, budget),
  );
}
