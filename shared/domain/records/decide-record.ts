import type { LeadId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { problemsUnder, type Problem } from '../kernel/problem.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { canAccess, type Caller } from '../people/access.ts';
import type { Account, Lead } from '../people/people.ts';
import { changesOf } from './changes.ts';
import { readValues } from './read-values.ts';
import { canAccessRecord, type RecordAccess } from './record-access.ts';
import type { RecordType } from './record-type.ts';
import { isThere, type StoredRecord } from './record.ts';

/** A record as somebody writes it: all of its values, those left out taken away; to whom it belongs only where it is new or changes. */
export type RecordInput = {
  typeId: string;
  sourceId: string;
  leadId?: LeadId | undefined;
  accountId?: string | undefined;
  ownerId?: UserId | undefined;
  values: Readonly<Record<string, unknown>>;
  /** Values that are not given stay as they are, as with the empty cells of a file. */
  keepsOthers?: boolean | undefined;
};

/** What deciding on a record knows beside the record itself. */
export type RecordFacts = {
  type: RecordType | undefined;
  /** The lead and the account that are written, else those which it has; undefined: there is none of that id. */
  lead: Lead | undefined;
  account: Account | undefined;
  /** Those of the users named as owner or in values that exist. */
  users: ReadonlySet<string>;
  access: RecordAccess;
};

export type RecordDecision = { write: Omit<StoredRecord, 'revision'> } | 'unchanged' | { refuse: Refusal };

/**
 * What a record becomes when somebody writes it (E1). The same again changes nothing. It stays with its lead: another one
 * would have the past of a record that never was its own.
 */
export function decideRecord(
  stored: StoredRecord | undefined,
  facts: RecordFacts,
  asked: { caller: Caller; id: string; input: RecordInput; now: Instant },
): RecordDecision {
  const { caller, id, input, now } = asked;
  const existing = isThere(stored) ? stored : undefined;
  const { type, lead, access } = facts;
  if (existing !== undefined && !canAccessRecord(access, existing, lead)) {
    return refuse({ kind: 'forbidden', detail: 'The record belongs to another user.' });
  }
  const leadId = input.leadId ?? existing?.leadId;
  const accountId = input.accountId ?? existing?.accountId;
  const ownerId = input.ownerId ?? existing?.ownerId ?? lead?.ownerId ?? caller.userId;
  const read =
    type === undefined
      ? undefined
      : readValues(type, { ...(input.keepsOthers && existing?.values), ...input.values });
  const unknownUsers = (read?.users ?? []).filter(
    ({ field, userId }) => Object.hasOwn(input.values, field) && !facts.users.has(userId),
  );
  const problems: Problem[] = [
    ...(type === undefined
      ? [{ path: ['typeId'], message: `There is no record type “${input.typeId}”: make it first.` }]
      : []),
    ...belongingProblems({ input, existing, leadId, accountId, ownerId }, facts),
    ...problemsUnder(['values'], read?.problems ?? []),
    ...unknownUsers.map(({ field, userId }) => ({
      path: ['values', field],
      message: `There is no user “${userId}”: name one who exists.`,
    })),
  ];
  if (problems.length > 0 || read === undefined) return refuse({ kind: 'invalid', problems });
  const forbidden = forbiddenBelonging({ input, existing, ownerId }, facts);
  if (forbidden !== undefined) return refuse({ kind: 'forbidden', detail: forbidden });

  const { typeId, sourceId } = input;
  const { organisation, userId: by } = caller;
  const { values } = read;
  const next = { organisation, id, typeId, sourceId, leadId, accountId, ownerId, values, changedAt: now };
  const of = { record: id, recordType: typeId, sourceId, by };
  if (existing === undefined) {
    return { write: { ...next, createdAt: now, events: [{ type: 'record-created', ...of }] } };
  }
  const changes = changesOf(existing, next);
  if (changes.length === 0) return 'unchanged';
  const { createdAt } = existing;
  return { write: { ...next, createdAt, events: [{ type: 'record-changed', ...of, changes }] } };
}

const refuse = (refusal: Refusal) => ({ refuse: refusal });

type Belonging = {
  input: RecordInput;
  existing: StoredRecord | undefined;
  leadId: LeadId | undefined;
  accountId: string | undefined;
  ownerId: UserId;
};

/** What is wrong with whom it would belong to. */
function belongingProblems(
  { input, existing, leadId, accountId, ownerId }: Belonging,
  { lead, account, users }: RecordFacts,
): Problem[] {
  const problem = (name: string, message: string): Problem[] => [{ path: [name], message }];
  if (leadId === undefined && accountId === undefined) {
    return problem('leadId', 'Give a lead or an account: a record belongs to one of them.');
  }
  return [
    ...(input.leadId !== undefined && lead === undefined
      ? problem('leadId', `There is no lead “${input.leadId}”: make it first.`)
      : []),
    ...(existing?.leadId !== undefined && leadId !== existing.leadId
      ? problem('leadId', `The record belongs to the lead “${existing.leadId}”: delete it there first.`)
      : []),
    ...(input.accountId !== undefined && account === undefined
      ? problem('accountId', `There is no account “${input.accountId}”: make it first.`)
      : []),
    // What it had before may have come apart since, as when the lead went to another company.
    ...(input.accountId !== undefined &&
    account !== undefined &&
    lead !== undefined &&
    lead.accountId !== accountId
      ? problem('accountId', 'The lead does not belong to this account: give one of them, or the lead’s own.')
      : []),
    ...(input.ownerId !== undefined && !users.has(ownerId)
      ? problem('ownerId', `There is no user “${ownerId}”: name one who exists.`)
      : []),
  ];
}

/** What of whom it would belong to the caller may not decide. */
function forbiddenBelonging(
  { input, existing, ownerId }: Pick<Belonging, 'input' | 'existing' | 'ownerId'>,
  { lead, access }: RecordFacts,
): string | undefined {
  const { scope, accounts } = access;
  const { accountId } = input;
  const isNewLead = lead !== undefined && existing?.leadId === undefined;
  if (isNewLead && !canAccess(scope, lead.ownerId)) return 'The lead belongs to another user.';
  const isNewAccount = accountId !== undefined && existing?.accountId !== accountId;
  if (lead === undefined && isNewAccount && !accounts.has(accountId)) {
    return 'You have no lead in this account: ask a manager or an admin.';
  }
  const isNewOwner = existing?.ownerId !== ownerId && ownerId !== lead?.ownerId;
  if (input.ownerId !== undefined && isNewOwner && !canAccess(scope, ownerId)) {
    return `You cannot give records to the user “${ownerId}”.`;
  }
  return undefined;
}
