import type { LeadId, UserId } from '../../domain/kernel/ids.ts';
import type { TakenValue } from '../../domain/crm/decide-take-in.ts';
import type { Instant } from '../../domain/kernel/instant.ts';

/** What became, or would become, of a record of the CRM. */
export type TakenIn = {
  outcome: 'create' | 'change' | 'same' | 'left' | 'refused';
  why?: string | undefined;
  /** Refused because somebody else was at it: to be tried again at once. */
  again?: boolean | undefined;
  leadId?: LeadId | undefined;
  accountId?: string | undefined;
  ownerId?: UserId | undefined;
  values?: TakenValue[] | undefined;
  at?: Instant | undefined;
};
