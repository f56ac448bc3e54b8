import type { ActivityEvent } from '#shared/domain/activity/activity.ts';
import type { Audited, Violation } from './audited.ts';

const HOUR_MS = 3_600_000;

/** B6: each call and booking that a service proved counts once, and one that somebody made up never. */
export async function told({ stage }: Audited): Promise<Violation[]> {
  const { world, history, scenario } = stage;
  if (scenario.crm === undefined) return [];
  const { store, agenda } = world;
  const counted = new Map<string, number>();
  const count = (mark: string): void => void counted.set(mark, (counted.get(mark) ?? 0) + 1);
  for (const lead of await Array.fromAsync(store.leads.scan())) {
    const { items } = await store.activities.ofLead('local', lead.id, { limit: 10_000 });
    for (const event of items.flatMap(({ events }) => events)) count(markOf(event));
  }
  const waiting = new Set<string>();
  const violations: Violation[] = [];
  const wrong = (rule: string, expected: string): void =>
    void violations.push({ rule, at: agenda.now, expected });
  for await (const { id, state, happening, receivedAt } of store.incomingEvents.scan()) {
    if (state.status === 'waiting' && receivedAt < stage.calmSince - HOUR_MS)
      wrong('F4 told', `${id} to be worked off; it waits`);
    if (state.status !== 'taken' && happening !== undefined) waiting.add(markOfHappening(happening));
  }
  for (const { what, mark, whom, isForged, sure } of history.told) {
    const times = counted.get(`${what} ${mark}`) ?? 0;
    const said = `the ${what} ${mark} of ${whom}`;
    if (isForged && times > 0) wrong('B6 forged', `${said} not to count: nobody proved it`);
    if (!isForged && times > 1) wrong('B6 told once', `${said} to count once, not ${times} times`);
    if (!isForged && sure !== undefined && times === 0 && !waiting.has(`${what} ${mark}`))
      wrong('B6 told', `${said} to count, or to wait for a person: it was taken`);
  }
  return violations;
}

function markOf(event: ActivityEvent): string {
  if (event.type === 'call-received' || event.type === 'call-made') return `call ${event.seconds}`;
  return event.type === 'demo-booked' ? `booking ${event.name}` : '';
}

function markOfHappening(happening: { type: string; seconds?: number; name?: string }): string {
  return happening.type === 'call' ? `call ${happening.seconds}` : `booking ${happening.name}`;
}
