import type { Zone } from '../../domain/kernel/instant.ts';
import type { Problem } from '../../domain/kernel/problem.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { reaches, type Caller, type Reach } from '../../domain/people/authority.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { ForecastPorts } from './load-outset.ts';

/** Which leads a forecast is for: named ones, all of an owner, or imaginary ones before there are any. */
export type LeadsWanted =
  { ids: readonly string[] } | { owner: string } | { count: number; zone?: Zone | undefined };

/** The leads that a forecast is for, or every reason why not. */
export async function loadLeadsToForesee(
  ports: ForecastPorts,
  of: { caller: Caller; reach: Reach; wanted: LeadsWanted; most: number },
): Promise<{ kind: 'leads'; leads: Lead[] } | Refusal> {
  const { caller, reach, wanted, most } = of;
  const { organisation } = caller;
  if ('count' in wanted) {
    if (wanted.count > most) return tooMany(wanted.count, most);
    return { kind: 'leads', leads: imagined(organisation, caller.userId, wanted) };
  }
  if ('owner' in wanted) {
    if (!reaches(reach, wanted.owner))
      return { kind: 'forbidden', detail: `You cannot see the leads of the user “${wanted.owner}”.` };
    return ofOwner(ports, organisation, wanted.owner, most);
  }
  if (wanted.ids.length > most) return tooMany(wanted.ids.length, most);
  const leads = await ports.store.leads.getMany(organisation, wanted.ids);
  const byId = new Map(leads.map((lead) => [lead.id, lead]));
  const problems = wanted.ids.flatMap((id, index): Problem[] => {
    const lead = byId.get(id);
    const path = ['leads', 'ids', String(index)];
    if (lead === undefined) return [{ path, message: `There is no lead “${id}”.` }];
    return reaches(reach, lead.ownerId)
      ? []
      : [{ path, message: `The lead “${id}” belongs to another user.` }];
  });
  if (problems.length > 0) return { kind: 'invalid', problems };
  return { kind: 'leads', leads: wanted.ids.flatMap((id) => byId.get(id) ?? []) };
}

async function ofOwner(
  { store }: ForecastPorts,
  organisation: string,
  of: string,
  most: number,
): Promise<{ kind: 'leads'; leads: Lead[] } | Refusal> {
  const leads: Lead[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.leads.list(organisation, {
      limit: 100,
      cursor,
      query: { index: 'byOwner', of },
    });
    leads.push(...page.items);
    if (leads.length > most) return tooMany(leads.length, most);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return { kind: 'leads', leads };
}

/** Leads that are not there yet, with an address and a number, so that nothing is skipped for want of one. */
function imagined(
  organisation: string,
  ownerId: string,
  { count, zone }: { count: number; zone?: Zone | undefined },
): Lead[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `lead${String(index + 1).padStart(12, '0')}`;
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
      createdAt: '',
    };
  });
}

/** More leads than are answered directly. */
export function tooMany(count: number, most: number): Refusal {
  const message = `That is a forecast of ${count} leads, and ${most} are answered directly: narrow it, or make a job of kind “forecast”.`;
  return { kind: 'invalid', problems: [{ path: ['leads'], message }] };
}
