import { userOf, type Doing } from './acts/acting.ts';
import { automations } from './acts/automations.ts';
import { calls } from './acts/calls.ts';
import { connections, goOn, lookAfter } from './acts/connections.ts';
import { crm } from './acts/crm.ts';
import { enrollments } from './acts/enrollments.ts';
import { feedback } from './acts/feedback.ts';
import { leads } from './acts/leads.ts';
import { rules } from './acts/rules.ts';
import { sending } from './acts/sending.ts';
import { tasks } from './acts/tasks.ts';
import type { Act, ActKind } from './scenario.ts';
import { admin, type Stage } from './stage.ts';

const doings: Record<ActKind | 'enroll', Doing> = {
  ...enrollments,
  ...leads,
  ...tasks,
  ...rules,
  ...sending,
  ...automations,
  ...feedback,
  ...crm,
  ...connections,
  ...calls,
};

/** Does an act. */
export function perform(stage: Stage, act: Act): void {
  stage.world.log(`now ${act.kind}`);
  stage.act(() => doings[act.kind](stage, act));
}

/** Has a person do everything that only a person can, as often as it takes: for the end of a world. */
export async function clearDesk(stage: Stage): Promise<void> {
  const { history, people } = stage;
  for (const held of history.held.filter(({ released }) => released === Infinity)) {
    held.released = stage.world.order;
    await people.ask(admin, 'DELETE', `/v1/holds/${held.id}`);
  }
  await tasks['resolve-unknown'](stage);
  if (stage.scenario.crm !== undefined) {
    await lookAfter(stage, true);
    await goOn(stage);
  }
  for (const who of [admin, ...stage.senders.map(userOf)]) {
    const { body } = await people.ask(who, 'GET', '/v1/tasks', { query: { limit: '100' } });
    for (const { id } of body?.items ?? [])
      await people.ask(who, 'POST', `/v1/tasks/${id}/complete`, { body: {} });
  }
}
