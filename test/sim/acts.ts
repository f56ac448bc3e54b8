import { toLocalDate } from '#shared/domain/time/day-number.ts';
import type { Settings } from '#shared/domain/settings/settings.ts';
import type { Paused } from './history.ts';
import type { Received } from './provider.ts';
import { Random } from './random.ts';
import { stepIds, type Act, type ActKind, type Person } from './scenario.ts';
import { admin, editedStep, publishable, type Stage } from './stage.ts';

type Doing = (stage: Stage, act: Act) => Promise<void>;

const at = <T>(some: readonly T[], pick: number): T | undefined => some[pick % Math.max(1, some.length)];
const userOf = ({ id }: Person) => ({ id, role: 'user' as const });

/** What each act does, as whoever does it would: through the API, by a mail, or with the provider. */
const doings: Record<ActKind | 'enroll', Doing> = {
  async enroll(stage, { pick, vary }) {
    const { leads, history, people, world, scenario } = stage;
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
    if (answer.status !== 200) return;
    for (const { leadId, outcome, enrollmentId } of answer.body.results) {
      if (outcome !== 'enrolled') continue;
      if (history.enrolled.some(({ enrollment }) => enrollment === enrollmentId)) continue;
      history.enrolled.push({
        enrollment: enrollmentId,
        lead: leadId,
        sequence,
        user: user.id,
        begun,
        sure: world.order,
      });
    }
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
  async unsubscribe(stage, { pick }) {
    const mail = at(reached(stage), pick);
    const path = /<https:\/\/[^/]+(\/u\/[^>]+)>/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1];
    if (mail === undefined || path === undefined) return;
    const lead = leadOf(stage, mail);
    touchLead(stage, lead, 'unsubscribed');
    const answer = await stage.people.open('POST', path, {
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    if (answer.status === 200)
      stage.history.ended.push({ why: 'unsubscribed', of: { lead }, order: stage.world.order });
  },
  reply: (stage, act) => answerMail(stage, act, false),
  'automatic-reply': (stage, act) => answerMail(stage, act, true),
  convert: (stage, act) => leave(stage, act, 'converted', 'convert'),
  disqualify: (stage, act) => leave(stage, act, 'disqualified', 'disqualify'),
  async 'change-address'(stage, { pick, vary }) {
    const [name, lead] = at([...stage.leads], pick) ?? [];
    if (name === undefined || lead === undefined) return;
    touchLead(stage, lead);
    const email = `${name.toLowerCase()}.${vary}@example.com`;
    const before = await stage.people.ask(admin, 'GET', `/v1/leads/${lead}`);
    await stage.people.ask(admin, 'PATCH', `/v1/leads/${lead}`, {
      body: { email },
      headers: { 'if-match': before.etag ?? '' },
    });
  },
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
  async 'make-tasks'(stage, { pick, vary }) {
    const user = at(stage.scenario.users, pick);
    const lead = at([...stage.leads.values()], vary);
    if (user === undefined || lead === undefined) return;
    // Some minutes apart, so that their wake-ups come one upon the other.
    for (const minutes of [0, 1, 3]) {
      const due = new Date(stage.world.agenda.now + (90 + minutes + (vary % 600)) * 60_000).toISOString();
      await stage.people.ask(admin, 'POST', '/v1/tasks', {
        body: { type: 'custom', leadId: lead, userId: user.id, due, name: `Task ${vary}-${minutes}` },
        headers: { 'idempotency-key': `task-${pick}-${vary}-${minutes}` },
      });
    }
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
  async hold(stage, { pick, vary }) {
    const user = at(stage.scenario.users, vary);
    const id =
      at(
        ['organisation.all', 'organisation.mail', `sender.${user?.id}.all`, `sender.${user?.id}.sms`],
        pick,
      ) ?? '';
    if (stage.history.held.some((one) => one.id === id && one.released === Infinity)) return;
    const answer = await stage.people.ask(admin, 'PUT', `/v1/holds/${id}`, { body: { note: 'wait' } });
    if (answer.status < 300) stage.history.held.push({ id, sure: stage.world.order, released: Infinity });
  },
  async release(stage, { pick }) {
    const held = at(
      stage.history.held.filter(({ released }) => released === Infinity),
      pick,
    );
    if (held === undefined) return;
    held.released = stage.world.order;
    await stage.people.ask(admin, 'DELETE', `/v1/holds/${held.id}`);
  },
  async account({ world }, { pick, vary }) {
    const { provider, agenda } = world;
    const channel = vary % 4 === 0 ? 'sms' : 'mail';
    provider.account = {
      ...provider.account,
      [channel]: at(['paused', 'quota', 'sandbox'] as const, pick) ?? 'good',
    };
    world.log(`the account may not send: ${JSON.stringify(provider.account)}`);
    agenda.in(60_000 + (vary % 40) * 3_600_000, () => {
      provider.account = { ...provider.account, [channel]: 'good' };
      world.log(`the account may send: ${JSON.stringify(provider.account)}`);
    });
  },
};

/** Does an act. */
export function perform(stage: Stage, act: Act): void {
  stage.world.log(`now ${act.kind}`);
  stage.act(() => doings[act.kind](stage, act));
}

/** Has a person do everything that only a person can, as often as it takes: for the end of a world. */
export async function clearDesk(stage: Stage): Promise<void> {
  const { history, people, scenario } = stage;
  for (const held of history.held.filter(({ released }) => released === Infinity)) {
    held.released = stage.world.order;
    await people.ask(admin, 'DELETE', `/v1/holds/${held.id}`);
  }
  await doings['resolve-unknown'](stage, { at: 0, kind: 'resolve-unknown', pick: 0, vary: 0 });
  for (const user of scenario.users) {
    const { body } = await people.ask(userOf(user), 'GET', '/v1/tasks', { query: { limit: '100' } });
    for (const { id } of body?.items ?? [])
      await people.ask(userOf(user), 'POST', `/v1/tasks/${id}/complete`, { body: {} });
  }
}

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

async function leave(
  stage: Stage,
  { pick }: Act,
  why: 'converted' | 'disqualified',
  verb: string,
): Promise<void> {
  const lead = at([...stage.leads.values()], pick);
  if (lead === undefined) return;
  // Done again it changes nothing.
  const isNews = !stage.history.tried.has(`${why} ${lead}`);
  touchLead(stage, lead, why);
  const answer = await stage.people.ask(admin, 'POST', `/v1/leads/${lead}/${verb}`);
  if (answer.status === 200 && isNews)
    stage.history.ended.push({ why, of: { lead }, order: stage.world.order });
}

async function answerMail(stage: Stage, { pick, vary }: Act, automatic: boolean): Promise<void> {
  const mail = at(
    reached(stage).filter(({ replyTo }) => replyTo.startsWith('r+')),
    pick,
  );
  if (mail === undefined) return;
  touchLead(stage, leadOf(stage, mail), automatic ? 'auto-replied' : 'replied');
  const { world } = stage;
  const key = `answer-${world.newId()}`;
  const raw = [
    `From: ${mail.to}`,
    `To: ${mail.replyTo}`,
    `Subject: ${automatic ? 'Automatic reply' : 'Re'}: ${mail.subject}`,
    `Message-ID: <${key}@mail.example>`,
    `In-Reply-To: <${mail.messageId}@eu-west-1.amazonses.com>`,
    ...(automatic ? ['Auto-Submitted: auto-replied'] : []),
    '',
    automatic ? `I am away for ${vary % 9} days.` : 'Thank you, tell me more.',
  ].join('\r\n');
  world.files.set(key, Buffer.from(raw));
  world.sendTo('inbound-mail', {
    body: JSON.stringify({
      notificationType: 'Received',
      mail: { messageId: key },
      receipt: {
        timestamp: new Date(world.agenda.now).toISOString(),
        recipients: [mail.replyTo],
        action: { type: 'S3', bucketName: 'inbound', objectKey: key },
      },
    }),
  });
}

/** Mails that recipients have. */
function reached({ world }: Stage): Received[] {
  return world.provider.received.filter(({ channel }) => channel === 'mail');
}

/** The lead that a message is for: texts and subjects begin with its name. */
export function leadOf({ leads }: Stage, { text }: Pick<Received, 'text'>): string {
  return leads.get(/^\s*(L\d+) /.exec(text)?.[1] ?? '') ?? '';
}

/** The sequence and the step that a message is of, as its text says. */
export function stepOfMessage({ text }: Pick<Received, 'text'>): { sequence: string; step: string } {
  const [, sequence = '', step = ''] = /^\s*L\d+ (q\d) (s\d)/.exec(text) ?? [];
  return { sequence, step };
}

function isThere(stage: Stage, enrollmentId: string, step: string): boolean {
  const [lead, sequence] = enrollmentId.split('.');
  const claim = stage.world.claims.all.find((one) => one.enrollment === enrollmentId && one.step === step);
  return stage.world.provider.received.some((message) => {
    const of = stepOfMessage(message);
    return (
      leadOf(stage, message) === lead &&
      of.sequence === sequence &&
      of.step === step &&
      message.order > (claim?.order ?? 0)
    );
  });
}

function touchLead({ history }: Stage, lead: string, what?: string): void {
  if (what !== undefined) history.tried.add(`${what} ${lead}`);
  for (const { enrollment: id, lead: of } of history.enrolled) if (of === lead) history.touched.add(id);
}
