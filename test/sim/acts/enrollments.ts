import type { Paused } from '../history.ts';
import { enrollmentOf } from '../messages.ts';
import type { Received } from '../provider.ts';
import type { Act } from '../scenario.ts';
import { admin, type Stage } from '../stage.ts';
import { at, noteEnrolled, type Doings } from './acting.ts';

/** What reps and admins do to enrollments. */
export const enrollments = {
  async enroll(stage, { pick, vary }) {
    const { leads, people, world, scenario } = stage;
    const user = at(scenario.users, vary);
    const sequence = vary % 3 === 0 ? 'q2' : 'q1';
    if (user === undefined) return;
    const all = [...leads];
    const count = 1 + (vary % 12);
    const names = Array.from({ length: Math.min(count, all.length) }, (_, n) => at(all, pick + n));
    const leadIds = names.flatMap((one) => (one === undefined ? [] : [one[1]]));
    const begun = world.order;
    const answer = await people.ask(admin, 'POST', '/v1/enrollments', {
      body: { leadIds, sequenceId: sequence, userId: user.id },
      headers: { 'idempotency-key': `enroll-${pick}-${vary}` },
    });
    noteEnrolled(stage, answer, { sequence, user: user.id, begun });
  },
  pause: (stage, act) => pause(stage, act, {}),
  'pause-for-a-while': (stage, act) => pause(stage, act, { minutes: 1 + (act.vary % 20_000) }),
  async resume(stage, act) {
    const paused = at(
      stage.history.paused.filter(({ resumed }) => resumed === Infinity),
      act.pick,
    );
    if (paused === undefined) return;
    stage.history.mayGoOn(paused.enrollment, stage.world.order);
    await stage.people.ask(admin, 'POST', `/v1/enrollments/${paused.enrollment}/resume`);
  },
  async 'resume-and-stop'(stage, { pick, vary }) {
    const { history, people, world } = stage;
    const paused = at(
      history.paused.filter(({ resumed }) => resumed === Infinity),
      pick,
    );
    if (paused === undefined) return;
    const { enrollment: id } = paused;
    history.touched.add(id);
    history.mayGoOn(id, world.order);
    history.tried.add(`stopped ${id}`);
    const verbs = vary % 2 === 0 ? ['resume', 'stop'] : ['stop', 'resume'];
    await Promise.all(
      verbs.map(async (verb) => {
        const answer = await people.ask(admin, 'POST', `/v1/enrollments/${id}/${verb}`);
        if (verb === 'stop' && answer.status === 200)
          history.ended.push({ why: 'stopped', of: { enrollment: id }, order: world.order });
      }),
    );
  },
  stop: (stage, act) => end(stage, act, 'stopped', 'POST', 'stop'),
  async 'stop-in-flight'(stage, { vary }) {
    const { history, people, world } = stage;
    const begin = (message: Received) => {
      const id = enrollmentOf(stage, message);
      if (id === undefined) return;
      history.touched.add(id);
      history.tried.add(`stopped ${id}`);
      stage.act(async () => {
        const answer = await people.ask(admin, 'POST', `/v1/enrollments/${id}/stop`);
        if (answer.status === 200)
          history.ended.push({ why: 'stopped', of: { enrollment: id }, order: world.order });
      });
    };
    world.provider.meanwhile = { ms: 60 + (vary % 1_500), begin };
  },
  async move(stage, act) {
    const enrolled = enrollment(stage, act);
    if (enrolled === undefined) return;
    const begun = stage.world.order;
    stage.history.tried.add(`moved ${enrolled.enrollment}`);
    const answer = await stage.people.ask(admin, 'POST', `/v1/enrollments/${enrolled.enrollment}/move`, {
      body: { sequenceId: enrolled.sequence === 'q1' ? 'q2' : 'q1' },
    });
    if (answer.status !== 200) return;
    stage.history.ended.push({
      why: 'moved',
      of: { enrollment: enrolled.enrollment },
      order: stage.world.order,
    });
    const { id, leadId, sequenceId, userId } = answer.body;
    if (stage.history.enrolled.some((one) => one.enrollment === id)) return;
    stage.history.enrolled.push({
      enrollment: id,
      lead: leadId,
      sequence: sequenceId,
      user: userId,
      begun,
      sure: stage.world.order,
    });
    stage.history.touched.add(id);
  },
  async pin(stage, act) {
    const enrolled = enrollment(stage, act);
    if (enrolled === undefined) return;
    await stage.people.ask(admin, 'PUT', `/v1/enrollments/${enrolled.enrollment}/pin`, {
      body: { pinned: act.vary % 2 === 0 },
    });
  },
} satisfies Doings;

function enrollment({ history }: Stage, { pick }: Act) {
  const enrolled = at(history.enrolled, pick);
  if (enrolled !== undefined) history.touched.add(enrolled.enrollment);
  return enrolled;
}

async function pause(stage: Stage, act: Act, body: object): Promise<void> {
  const enrolled = enrollment(stage, act);
  if (enrolled === undefined) return;
  const { enrollment: id } = enrolled;
  stage.history.mayGoOn(id, stage.world.order);
  const answer = await stage.people.ask(admin, 'POST', `/v1/enrollments/${id}/pause`, { body });
  if (answer.status !== 200 || answer.body.state.status !== 'paused') return;
  const { until } = answer.body.state;
  const paused: Paused = { enrollment: id, sure: stage.world.order, resumed: Infinity };
  stage.history.paused.push(paused);
  if (until === undefined) return;
  // A wake-up may come two seconds early.
  stage.world.agenda.at(Date.parse(until) - 3_000, () => {
    paused.resumed = Math.min(paused.resumed, stage.world.order);
  });
}

async function end(stage: Stage, act: Act, why: 'stopped', method: string, verb: string): Promise<void> {
  const enrolled = enrollment(stage, act);
  if (enrolled === undefined) return;
  stage.history.tried.add(`${why} ${enrolled.enrollment}`);
  const answer = await stage.people.ask(admin, method, `/v1/enrollments/${enrolled.enrollment}/${verb}`);
  if (answer.status === 200)
    stage.history.ended.push({ why, of: { enrollment: enrolled.enrollment }, order: stage.world.order });
}
