import { isThere } from '../messages.ts';
import { admin } from '../stage.ts';
import { IN_TIME_MS } from '../audit/custom-tasks.ts';
import { at, userOf, type Doings } from './acting.ts';

/** What people do with their tasks, and with sends of which nobody knows. */
export const tasks = {
  async 'close-tasks'(stage, { vary }) {
    for (const user of stage.scenario.users) {
      const { body } = await stage.people.ask(userOf(user), 'GET', '/v1/tasks', { query: { limit: '100' } });
      const tasks: { id: string }[] = body?.items ?? [];
      for (const [n, { id }] of tasks.entries()) {
        if ((vary + n) % 4 === 0) continue;
        const verb = (vary + n) % 7 === 1 ? 'skip' : 'complete';
        await stage.people.ask(userOf(user), 'POST', `/v1/tasks/${id}/${verb}`, { body: {} });
      }
    }
  },
  async 'send-by-hand'(stage, { pick }) {
    const user = at(stage.scenario.users, pick);
    if (user === undefined) return;
    const { body } = await stage.people.ask(userOf(user), 'GET', '/v1/tasks', { query: { limit: '100' } });
    const mails = (body?.items ?? []).filter(({ type }: { type: string }) =>
      ['mail', 'sms', 'reply'].includes(type),
    );
    const task = at<{ id: string }>(mails, pick);
    if (task !== undefined)
      await stage.people.ask(userOf(user), 'POST', `/v1/tasks/${task.id}/send`, { body: {} });
  },
  async 'resolve-unknown'(stage) {
    const { world, people, history } = stage;
    const { body } = await people.ask(admin, 'GET', '/v1/enrollments', {
      query: { status: 'unknown', limit: '100' },
    });
    for (const { id, state } of body?.items ?? []) {
      if (Date.parse(state.listedAt) > world.agenda.now) continue;
      // This person has seen the recipient's mailbox and telephone.
      const arrived = isThere(stage, id, state.step);
      if (!arrived) history.resent.add(`${id} ${state.step}`);
      await people.ask(admin, 'POST', `/v1/enrollments/${id}/resolve`, {
        body: { outcome: arrived ? 'sent' : 'resend' },
      });
    }
  },
  async 'make-tasks'(stage, { pick, vary }) {
    const { world, people, history } = stage;
    const user = at(stage.scenario.users, pick);
    const lead = at([...stage.leads.values()], vary);
    if (user === undefined || lead === undefined) return;
    // Some minutes apart, so that their wake-ups come one upon the other, and at all hours, so that some are worked.
    for (const hours of [0, 6, 12, 18]) {
      for (const minutes of [0, 1, 3]) {
        const due = world.agenda.now + (90 + hours * 60 + minutes + (vary % 600)) * 60_000;
        const name = `Task ${vary}-${hours}-${minutes}`;
        const planned: { begun: number; expected?: number } = { begun: world.order };
        history.planned.set(name, planned);
        world.agenda.at(due + IN_TIME_MS, () => (planned.expected = world.order));
        await people.ask(admin, 'POST', '/v1/tasks', {
          body: { type: 'custom', leadId: lead, userId: user.id, due: new Date(due).toISOString(), name },
          headers: { 'idempotency-key': `task-${pick}-${vary}-${hours}-${minutes}` },
        });
      }
    }
  },
} satisfies Doings;
