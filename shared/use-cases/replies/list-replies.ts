import { EVERY_REPLY, replyOrder, type Reply } from '../../domain/inbound/reply.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type AccessScope, type Caller } from '../../domain/people/access.ts';
import type { IndexQuery, Page } from '../../ports/documents.ts';
import { InvalidCursorError } from '../../ports/invalid-cursor-error.ts';
import type { Store } from '../../ports/store.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import { readLead } from '../leads/list-leads.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';

type Ports = { store: Pick<Store, 'replies' | 'leads' | 'users'> };
type Index = 'byTime' | 'byLead' | 'byUser' | 'byOwner';
type Part = Pick<IndexQuery<Index>, 'index' | 'of'>;

/** Parts of a list that are read side by side. */
const AT_ONCE = 10;

/**
 * Answers that the caller can access, the newest first: those for the users whom the caller can access, and those of
 * their leads; of one lead all, if the lead itself can be accessed. What is filtered out leaves a page shorter.
 */
export async function listReplies(
  ports: Ports,
  request: {
    caller: Caller;
    limit: number;
    cursor?: string | undefined;
    lead?: string | undefined;
    user?: string | undefined;
  },
): Promise<{ kind: 'page'; page: Page<Reply> } | Refusal> {
  const { caller, limit, cursor, lead, user } = request;
  const access = await loadAccessScope(ports.store, caller);
  if (user !== undefined && !canAccess(access, user))
    return { kind: 'forbidden', detail: `You cannot see the replies to the user “${user}”.` };
  const whole = lead === undefined ? undefined : await readLead(ports, { caller, id: lead });
  if (whole?.kind === 'not-found') return whole;
  const seesAll = access.kind === 'all' || whole?.kind === 'read';

  const page = await newestOf(ports, caller.organisation, partsOf(access, lead, user), { limit, cursor });
  const items = page.items.filter(
    (reply) => (seesAll || isFor(access, reply)) && (user === undefined || isFor(only(user), reply)),
  );
  return { kind: 'page', page: { ...page, items } };
}

/** One answer, if the caller can access whom it is for, or its lead's owner. */
export async function readReply(
  ports: Ports,
  { caller, id }: { caller: Caller; id: string },
): Promise<{ kind: 'read'; item: Reply } | Refusal> {
  const [item, access] = await Promise.all([
    ports.store.replies.get(caller.organisation, id),
    loadAccessScope(ports.store, caller),
  ]);
  if (item === undefined) return { kind: 'not-found', what: 'reply', id };
  if (isFor(access, item)) return { kind: 'read', item };
  // The lead may have gone to another user since.
  const lead = item.leadId === undefined ? undefined : await readLead(ports, { caller, id: item.leadId });
  return lead?.kind === 'read'
    ? { kind: 'read', item }
    : { kind: 'forbidden', detail: 'The reply is to another user.' };
}

const only = (user: string): AccessScope => ({ kind: 'users', ids: new Set([user]) });

function isFor(access: AccessScope, { userId, ownerId }: Pick<Reply, 'userId' | 'ownerId'>): boolean {
  return access.kind === 'all' || [userId, ownerId].some((id) => id !== undefined && access.ids.has(id));
}

/** The parts of indexes that hold what is asked for. */
function partsOf(access: AccessScope, lead: string | undefined, user: string | undefined): Part[] {
  if (lead !== undefined) return [{ index: 'byLead', of: lead }];
  if (user === undefined && access.kind === 'all') return [{ index: 'byTime', of: EVERY_REPLY }];
  const users = user !== undefined ? [user] : access.kind === 'users' ? [...access.ids] : [];
  return users.flatMap((of): Part[] => [
    { index: 'byUser', of },
    { index: 'byOwner', of },
  ]);
}

/**
 * The newest of several parts as one list. Its cursor is the place of the last one in the order that all of them share,
 * so that it holds whatever comes or goes meanwhile.
 *
 * @throws InvalidCursorError
 */
async function newestOf(
  { store }: Ports,
  organisation: string,
  parts: readonly Part[],
  { limit, cursor }: { limit: number; cursor: string | undefined },
): Promise<Page<Reply>> {
  if (cursor !== undefined && !/^\d{13}#[a-z0-9]{16}$/.test(cursor)) throw new InvalidCursorError();
  const read = await inChunks(parts, AT_ONCE, (part) =>
    // One for the place that it begins at, and one to see whether there are more.
    store.replies.list(organisation, { limit: limit + 2, query: { ...part, from: cursor } }),
  );
  const found = new Map(
    read.flatMap(({ result }) => result.items).map((reply) => [replyOrder(reply), reply] as const),
  );
  const places = [...found.keys()].filter((place) => cursor === undefined || place > cursor).toSorted();
  const items = places.slice(0, limit).flatMap((place) => found.get(place) ?? []);
  const last = places[limit - 1];
  return places.length > limit && last !== undefined ? { items, cursor: last } : { items };
}
