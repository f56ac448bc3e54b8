import type { UserId } from '../../domain/kernel/ids.ts';
import type { ForecastLimits, ForecastLeads } from '../../domain/forecast/forecast-query.ts';
import type { Zone } from '../../domain/kernel/instant.ts';
import type { Problem } from '../../domain/kernel/problem.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type AccessScope } from '../../domain/people/access.ts';
import type { Lead } from '../../domain/people/people.ts';
import { walkPages } from '../../ports/walk.ts';
import type { ForecastPorts } from './load-under-way.ts';
import { fromEpochMs } from '../../domain/time/instants.ts';

/** The leads that a forecast is for, or every reason why not. */
export async function loadForecastLeads(
  ports: ForecastPorts,
  of: {
    organisation: string;
    by: string;
    access: AccessScope;
    query: ForecastLeads;
    limits: ForecastLimits;
    /** Where the request names them. */
    path: readonly string[];
    /** Imaginary leads that the request has before these. */
    imagined: number;
  },
): Promise<{ kind: 'leads'; leads: Lead[] } | Refusal> {
  const { organisation, by, access, query, limits } = of;
  if ('count' in query) {
    if (query.count > limits.leads) return tooMany(query.count, limits);
    return { kind: 'leads', leads: imagined(organisation, by, query, of.imagined) };
  }
  if ('all' in query) return accessibleLeads(ports, { organisation, access, limits });
  if ('owner' in query) {
    if (!canAccess(access, query.owner))
      return { kind: 'forbidden', detail: `You cannot see the leads of the user “${query.owner}”.` };
    const ownersLeads: AccessScope = { kind: 'users', ids: new Set([query.owner]) };
    return accessibleLeads(ports, { organisation, access: ownersLeads, limits });
  }
  if (query.ids.length > limits.leads) return tooMany(query.ids.length, limits);
  const leads = await ports.store.leads.getMany(organisation, query.ids);
  const byId = new Map(leads.map((lead) => [lead.id, lead]));
  const problems = query.ids.flatMap((id, index): Problem[] => {
    const lead = byId.get(id);
    const path = [...of.path, 'ids', String(index)];
    if (lead === undefined) return [{ path, message: `There is no lead “${id}”.` }];
    return canAccess(access, lead.ownerId)
      ? []
      : [{ path, message: `The lead “${id}” belongs to another user.` }];
  });
  if (problems.length > 0) return { kind: 'invalid', problems };
  return { kind: 'leads', leads: query.ids.flatMap((id) => byId.get(id) ?? []) };
}

/** Every lead of the users in reach. */
async function accessibleLeads(
  { store }: ForecastPorts,
  { organisation, access, limits }: { organisation: string; access: AccessScope; limits: ForecastLimits },
): Promise<{ kind: 'leads'; leads: Lead[] } | Refusal> {
  const leads: Lead[] = [];
  for (const of of access.kind === 'all' ? [undefined] : access.ids) {
    const query = of === undefined ? undefined : ({ index: 'byOwner', of } as const);
    for await (const { items } of walkPages((page) => store.leads.list(organisation, { ...page, query }))) {
      leads.push(...items);
      if (leads.length > limits.leads) return tooMany(leads.length, limits);
    }
  }
  return { kind: 'leads', leads };
}

/** Leads that are not there yet, with an address and a number, so that nothing is skipped for want of one. */
function imagined(
  organisation: string,
  ownerId: UserId,
  { count, zone }: { count: number; zone?: Zone | undefined },
  before: number,
): Lead[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `lead${String(before + index + 1).padStart(12, '0')}`;
    return {
      organisation,
      id,
      revision: 0,
      status: 'lead' as const,
      ownerId,
      email: `${id}@example.com`,
      phone: '+33600000000',
      ...(zone !== undefined && { zone }),
      fields: {},
      suppression: {},
      createdAt: fromEpochMs(0),
    };
  });
}

/** More leads than one forecast is for. */
export function tooMany(count: number, { leads: most, inJob }: ForecastLimits): Refusal {
  const message = inJob
    ? `That is a forecast of ${count} leads, and a job foresees ${most} at most: narrow it to a user or a sequence.`
    : `That is a forecast of ${count} leads, and ${most} are answered directly: narrow it, or make a job of kind “forecast”.`;
  return { kind: 'invalid', problems: [{ path: ['leads'], message }] };
}
