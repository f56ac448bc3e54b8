import { createApi } from '#test/support/create-api.ts';
import type { Role } from '#shared/domain/people/people.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { apiEvent, apiWorld, send, type As } from './api.ts';
import type { ProviderBehaviour } from './memory/memory-sender.ts';
import { ORGANISATION, seed, SENDER, SEQUENCE, world, type World } from './world.ts';
import { at } from './at.ts';

/** An id of a lead as the API takes it. */
export const LEAD = 'k3j9x0q2m4v7b1zc';

/** The engine in memory with the API over it. */
export type TaskWorld = World & { as: (userId: string, role: Role) => As };

export function taskWorld(start: Instant, behave?: (call: number) => ProviderBehaviour): TaskWorld {
  const w = world(start, behave);
  const { ports } = apiWorld(start);
  const handler = createApi({ ...ports, ...w.ports, clock: w.clock, outgoing: async () => w.ports });
  const as =
    (userId: string, role: Role): As =>
    async (method, path, options = {}) => {
      const claims = {
        'custom:organisation': ORGANISATION,
        'custom:user_id': userId,
        'cognito:groups': `[${role}]`,
      };
      return send(handler, apiEvent(method, path, { ...options, claims }));
    };
  return { ...w, as };
}

/** A world with one sequence, its leads enrolled on its first instant. */
export async function enrolledWorld(
  of: Parameters<typeof seed>[1],
  {
    start = at('2027-03-01T08:00:00.000Z'),
    behave,
  }: { start?: Instant; behave?: (call: number) => ProviderBehaviour } = {},
): Promise<TaskWorld> {
  const w = taskWorld(start, behave);
  const leads = of.leads ?? [{ id: LEAD }];
  await seed(w, { ...of, leads });
  await enrollLeads(w.ports, {
    organisation: ORGANISATION,
    leadIds: leads.map(({ id }) => id),
    sequenceId: SEQUENCE,
    userId: SENDER,
    by: SENDER,
    now: start,
  });
  return w;
}
