import { toLocalDate } from '#shared/domain/time/day-number.ts';
import type { Settings } from '#shared/domain/settings/settings.ts';
import { Random } from '../random.ts';
import { stepIds } from '../scenario.ts';
import { admin, editedStep, publishable } from '../stage.ts';
import { at, type Doings } from './acting.ts';

/** What changes the rules under way: settings, absences, sequences. */
export const rules = {
  async 'change-settings'(stage, { pick, vary }) {
    const values = at(stage.scenario.others, pick);
    if (values === undefined) return;
    const names = Object.keys(values) as (keyof Settings)[];
    const some = names.filter((_, n) => (vary >> n) % 2 === 0);
    await stage.decide('organisation', Object.fromEntries(some.map((name) => [name, values[name]])));
  },
  async 'change-own-settings'(stage, { pick, vary }) {
    const user = at(stage.scenario.users, pick);
    const { maxMailsPerDay = 5, workingHours } = at(stage.scenario.others, vary) ?? {};
    if (user === undefined || workingHours === undefined) return;
    await stage.decide(`user.${user.id}`, vary % 2 === 0 ? { maxMailsPerDay } : { workingHours });
  },
  async 'lengthen-delay'(stage, { vary }) {
    await stage.decide('organisation', { mailDelay: { kind: 'fixed', seconds: 900 + (vary % 2_700) } });
  },
  async 'be-absent'(stage, { pick, vary }) {
    const user = at(stage.scenario.users, pick);
    const colleague = at(stage.scenario.users, pick + 1);
    if (user === undefined || colleague === undefined) return;
    const day = (days: number) =>
      toLocalDate(new Date(stage.world.agenda.now + days * 86_400_000).toISOString().slice(0, 10));
    const from = vary % 3;
    const absence = {
      from: day(from),
      to: day(from + (vary % 6)),
      standIn: vary % 2 === 0 && colleague.id !== user.id ? colleague.id : null,
    };
    await stage.decide(`user.${user.id}`, { absences: vary % 5 === 0 ? [] : [absence] });
  },
  async 'edit-sequence'(stage, { pick, vary }) {
    const sequence = stage.sequences.get(pick % 2 === 0 ? 'q1' : 'q2');
    if (sequence === undefined) return;
    const steps = [...sequence.steps];
    const unused = stepIds.find((id) => !steps.some((step) => step.id === id));
    const random = new Random(vary, 'edit');
    if (vary % 3 === 0 && steps.length > 2) steps.splice(1 + (vary % (steps.length - 1)), 1);
    else if (unused !== undefined && steps.length < 7) steps.push(editedStep(sequence, unused, random));
    else steps.reverse();
    for (const { enrollment: id, sequence: of } of stage.history.enrolled)
      if (of === sequence.id) stage.history.touched.add(id);
    await stage.publish(publishable({ ...sequence, steps }));
  },
  async 'delete-sequence'(stage, { vary }) {
    // One of them, and rarely: a world without sequences is a quiet one.
    if (vary % 10 > 0) return;
    stage.history.tried.add('deleted q2');
    const counted = await stage.people.ask(admin, 'DELETE', '/v1/sequences/q2', { query: { confirm: '0' } });
    const confirm = /\d+/.exec(String(counted.body?.detail ?? '0'))?.[0] ?? '0';
    for (const { enrollment: id, sequence } of stage.history.enrolled)
      if (sequence === 'q2') stage.history.touched.add(id);
    const answer =
      counted.status < 300
        ? counted
        : await stage.people.ask(admin, 'DELETE', '/v1/sequences/q2', { query: { confirm } });
    if (answer.status >= 300) return;
    stage.sequences.delete('q2');
    stage.history.ended.push({ why: 'deleted', of: { sequence: 'q2' }, order: stage.world.order });
  },
} satisfies Doings;
