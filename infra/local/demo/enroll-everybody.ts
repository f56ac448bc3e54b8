import * as z from 'zod';
import type { ApiClient } from './api-client.ts';
import type { Plan } from './plan.ts';

const lead = z.object({ id: z.string(), ownerId: z.string() });
const enrolled = z.object({ results: z.array(z.object({ outcome: z.string() })) });
const MOST_A_CALL = 1000;

/** Every lead by the user in whose name it is enrolled: its owner, or the first user where that is nobody in the plan. */
export async function leadsByOwner(api: ApiClient, plan: Plan): Promise<Map<string, string[]>> {
  const [first = ''] = Object.keys(plan.users);
  const byOwner = new Map<string, string[]>();
  for await (const { id, ownerId } of api.list('/v1/leads', lead)) {
    const owner = ownerId in plan.users ? ownerId : first;
    const ids = byOwner.get(owner);
    if (ids === undefined) byOwner.set(owner, [id]);
    else ids.push(id);
  }
  return byOwner;
}

/** Enrolls leads on behalf of their owners. Says how many. */
export async function enrollEverybody(
  api: ApiClient,
  plan: Plan,
  byOwner: ReadonlyMap<string, string[]>,
): Promise<number> {
  let count = 0;
  for (const [userId, leadIds] of byOwner) {
    for (let start = 0; start < leadIds.length; start += MOST_A_CALL) {
      const { results } = await api.call('POST', '/v1/enrollments', enrolled, {
        body: { leadIds: leadIds.slice(start, start + MOST_A_CALL), sequenceId: plan.sequence.id, userId },
        headers: { 'idempotency-key': `demo-${userId}-${start}` },
      });
      count += results.filter(({ outcome }) => outcome === 'enrolled').length;
    }
  }
  return count;
}
