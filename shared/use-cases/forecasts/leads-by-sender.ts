import type { UserId } from '../../domain/kernel/ids.ts';
import { isRefusal, type Refusal } from '../../domain/kernel/refusal.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { ForecastRequest, ForecastScope } from './check-scope.ts';
import { loadForecastLeads, tooMany } from './load-leads.ts';
import type { ForecastPorts } from './load-under-way.ts';

/** Leads that one request would enroll, in whose name. `imaginary`: they are not stored. */
export type LeadsOfSender = { userId: UserId; leads: Lead[]; imaginary: boolean };

/**
 * The leads of a forecast before enrolling, as the requests would come one after the other: in the order of the
 * query; where each lead is enrolled in the name of its owner, one request an owner, by the owner's id.
 */
export async function loadLeadsBySender(
  ports: ForecastPorts,
  { organisation, by, access, query, limits }: ForecastRequest,
  { enrollments }: Pick<ForecastScope, 'enrollments'>,
): Promise<{ kind: 'leads-by-sender'; requests: LeadsOfSender[] } | Refusal> {
  const requests: LeadsOfSender[] = [];
  let [count, imagined] = [0, 0];
  for (const [index, { leads: of, userId }] of enrollments.entries()) {
    const path = query.enrollments === undefined ? ['leads'] : ['enrollments', String(index), 'leads'];
    const found = await loadForecastLeads(ports, {
      organisation,
      by,
      access,
      query: of,
      limits,
      path,
      imagined,
    });
    if (isRefusal(found)) return found;
    const { leads } = found;
    count += leads.length;
    if (count > limits.leads) return tooMany(count, limits);
    const imaginary = 'count' in of;
    if (imaginary) imagined += leads.length;
    const bySender =
      userId === undefined
        ? [...Map.groupBy(leads, ({ ownerId }) => ownerId)].toSorted(([a], [b]) => (a < b ? -1 : 1))
        : [[userId, leads] as const];
    requests.push(...bySender.map(([sender, some]) => ({ userId: sender, leads: some, imaginary })));
  }
  return { kind: 'leads-by-sender', requests };
}
