import { ownerFieldOf, type CrmKind } from '../../domain/connections/connectors.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import { OWNER } from '../../domain/crm/decide-take-in.ts';
import type { CrmObject } from '../../domain/crm/crm-object.ts';
import type { CrmWrite } from '../../domain/crm/crm-write.ts';
import type { WriteEnd } from '../../domain/crm/settle-write.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { plusMinutes } from '../../domain/time/instants.ts';
import type { Crm, CrmWritten } from '../../ports/crm.ts';
import { CrmError, type CrmFault } from '../../ports/crm-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store } from '../../ports/store.ts';

/** What writing to a CRM reaches inside through. */
export type WritePorts = {
  store: Pick<Store, 'crmWrites' | 'crmLinks' | 'mappings' | 'picklists' | 'users'>;
  ids: Pick<Ids, 'next'>;
  clock: Clock;
};

/** Somebody at work on the writes of one connection. */
export type AtWork = {
  organisation: string;
  kind: CrmKind;
  crm: Crm;
  holder: string;
  now: Instant;
  /** Since when the CRM is connected: what was wished before is not written. Absent: since ever. */
  connectedAt?: Instant | undefined;
  /**
   * Reads records and takes them in; gives the ids of those that are there. Absent: this one cannot, and what has to be read
   * before it is written is left to one who can.
   */
  takesIn?: ((object: CrmObject, ids: readonly string[]) => Promise<ReadonlySet<string>>) | undefined;
  /** Whether there is time for more: what is left stays due. Absent: there is. */
  goesOn?: (() => boolean) | undefined;
};

/** How a connection is opened for some work: under its lease where it needs one, and with its health noted. */
export type OpensCrm = <T>(
  of: { organisation: string; kind: CrmKind; holder: string; now: Instant },
  work: (crm: Crm, connection: Connection) => Promise<T>,
) => Promise<
  | { kind: 'done'; value: T }
  | { kind: 'absent' | 'paused' | 'busy' }
  | { kind: 'fault'; fault: CrmFault; message: string }
  | { kind: 'late'; seconds: number }
>;

/** Minutes until writes are tried again of a connection that lets nobody in: a person has to connect it first. */
const UNAUTHORISED_MINUTES = 15;

/** What each member of a batch came to; `error`: what went wrong with the call itself, for the health of the connection. */
export type Called = {
  ends: { write: CrmWrite; end: WriteEnd | { kind: 'moved'; into: string } }[];
  error?: CrmError;
};

/**
 * Calls the CRM for a batch whose members are claimed, and says what came of each. Where one of them names a field that is
 * not there, it fails alone: the others are called for once more without it.
 */
export async function callFor(
  batch: readonly CrmWrite[],
  call: (batch: readonly CrmWrite[]) => Promise<CrmWritten[]>,
  of: { now: Instant; repeats: boolean },
): Promise<Called> {
  let left = batch;
  const done: Called['ends'] = [];
  let error: CrmError | undefined;
  while (left.length > 0) {
    try {
      const answers = await call(left);
      done.push(...left.map((write, index) => ({ write, end: endOf(answers[index], of.repeats) })));
      break;
    } catch (caught) {
      if (!(caught instanceof CrmError)) throw caught;
      error = caught;
      const to = left;
      const lacking = to.filter((write) => lacksField(write, caught.fault));
      const end = endOfFault(caught, of);
      if (caught.fault.kind !== 'no-field' || lacking.length === 0) {
        done.push(...to.map((write) => ({ write, end })));
        break;
      }
      done.push(...lacking.map((write) => ({ write, end })));
      left = to.filter((write) => !lacking.includes(write));
    }
  }
  return { ends: done, ...(error && { error }) };
}

/** Whether there is no point in calling again now. */
export function endsWork(error: CrmError | undefined): boolean {
  return error !== undefined && error.fault.kind !== 'no-field' && error.fault.kind !== 'refused';
}

function lacksField(write: CrmWrite, fault: CrmFault): boolean {
  return fault.kind === 'no-field' && Object.hasOwn(valuesForCrm(write), fault.field);
}

/** The values of a write by their names in the CRM: the owner is kept under a name of ours. */
export function valuesForCrm({ work, kind }: Pick<CrmWrite, 'work' | 'kind'>): Record<string, string | null> {
  if (work.kind !== 'fields') return {};
  const named = Object.entries(work.fields).map(([field, value]) => [
    field === OWNER ? ownerFieldOf(kind) : field,
    value,
  ]);
  return Object.fromEntries(named) as Record<string, string | null>;
}

function endOf(answer: CrmWritten | undefined, repeats: boolean): Called['ends'][number]['end'] {
  switch (answer?.kind) {
    case 'written':
      return { kind: 'written' };
    case 'later':
      return { kind: 'again', why: answer.why };
    case 'refused':
      return { kind: 'failed', why: answer.why };
    case 'gone':
      return answer.into === undefined
        ? { kind: 'failed', why: 'The record is not in the CRM any more.' }
        : { kind: 'moved', into: answer.into };
    case undefined:
      return unanswered('The CRM said nothing about it.', repeats);
  }
}

function endOfFault(
  { fault, message }: CrmError,
  { now, repeats }: { now: Instant; repeats: boolean },
): WriteEnd {
  switch (fault.kind) {
    case 'unauthorised':
      return { kind: 'again', why: message, until: plusMinutes(now, UNAUTHORISED_MINUTES) };
    case 'throttled':
    case 'allowance':
      return { kind: 'again', why: message, until: fault.until };
    case 'unavailable':
      return { kind: 'again', why: message };
    case 'unknown':
      return unanswered(message, repeats);
    case 'no-field':
    case 'refused':
      return { kind: 'failed', why: message };
  }
}

function unanswered(why: string, repeats: boolean): WriteEnd {
  return repeats ? { kind: 'unanswered', why } : { kind: 'unknown' };
}

/** Whether a write may be made twice without anything being so twice. */
export function mayRepeat({ work }: Pick<CrmWrite, 'work'>, crm: Pick<Crm, 'knowsActivities'>): boolean {
  return work.kind === 'fields' || (work.kind === 'activity' && crm.knowsActivities === true);
}

/** Whether a claim of it that ran out, or an unknown end, is to be looked into before anything else. */
export function isToBeLookedAt(write: CrmWrite, crm: Pick<Crm, 'knowsActivities'>): boolean {
  return write.state.status === 'unknown' || (write.state.status === 'claimed' && !mayRepeat(write, crm));
}
