import { connectorOf, type ConnectionKind } from '../../domain/connections/connectors.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { WithCrm } from './open-crm.ts';

/** Why a CRM could not be worked with, as the refusal of what somebody asked for (B1). */
export function refusalOfCrm(
  not: Exclude<WithCrm<unknown>, { kind: 'done' }>,
  kind: ConnectionKind,
): Refusal {
  const { label } = connectorOf(kind);
  switch (not.kind) {
    case 'absent':
      return { kind: 'conflict', detail: `${label} is not connected: connect it first.` };
    case 'paused':
      return { kind: 'conflict', detail: `The connection with ${label} is paused: let it go on first.` };
    case 'busy':
      return { kind: 'busy', detail: `The connection with ${label} is at work at this moment: try again.` };
    case 'late':
      return {
        kind: 'conflict',
        detail: `${label} did not answer within ${not.seconds} seconds, and nothing was changed: try again. If it stays so, look whether it answers others, or map fewer fields.`,
      };
    case 'fault':
      return { kind: 'conflict', detail: `${label}: ${not.message}` };
  }
}
