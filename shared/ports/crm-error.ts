import type { Instant } from '../domain/kernel/instant.ts';
import type { CrmObject } from '../domain/crm/crm-object.ts';

/** What went wrong with a call of a CRM, as far as it matters to who called. */
export type CrmFault =
  /** It does not let us in any more: a person has to connect again. */
  | { kind: 'unauthorised' }
  /** Too much at once: not before `until`. */
  | { kind: 'throttled'; until: Instant }
  /** The day’s allowance of calls is used up: not before `until`. */
  | { kind: 'allowance'; until: Instant }
  /** It is not there for the moment, or something between us is broken. Nothing was done. */
  | { kind: 'unavailable' }
  /** A request went out and no answer came: whether it was done is not known. */
  | { kind: 'unknown' }
  /** A field that is mapped is not there (any more), or may not be used. */
  | { kind: 'no-field'; object: CrmObject; field: string }
  /** It refuses what was asked for. */
  | { kind: 'refused' };

/** Thrown by connectors alone. The message is for people: it says what to mend, and holds no secret. */
export class CrmError extends Error {
  override readonly name = 'CrmError';
  readonly fault: CrmFault;

  constructor(fault: CrmFault, message: string) {
    super(message);
    this.fault = fault;
  }
}
