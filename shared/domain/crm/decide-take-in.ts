import type { UserId } from '../kernel/ids.ts';
import type { Account, Lead } from '../people/people.ts';
import { wasRead, type CrmLink } from './crm-link.ts';
import type { CrmRecord } from './crm-object.ts';
import { fieldsToRead, mappedFor, ourValue, statusFieldOf } from './map-values.ts';
import type { MappedField, Mapping } from './mapping.ts';

/** A value of the CRM as ours, or why it cannot be; undefined: empty. */
export type ReadValue = { value: string | undefined } | { problem: string };

/** The owner of a record is agreed on under a name that no field of a CRM has. */
export const OWNER = '@owner';

/** What deciding on a record takes. */
export type TakeInFacts = {
  mapping: Mapping;
  record: CrmRecord;
  /** As it was last seen. */
  link: CrmLink | undefined;
  /** The lead or account of ours that it is; undefined: it would be made. */
  ours: Lead | Account | undefined;
  /** Reads a value as that of a field of ours. Pure. */
  read: (field: MappedField, value: string | undefined) => ReadValue;
  /** The user here who owns it there, where that is known. */
  ownerId: UserId | undefined;
};

/** What becomes of one value. */
export type TakenValue = {
  field: MappedField;
  now: string | undefined;
  there: string | undefined;
  /** Our value afterwards; absent: it stays as it is. */
  becomes?: { value: string | undefined };
  problem?: string;
};

/** What taking a record in comes to. */
export type TakeIn = {
  values: TakenValue[];
  /** What changes of ours, by its name; null: it becomes empty. */
  changes: Record<string, string | null>;
  /** What both sides agree on afterwards, by the names of the CRM. */
  agreed: Record<string, string>;
  /** Fields that are read and are empty there, by the same names. */
  empty: string[];
  /** Ours wins: what is to be written there. */
  pushBack: Record<string, string | null>;
  /** The integration status has changed there (B2). */
  status?: { from: string | undefined; to: string } | undefined;
  /** The user whom it goes to, since its owner there has changed. */
  ownerId?: UserId | undefined;
};

/**
 * Decides what becomes of ours when a record of the CRM was created or changed (B6). A field counts as changed there when
 * it differs from what both agreed on last, so that what we wrote ourselves changes nothing. Where both have changed, the
 * mapping says whose value stays; so it does of a field that was mapped since, which may have been different all along.
 */
export function decideTakeIn(facts: TakeInFacts): TakeIn {
  const { mapping, record, link, ours, ownerId } = facts;
  const read = fieldsToRead(mapping, record.object);
  const taken: TakeIn = {
    values: [],
    changes: {},
    agreed: knownStill(link, read),
    empty: read.filter((field) => record.fields[field] === undefined),
    pushBack: {},
  };
  for (const field of mappedFor(mapping, record.object)) takeField(taken, facts, field);
  takeStatus(taken, facts);
  const follows = mapping.owners === 'in' || mapping.owners === 'both';
  if (record.ownerId !== undefined && follows) {
    const hasChanged = link?.agreed[OWNER] !== record.ownerId;
    taken.agreed[OWNER] = record.ownerId;
    const before = ours !== undefined && 'ownerId' in ours ? ours.ownerId : undefined;
    if (hasChanged && ownerId !== undefined && ownerId !== before) taken.ownerId = ownerId;
  }
  return taken;
}

function takeField(taken: TakeIn, { record, link, ours, read }: TakeInFacts, field: MappedField): void {
  const { theirs, direction, wins } = field;
  const there = record.fields[theirs];
  const now = ourValue(ours, field.ours);
  const value: TakenValue = { field, now, there };
  taken.values.push(value);
  const wasAlike = hasAgreed(link);
  if (direction === 'out') {
    // What goes out follows each change here; of one that is linked just now, nothing has gone out yet.
    if (!wasAlike && now !== undefined && now !== there) taken.pushBack[theirs] = now;
    return;
  }
  const agreed = link?.agreed[theirs];
  const isKnown = wasAlike && link !== undefined && wasRead(link, theirs);
  if (isKnown && there === agreed) return;
  const meant = read(field, there);
  if ('problem' in meant) {
    value.problem = meant.problem;
    return;
  }
  agree(taken, theirs, there);
  if (meant.value === now) return;
  const agreedAsOurs = isKnown ? read(field, agreed) : undefined;
  const changedHere =
    agreedAsOurs === undefined
      ? // Both were there before they were linked, or mapped: what is empty on one side is filled from the other.
        now !== undefined
      : !('problem' in agreedAsOurs) && agreedAsOurs.value !== now;
  const oursStays = direction === 'both' && wins === 'ours' && changedHere;
  if (oursStays || (!isKnown && meant.value === undefined)) {
    if (direction === 'both') taken.pushBack[theirs] = now ?? null;
    return;
  }
  value.becomes = { value: meant.value };
  taken.changes[field.ours] = meant.value ?? null;
}

function takeStatus(taken: TakeIn, { mapping, record, link }: TakeInFacts): void {
  const field = statusFieldOf(mapping, record.object);
  if (field === undefined) return;
  const to = record.fields[field];
  const from = link?.agreed[field];
  // A mapped field of the same name has been taken in above: what counts is what was agreed on before.
  agree(taken, field, to);
  if (to === undefined || to === from || link === undefined || !hasAgreed(link)) return;
  // Of a field that was chosen for the status since, what it was before is not known: that is no change of it.
  if (from === undefined && link.modifiedAt < mapping.changedAt) return;
  taken.status = { from, to };
}

/** What both agreed on of what is still read: of the rest it is not known any more what becomes of it there. */
function knownStill(link: CrmLink | undefined, read: readonly string[]): Record<string, string> {
  const agreed = Object.entries(link?.agreed ?? {});
  return Object.fromEntries(agreed.filter(([field]) => field === OWNER || read.includes(field)));
}

/** False of a link that is new, or was moved from a record that was merged or converted: nothing was agreed on yet. */
function hasAgreed(link: CrmLink | undefined): boolean {
  return link !== undefined && Object.keys(link.agreed).length > 0;
}

function agree(taken: TakeIn, theirs: string, value: string | undefined): void {
  const others = Object.entries(taken.agreed).filter(([name]) => name !== theirs);
  taken.agreed = Object.fromEntries(value === undefined ? others : [...others, [theirs, value]]);
}
