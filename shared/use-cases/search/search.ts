import { mayUseFilter } from '../../domain/filters/filter-access.ts';
import type { SavedFilter } from '../../domain/filters/filter.ts';
import { foldedText } from '../../domain/kernel/folded-text.ts';
import { canAccess, type AccessScope, type Caller } from '../../domain/people/access.ts';
import { isEmailAddress } from '../../domain/people/email-address.ts';
import type { Account, Lead, User } from '../../domain/people/people.ts';
import type { StoredRecord } from '../../domain/records/record.ts';
import type { Sequence } from '../../domain/sequences/step.ts';
import type { Template } from '../../domain/templates/template.ts';
import type { Page, PageRequest } from '../../ports/documents.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store } from '../../ports/store.ts';
import { walk } from '../../ports/walk.ts';
import { leadsWithin } from '../leads/list-leads.ts';
import { listAll } from '../list-all.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { readRecord } from '../records/read-record.ts';
import { loadRecordTypes } from '../records/load-record-types.ts';
import { recordIdOf } from '../records/record-id.ts';
import { mayUse } from '../templates/read-template.ts';

type Ports = {
  store: Pick<
    Store,
    'leads' | 'accounts' | 'sequences' | 'templates' | 'users' | 'filters' | 'records' | 'recordTypes'
  >;
  ids: Pick<Ids, 'of'>;
};

/** What is found of one kind. `complete` false: there is more, or may be, since not all there is was looked at. */
export type Found<T> = { items: T[]; complete: boolean };

/** What is found of every kind, as far as the caller may see it in the lists. */
export type SearchResult = {
  leads: Found<Lead>;
  accounts: Found<Account>;
  sequences: Found<Sequence>;
  templates: Found<Template>;
  users: Found<User>;
  filters: Found<SavedFilter>;
  records: Found<StoredRecord>;
};

/** Items told of each kind. */
const MOST_TOLD = 8;
/** Items looked at of a kind whose names are in no index: as many as a request has time for. */
const MOST_LOOKED_AT = { leads: 5_000, accounts: 2_000, templates: 500, filters: 500 };
const PAGE = 250;

/**
 * Looks for a text in everything that people look for by name (F13). A whole address, phone number or id of a lead, and
 * the number of a record, are found by index, however many there are; a part of a name or address among as many as a
 * request can look at.
 *
 * @param request.phone the text as a phone number in E.164, where it is one
 */
export async function search(
  { store, ids }: Ports,
  request: { caller: Caller; text: string; phone: string | undefined },
): Promise<SearchResult> {
  const { caller, text, phone } = request;
  const { organisation } = caller;
  const access = await loadAccessScope(store, caller);
  const part = foldedText(text);
  const isNamed = (...names: (string | undefined)[]) =>
    part !== '' && names.some((name) => name !== undefined && foldedText(name).includes(part));
  const [leads, accounts, sequences, templates, users, filters, records] = await Promise.all([
    findLeads(store, { organisation, access, text, phone, isNamed }),
    firstOf(
      (page) => store.accounts.list(organisation, page),
      MOST_LOOKED_AT.accounts,
      ({ name, domain, id }: Account) => isNamed(name, domain, id),
    ),
    listAll(store.sequences, organisation),
    firstOf(
      (page) => store.templates.list(organisation, page),
      MOST_LOOKED_AT.templates,
      (template: Template) => mayUse(template, access) && isNamed(template.name, template.id),
    ),
    listAll(store.users, organisation),
    firstOf(
      (page) => store.filters.list(organisation, page),
      MOST_LOOKED_AT.filters,
      (filter: SavedFilter) => mayUseFilter(filter, access) && isNamed(filter.name, filter.id),
    ),
    findRecords({ store, ids }, caller, text),
  ]);
  const whole = <T>(items: T[]): Found<T> => ({
    items: items.slice(0, MOST_TOLD),
    complete: items.length <= MOST_TOLD,
  });
  return {
    leads,
    accounts,
    sequences: whole(sequences.filter(({ status, name, id }) => status !== 'deleted' && isNamed(name, id))),
    templates,
    users: whole(users.filter(({ name, email, id }) => isNamed(name, email, id))),
    filters,
    records: whole(records),
  };
}

async function findLeads(
  store: Ports['store'],
  of: {
    organisation: string;
    access: AccessScope;
    text: string;
    phone: string | undefined;
    isNamed: (...names: (string | undefined)[]) => boolean;
  },
): Promise<Found<Lead>> {
  const { organisation, access, text, phone, isNamed } = of;
  const email = text.toLowerCase();
  const exact = isEmailAddress(email)
    ? ({ index: 'byEmail', of: email } as const)
    : phone === undefined
      ? undefined
      : ({ index: 'byPhone', of: phone } as const);
  if (exact !== undefined) {
    const list = (page: PageRequest) => store.leads.list(organisation, { ...page, query: exact });
    return firstOf(list, PAGE, ({ ownerId }) => canAccess(access, ownerId));
  }
  const byId = /^[a-z0-9]{16}$/.test(text) ? await store.leads.get(organisation, text) : undefined;
  if (byId !== undefined && canAccess(access, byId.ownerId)) return { items: [byId], complete: true };
  return firstOf(
    (page) => leadsWithin(store, organisation, access, page),
    MOST_LOOKED_AT.leads,
    ({ firstName = '', lastName = '', email: address, phone: number }: Lead) =>
      isNamed(`${firstName} ${lastName}`, `${lastName} ${firstName}`, address, number),
  );
}

/** The first of a list that are looked for, among as many as it says. */
async function firstOf<T>(
  read: (page: PageRequest) => Promise<Page<T>>,
  most: number,
  matches: (item: T) => boolean,
): Promise<Found<T>> {
  const items: T[] = [];
  let looked = 0;
  for await (const item of walk(read, { limit: PAGE, most: most + 1 })) {
    looked += 1;
    if (looked > most) return { items, complete: false };
    if (!matches(item)) continue;
    if (items.length === MOST_TOLD) return { items, complete: false };
    items.push(item);
  }
  return { items, complete: true };
}

/** The records that have a text as their number at their source, of whatever type. */
async function findRecords({ store, ids }: Ports, caller: Caller, number: string): Promise<StoredRecord[]> {
  const { organisation } = caller;
  const types = await loadRecordTypes(store, organisation);
  const named = types.map(({ id: typeId }) => recordIdOf(ids, organisation, { typeId, sourceId: number }));
  const there = await store.records.getMany(organisation, named);
  const read = await Promise.all(
    there.slice(0, MOST_TOLD).map(({ id }) => readRecord({ store }, { caller, id })),
  );
  return read.flatMap((found) => (found.kind === 'read' ? [found.item] : []));
}
