import type { Instant } from '../kernel/instant.ts';
import { maxInstant, plusMinutes } from '../time/instants.ts';
import type { CrmWork, CrmWrite } from './crm-write.ts';
import { expiryOfDone } from './wish-write.ts';

/**
 * How long a claim holds, in minutes: longer than any function lives that works on writes (ten at most), so that a call
 * made under a claim has ended, one way or the other, when the next claim begins.
 */
const CLAIM_MINUTES = 15;
/** How long a conversion of which no answer came may still be going on in the CRM, in minutes. */
const GRACE_MINUTES = 15;
/** Between two looks whether it was done. */
const LOOK_MINUTES = 5;

/** Minutes to wait after each failure; after the last, a person is asked. */
const PAUSES = [1, 5, 15, 60, 240, 720, 1_440] as const;

/** What came of a try. */
export type WriteEnd =
  | { kind: 'written' }
  /** It is to be tried again; `until`: not before, which counts as no try. */
  | { kind: 'again'; why: string; until?: Instant | undefined }
  /** No answer came: again, a minute from now at the earliest, even for a newer wish: the call may still be under way. */
  | { kind: 'unanswered'; why: string }
  /** The same of what may not be done twice. */
  | { kind: 'unknown' }
  /** It will not succeed as it is. */
  | { kind: 'failed'; why: string };

type Unsaved = Omit<CrmWrite, 'revision'>;

/** Whether somebody may claim a write now. A claim that ran out is one of `repeats`: that which may be done twice. */
export function isClaimable({ state }: Pick<CrmWrite, 'state'>, now: Instant, repeats: boolean): boolean {
  if (state.status === 'pending') return state.nextAt <= now;
  return state.status === 'claimed' && state.until <= now && repeats;
}

/** Whether there is something to do about a write now: to try it, or to find out what came of it. */
export function isDue({ state }: Pick<CrmWrite, 'state'>, now: Instant): boolean {
  switch (state.status) {
    case 'pending':
    case 'unknown':
      return state.nextAt <= now;
    case 'claimed':
      return state.until <= now;
    case 'written':
    case 'failed':
      return false;
  }
}

/** Tries that a write has had. */
function triesOfWrite({ state }: Pick<CrmWrite, 'state'>): number {
  return state.status === 'written' ? 0 : state.tries;
}

/** A write that is claimed; who was claimed it before and was lost had a try. */
export function claimed(item: CrmWrite, holder: string, now: Instant): CrmWrite {
  const lost = item.state.status === 'claimed' ? 1 : 0;
  return {
    ...item,
    revision: item.revision + 1,
    state: {
      status: 'claimed',
      until: plusMinutes(now, CLAIM_MINUTES),
      tries: triesOfWrite(item) + lost,
      holder,
    },
  };
}

/** What becomes of a claimed write; `mine`: as it was claimed. Undefined: somebody else has it by now. */
export function settled(
  item: CrmWrite | undefined,
  mine: CrmWrite,
  end: WriteEnd,
  now: Instant,
): Unsaved | undefined {
  const { state } = item ?? {};
  if (item === undefined || state?.status !== 'claimed' || mine.state.status !== 'claimed') return undefined;
  if (state.holder !== mine.state.holder) return undefined;
  const newer = item.wish > mine.wish;
  const left = end.kind === 'written' && newer ? notWritten(item.work, mine.work) : item.work;
  if (end.kind === 'written' && (!newer || left === undefined))
    return { ...item, state: { status: 'written', at: now }, expiresAt: expiryOfDone(now) };
  return { ...item, work: left ?? item.work, state: stateAfter(state.tries, newer, end, now) };
}

/** What a newer wish asks for beyond what was just written; undefined: nothing. */
function notWritten(now: CrmWork, done: CrmWork): CrmWork | undefined {
  if (now.kind !== 'fields' || done.kind !== 'fields') return undefined;
  const left = Object.entries(now.fields).filter(
    ([field, value]) => !Object.hasOwn(done.fields, field) || done.fields[field] !== value,
  );
  return left.length === 0 ? undefined : { kind: 'fields', fields: Object.fromEntries(left) };
}

function stateAfter(before: number, newer: boolean, end: WriteEnd, now: Instant): CrmWrite['state'] {
  const tries = newer ? 0 : before + 1;
  switch (end.kind) {
    case 'written':
      return { status: 'pending', nextAt: now, tries: 0 };
    case 'failed':
      return newer
        ? { status: 'pending', nextAt: now, tries: 0 }
        : { status: 'failed', at: now, tries, why: end.why };
    case 'unknown':
      return { status: 'unknown', since: now, nextAt: plusMinutes(now, 1), tries: before + 1 };
    case 'again':
      if (end.until !== undefined)
        return { status: 'pending', nextAt: maxInstant(now, end.until), tries: before, why: end.why };
      return newer ? { status: 'pending', nextAt: now, tries: 0, why: end.why } : paused(tries, end.why, now);
    case 'unanswered':
      return newer
        ? { status: 'pending', nextAt: plusMinutes(now, 1), tries: 0, why: end.why }
        : paused(tries, end.why, now);
  }
}

function paused(tries: number, why: string, now: Instant): CrmWrite['state'] {
  const minutes = PAUSES[tries - 1];
  return minutes === undefined
    ? { status: 'failed', at: now, tries, why }
    : { status: 'pending', nextAt: plusMinutes(now, minutes), tries, why };
}

/** A write that is to be tried, without some of its fields; without any left it is done with. */
export function withoutFields(item: CrmWrite, without: readonly string[], now: Instant): Unsaved {
  const left = Object.entries(item.work.kind === 'fields' ? item.work.fields : {}).filter(
    ([field]) => !without.includes(field),
  );
  return left.length === 0
    ? { ...item, state: { status: 'written', at: now }, expiresAt: expiryOfDone(now) }
    : { ...item, work: { kind: 'fields', fields: Object.fromEntries(left) } };
}

/** A write whose caller was lost, where doing it twice would matter: whether it was done is not known. */
export function lost(item: CrmWrite, now: Instant): Unsaved | undefined {
  const { state } = item;
  if (state.status !== 'claimed' || state.until > now) return undefined;
  return {
    ...item,
    state: { status: 'unknown', since: state.until, nextAt: now, tries: state.tries + 1 },
  };
}

/** What looking for it showed of a write that is `unknown`: it was done, or not (yet); `cannot`: there is no way to look. */
export type Look = 'done' | 'not-done' | 'cannot';

/** What becomes of a write that is `unknown` after a look; undefined: it is not so any more. */
export function lookedAt(item: CrmWrite | undefined, look: Look, now: Instant): Unsaved | undefined {
  const { state } = item ?? {};
  if (item === undefined || state?.status !== 'unknown') return undefined;
  switch (look) {
    case 'done':
      return { ...item, state: { status: 'written', at: now }, expiresAt: expiryOfDone(now) };
    case 'cannot': {
      const why = 'Whether it was written is not known: look there before you try it again.';
      return { ...item, state: { status: 'failed', at: now, tries: state.tries, why } };
    }
    case 'not-done': {
      // The call may still be under way there.
      if (now < plusMinutes(state.since, GRACE_MINUTES))
        return { ...item, state: { ...state, nextAt: plusMinutes(now, LOOK_MINUTES) } };
      const why = 'No answer came, and it was not done.';
      if (state.tries >= PAUSES.length)
        return { ...item, state: { status: 'failed', at: now, tries: state.tries, why } };
      return { ...item, state: { status: 'pending', nextAt: now, tries: state.tries, why } };
    }
  }
}

/** A write that a person lets be tried again, and wishes anew; undefined: there is nothing to try. */
export function triedAgain(item: CrmWrite, now: Instant): Unsaved | undefined {
  const { status } = item.state;
  if (status === 'written' || status === 'claimed') return undefined;
  // Looked for first: it may have been done.
  if (status === 'unknown' && item.work.kind === 'convert')
    return { ...item, state: { ...item.state, nextAt: now } };
  return { ...item, askedAt: now, state: { status: 'pending', nextAt: now, tries: 0 } };
}

/**
 * A write that was wished before the CRM was connected (anew): what was wished of the connection before may be long out of
 * date, or of another organisation there. A person says whether it still counts. Undefined: it is none.
 */
export function outlived(
  item: CrmWrite | undefined,
  connectedAt: Instant | undefined,
  now: Instant,
): Unsaved | undefined {
  const { state } = item ?? {};
  if (item === undefined || connectedAt === undefined || item.askedAt >= connectedAt) return undefined;
  if (state?.status !== 'pending' && state?.status !== 'claimed') return undefined;
  const why = 'It was wished before the CRM was connected anew: try it again if it still counts.';
  return { ...item, state: { status: 'failed', at: now, tries: state.tries, why } };
}
