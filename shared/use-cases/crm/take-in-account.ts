import { decideTakeIn, type TakeIn } from '../../domain/crm/decide-take-in.ts';
import { linkId, type CrmLink } from '../../domain/crm/crm-link.ts';
import { fieldsToRead, mappedFor } from '../../domain/crm/map-values.ts';
import type { CrmRecord } from '../../domain/crm/crm-object.ts';
import { overgrown } from '../../domain/people/own-fields.ts';
import type { Account } from '../../domain/people/people.ts';
import { change } from '../../ports/change.ts';
import type { ConnectionPorts } from '../connections/connection-ports.ts';
import { accountIdOf } from '../jobs/imports/ensure-accounts.ts';
import { noteLink } from './note-link.ts';
import { readValue } from '../crm-fields/read-value.ts';
import { tellStatus } from './tell-status.ts';
import type { TakeInContext } from './take-in-context.ts';
import type { TakenIn } from './taken-in.ts';
import { asItIsNow } from './written-lately.ts';

const OWN = 'fields.';

/**
 * Takes a change of an account in. One that no lead of ours belongs to is left: it is made when a lead of it comes
 * (`wanted`). The same company by its name is the same account.
 */
export async function takeInAccount(
  ports: ConnectionPorts,
  context: TakeInContext,
  record: CrmRecord,
  wanted = false,
): Promise<TakenIn> {
  const { organisation, kind, now } = context;
  const link = await ports.store.crmLinks.get(organisation, linkId(kind, record.object, record.id));
  if (link !== undefined && record.modifiedAt < link.modifiedAt) return { outcome: 'same' };
  const linked = link?.ours?.slice('account.'.length);
  if (linked === undefined && !wanted) return { outcome: 'left' };
  if (record.deleted === true || record.mergedInto !== undefined) {
    await noteLink(ports, context, record, { ours: undefined, agreed: {} });
    return { outcome: 'left' };
  }
  const decided = await decideAccount(ports, context, record, link);
  if (decided === undefined)
    return { outcome: 'refused', why: 'The account has no name, or its name is not mapped.' };
  const { id, name, existing, decision } = decided;
  if (link !== undefined) {
    const present = await asItIsNow(ports, context, record, decision);
    if (present === undefined) return { outcome: 'same', accountId: id };
    if (present !== 'told' && JSON.stringify(present) !== JSON.stringify(record))
      return takeInAccount(ports, context, present, wanted);
  }
  const fresh = { organisation, id, revision: 0, name, fields: {} };
  const refused = await write(ports, fresh, decision.changes);
  if (refused !== undefined) return { outcome: 'refused', why: refused };
  const { agreed, empty, status } = decision;
  if (status !== undefined) await tellStatus(ports, context, record, { ...status, accountId: id });
  await noteLink(ports, context, record, { ours: `account.${id}`, agreed, empty });
  const outcome =
    existing === undefined ? 'create' : Object.keys(decision.changes).length > 0 ? 'change' : 'same';
  return { outcome, accountId: id, at: now };
}

/** What taking an account in would come to: which of ours it is, and what changes. Undefined: it has no name. */
export async function decideAccount(
  ports: ConnectionPorts,
  { organisation, mapping }: TakeInContext,
  record: CrmRecord,
  link: CrmLink | undefined,
): Promise<{ id: string; name: string; existing: Account | undefined; decision: TakeIn } | undefined> {
  const name = nameOf(mapping, record);
  if (name === undefined) return undefined;
  const id = link?.ours?.slice('account.'.length) ?? accountIdOf(name, ports.ids);
  const existing = await ports.store.accounts.get(organisation, id);
  const decision = decideTakeIn({
    mapping,
    record,
    link,
    ours: existing,
    read: (field, value) => readValue(field, value),
    ownerId: undefined,
  });
  return { id, name, existing, decision };
}

function nameOf(mapping: TakeInContext['mapping'], record: CrmRecord): string | undefined {
  const field = mappedFor(mapping, 'account').find(({ ours }) => ours === 'name');
  const read = field && readValue(field, record.fields[field.theirs]);
  return read === undefined || 'problem' in read ? undefined : read.value;
}

async function write(
  ports: ConnectionPorts,
  fresh: Account,
  changes: Readonly<Record<string, string | null>>,
): Promise<string | undefined> {
  const changed = await change(
    ports.store.accounts,
    { organisation: fresh.organisation, id: fresh.id },
    (account) => {
      const next = withChanges(account ?? fresh, changes);
      const tooMuch = overgrown(next, account, 'account');
      if (tooMuch !== undefined) return { refuse: tooMuch };
      return account !== undefined && JSON.stringify(next) === JSON.stringify(account)
        ? 'unchanged'
        : { write: next };
    },
  );
  return changed.kind === 'refused' ? changed.why : undefined;
}

function withChanges(account: Account, changes: Readonly<Record<string, string | null>>): Account {
  const own = Object.entries(changes).flatMap(([ours, value]) =>
    ours.startsWith(OWN) ? [[ours.slice(OWN.length), value] as const] : [],
  );
  const fields = Object.entries({ ...account.fields, ...Object.fromEntries(own) }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  const { name, domain } = changes;
  return {
    ...account,
    name: name ?? account.name,
    ...(domain !== undefined && { domain: domain ?? undefined }),
    fields: Object.fromEntries(fields),
  };
}

/** The account of ours that a person of the CRM belongs to, made where it is not there yet; undefined: none. */
export async function accountOf(
  ports: ConnectionPorts,
  context: TakeInContext,
  theirAccountId: string | undefined,
): Promise<string | undefined> {
  const { organisation, kind, mapping, crm } = context;
  if (theirAccountId === undefined || mappedFor(mapping, 'account').length === 0) return undefined;
  const link = await ports.store.crmLinks.get(organisation, linkId(kind, 'account', theirAccountId));
  if (link?.ours !== undefined) return link.ours.slice('account.'.length);
  const fields = fieldsToRead(mapping, 'account');
  const [record] = await crm.read({ object: 'account', ids: [theirAccountId], fields });
  return record && (await takeInAccount(ports, context, record, true)).accountId;
}
