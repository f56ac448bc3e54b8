import type { UserId } from '../../domain/kernel/ids.ts';
import type { Expected } from '../../domain/kernel/expected.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import { overgrown } from '../../domain/people/own-fields.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { addressesOf, suppressionByList } from '../../domain/people/suppression.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { followList } from '../suppressions/follow-list.ts';
import { readEntries } from '../suppressions/read-entries.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { saveItem, type Saved } from '../save-item.ts';
import type { LeadValues } from './create-lead.ts';
import { recordOwnerChange, withOwnerChange } from './change-owner.ts';
import { findTwin, leadReferenceProblems } from './lead-checks.ts';

type Plain = Omit<LeadValues, 'fields' | 'ownerId'>;

/** What changes of a lead: null takes a value away, own fields are changed one by one. */
export type LeadChanges = { [Name in keyof Plain]?: Plain[Name] | null } & {
  ownerId?: UserId | undefined;
  fields?: Record<string, string | null> | undefined;
};

/** The lead with the changes made. */
export function withChanges(lead: Lead, changes: LeadChanges): Lead {
  const { fields, ...plain } = changes;
  const changed: Record<string, unknown> = { ...lead };
  for (const [name, value] of Object.entries(plain))
    if (value !== undefined) changed[name] = value ?? undefined;
  const merged = Object.entries({ ...lead.fields, ...fields });
  changed.fields = Object.fromEntries(merged.filter(([, value]) => value !== null));
  return changed as Lead;
}

/**
 * Changes a lead. It keeps its id even when its address changes. A new mail address leaves behind that mails to the old
 * one bounced; that the person unsubscribed or complained stays; what the suppression list says of a new address is taken
 * over (D7, A7). A change of owner is recorded (B2); when that was cut off, whoever changes the lead next does it.
 */
export async function changeLead(
  ports: WholePorts,
  request: { caller: Caller; id: string; changes: LeadChanges; expected: Expected; now: Instant },
): Promise<Saved<Lead> | Refusal> {
  const { caller, id, changes, expected, now } = request;
  const { organisation } = caller;
  const [existing, access, twin, problems] = await Promise.all([
    ports.store.leads.get(organisation, id),
    loadAccessScope(ports.store, caller),
    findTwin(ports.store, organisation, changes.email, id),
    leadReferenceProblems(ports.store, organisation, changes),
  ]);

  if (existing === undefined) return { kind: 'not-found', what: 'lead', id };
  if (!canAccess(access, existing.ownerId))
    return { kind: 'forbidden', detail: 'The lead belongs to another user.' };
  if (changes.ownerId !== undefined && !canAccess(access, changes.ownerId)) {
    return { kind: 'forbidden', detail: `You cannot give leads to the user “${changes.ownerId}”.` };
  }
  if (twin) return { kind: 'conflict', detail: 'Another lead has this address.', id: twin.id };
  if (problems.length > 0) return { kind: 'invalid', problems };
  await recordOwnerChange(ports, existing);
  const changed = withOwnerChange(existing, withChanges(existing, changes), { by: caller.userId, now });
  if (changed.email === undefined && changed.phone === undefined) {
    const message = 'Keep an email address or a phone number: without either nobody can be reached.';
    return { kind: 'invalid', problems: [{ path: ['email'], message }] };
  }

  const tooMuch = overgrown(changed, existing);
  if (tooMuch !== undefined) return { kind: 'invalid', problems: [{ path: ['fields'], message: tooMuch }] };

  const hasNewAddress = changed.email !== existing.email || changed.phone !== existing.phone;
  if (!hasNewAddress) {
    const saved = await saveItem(ports.store.leads, existing, changed, expected);
    if (saved.kind === 'saved') await recordOwnerChange(ports, saved.item);
    return saved;
  }
  const { bouncedAt: _bouncedAt, ...ofPerson } = existing.suppression;
  const kept = changed.email === existing.email ? existing.suppression : ofPerson;
  const entries = await readEntries(ports, organisation, addressesOf(changed));
  const next = { ...changed, suppression: suppressionByList({ ...changed, suppression: kept }, entries) };
  const saved = await saveItem(ports.store.leads, existing, next, expected);
  if (saved.kind !== 'saved') return saved;
  await recordOwnerChange(ports, saved.item);
  return { ...saved, item: (await followList(ports, { organisation, leadId: id }, now)) ?? saved.item };
}
