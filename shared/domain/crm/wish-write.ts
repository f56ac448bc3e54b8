import type { Reason } from '../settings/reason.ts';
import { epochSeconds, plusMinutes } from '../time/instants.ts';
import type { Instant } from '../kernel/instant.ts';
import { isUnderWay, writeId, type CrmRecordOf, type CrmWork, type CrmWrite } from './crm-write.ts';

/** That something is to be written to a record of the CRM. */
export type CrmWish = CrmRecordOf & {
  organisation: string;
  /** Whose it is of ours: `lead.<id>` or `account.<id>`. */
  ours: string;
  work: CrmWork;
  /** Since when it is wished: an older wish never goes over a newer one. */
  at: Instant;
  /** Names the wish: the same again changes nothing. */
  key?: string | undefined;
  because?: Reason | undefined;
};

type Unsaved = Omit<CrmWrite, 'revision'>;
type Decided = { write: Unsaved } | 'unchanged';

/** Wishes whose names are kept: as many as may be repeated at once. */
const KEYS_KEPT = 20;
/** Under which a conversion notes since when it is wished. */
const CONVERT = 'convert';
const MINUTES_A_DAY = 24 * 60;
/** How long a write is kept that is not done, and one that is, in days. */
const OPEN_DAYS = 3_650;
const DONE_DAYS = 30;

/** When a write that is still to be done goes from the table: as good as never. */
export function expiryOfOpen(now: Instant): number {
  return epochSeconds(plusMinutes(now, OPEN_DAYS * MINUTES_A_DAY));
}

/** When a write that is done goes from the table. */
export function expiryOfDone(now: Instant): number {
  return epochSeconds(plusMinutes(now, DONE_DAYS * MINUTES_A_DAY));
}

/** The id of the write that a wish is of. */
export function writeIdOf({ kind, object, theirId, work }: Omit<CrmWish, 'at'>, activity = ''): string {
  return writeId({ kind, object, theirId }, work.kind === 'activity' ? { activity } : work.kind);
}

/**
 * The write after a wish: one item per record and aspect, so that none older goes over newer (B6). Of fields the newest
 * wish of each counts, also against what was written already; a conversion that was asked for is not asked for again; an
 * activity is written once.
 */
export function wished(item: CrmWrite | undefined, id: string, wish: CrmWish, now: Instant): Decided {
  if (item === undefined) return { write: firstWish(id, wish, now) };
  if (wish.key !== undefined && item.keys?.includes(wish.key) === true) return 'unchanged';
  switch (wish.work.kind) {
    case 'fields':
      return moreFields(item, wish, wish.work.fields, now);
    case 'convert': {
      const { status } = item.state;
      const isDone = status === 'written' && item.withdrawn !== true;
      if (isDone || status === 'claimed' || status === 'unknown') return 'unchanged';
      const before = item.since?.[CONVERT];
      if (before !== undefined && before > wish.at) return 'unchanged';
      return { write: { ...again(item, wish, wish.work, now), since: { [CONVERT]: wish.at } } };
    }
    case 'activity':
      return 'unchanged';
  }
}

function firstWish(id: string, wish: CrmWish, now: Instant): Unsaved {
  const { organisation, kind, object, theirId, ours, work, at, key, because } = wish;
  return {
    organisation,
    id,
    kind,
    object,
    theirId,
    ours,
    work,
    wish: 1,
    ...(work.kind === 'fields' && { since: datedAll(work.fields, at) }),
    ...(work.kind === 'convert' && { since: { [CONVERT]: at } }),
    ...(key !== undefined && { keys: [key] }),
    ...(because !== undefined && { because }),
    state: { status: 'pending', nextAt: now, tries: 0 },
    askedAt: now,
    expiresAt: expiryOfOpen(now),
  };
}

function moreFields(
  item: CrmWrite,
  wish: CrmWish,
  fields: Readonly<Record<string, string | null>>,
  now: Instant,
): Decided {
  const newer = Object.fromEntries(
    Object.entries(fields).filter(([field]) => {
      const since = item.since?.[field];
      return since === undefined || since <= wish.at;
    }),
  );
  if (Object.keys(newer).length === 0) return 'unchanged';
  // What was written is not written again by a wish for something else; what failed is.
  const before = item.work.kind === 'fields' && item.state.status !== 'written' ? item.work.fields : {};
  const next = again(item, wish, { kind: 'fields', fields: { ...before, ...newer } }, now);
  return { write: { ...next, since: { ...item.since, ...datedAll(newer, wish.at) } } };
}

/** The item with one wish more. Whoever is at it sees that there is one; one that waits for its time goes on waiting. */
function again(item: CrmWrite, { ours, key, because }: CrmWish, work: CrmWork, now: Instant): CrmWrite {
  const { because: _before, withdrawn: _withdrawn, ...rest } = item;
  return {
    ...rest,
    ours,
    work,
    wish: item.wish + 1,
    ...(key !== undefined && { keys: [...(item.keys ?? []), key].slice(-KEYS_KEPT) }),
    ...(because !== undefined && { because }),
    state: stateOfWish(item, now),
    askedAt: now,
    expiresAt: expiryOfOpen(now),
  };
}

function stateOfWish(item: CrmWrite, now: Instant): CrmWrite['state'] {
  const { state } = item;
  if (!isUnderWay(item)) return { status: 'pending', nextAt: now, tries: 0 };
  return state.status === 'pending' ? { ...state, tries: 0 } : state;
}

function datedAll(fields: Readonly<Record<string, unknown>>, at: Instant): Record<string, Instant> {
  return Object.fromEntries(Object.keys(fields).map((field) => [field, at]));
}

/** A conversion that nobody has begun, taken back by a status that is wished since then; what is begun goes on. */
export function withdrawn(item: CrmWrite | undefined, at: Instant, now: Instant): Decided {
  if (item === undefined || (item.since?.[CONVERT] ?? item.askedAt) > at) return 'unchanged';
  const { state } = item;
  if (state.status !== 'pending' && state.status !== 'failed') return 'unchanged';
  // Done with, so that nobody claims it, and nobody lets it be tried again either.
  const done = { state: { status: 'written' as const, at: now }, expiresAt: expiryOfDone(now) };
  return { write: { ...item, withdrawn: true, ...done } };
}
