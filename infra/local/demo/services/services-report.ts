import * as z from 'zod';
import { isCrm, type ConnectionKind } from '#shared/domain/connections/connectors.ts';
import { ruleLookOutcomes } from '#shared/domain/crm/crm-rule.ts';
import { crmWriteStatuses } from '#shared/domain/crm/crm-write.ts';
import { incomingStatuses } from '#shared/domain/incoming/incoming-event.ts';
import type { ApiClient } from '../api-client.ts';
import type { Plan } from '../plan.ts';

const look = z.object({ outcome: z.enum(ruleLookOutcomes) });
const write = z.object({ what: z.string() });
const event = z.object({ what: z.string().optional() });

/** What came of the services that a plan connects (B6). */
export type ServicesReport = {
  /** Leads that came in by a rule and were enrolled. */
  cameIn: number;
  /** Records of the CRM that the rules looked at and left. */
  left: number;
  /** Leads of the CRM whose status was written. */
  statuses: number;
  conversions: number;
  demos: number;
  calls: number;
  /** Writes, records and events that failed, and those that still wait. */
  failed: number;
  waiting: number;
};

/** What each look of a rule counts for. */
const countOf = { enrolled: 'cameIn', 'no-match': 'left', refused: 'failed', waits: 'waiting' } as const;

/** Reads what came of the services back from the API. */
export async function collectServices(
  api: ApiClient,
  services: Plan['services'],
): Promise<ServicesReport | undefined> {
  if (services === undefined) return undefined;
  const of: ServicesReport = {
    ...{ cameIn: 0, left: 0, statuses: 0, conversions: 0, demos: 0, calls: 0, failed: 0, waiting: 0 },
  };
  for (const rule of Object.keys(services.crmRules)) {
    for await (const { outcome } of api.list(`/v1/crm-rules/${rule}/looks`, look)) {
      of[countOf[outcome]] += 1;
    }
  }
  for (const kind of Object.keys(services.connections) as ConnectionKind[]) {
    if (!isCrm(kind)) continue;
    for (const state of crmWriteStatuses) {
      for await (const { what } of api.list(`/v1/connections/${kind}/writes?state=${state}`, write)) {
        if (state === 'failed') of.failed += 1;
        else if (state !== 'written') of.waiting += 1;
        else if (what === 'convert') of.conversions += 1;
        else if (what === 'fields') of.statuses += 1;
      }
    }
  }
  for (const state of incomingStatuses) {
    for await (const { what } of api.list(`/v1/incoming-events?state=${state}`, event)) {
      if (state === 'taken') of[what === 'booking' ? 'demos' : 'calls'] += 1;
      else if (state !== 'ignored') of.waiting += 1;
    }
  }
  return of;
}

/** What came of the services, in sentences. */
export function describeServices(of: ServicesReport): string[] {
  const { cameIn, left, statuses, conversions, demos, calls, failed, waiting } = of;
  const end =
    failed === 0 && waiting === 0
      ? 'Nothing failed, and nothing waits.'
      : `${failed} FAILED, AND ${waiting} WAIT.`;
  return [
    `${cameIn} leads came in from the CRM by a rule, which left ${left} others alone; ${demos} demos were booked and ${calls} calls taken in.`,
    `Statuses of ${statuses} leads were written to the CRM, and ${conversions} were converted there, each once. ${end}`,
  ];
}
