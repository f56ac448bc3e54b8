import { makeAutomations, type Must } from './automation.ts';
import { connectServices, superAdmin } from './crm/set-up.ts';
import { makeFeedback } from './feedback.ts';
import { History } from './history.ts';
import type { Log } from './log.ts';
import { People, type Answer, type Role } from './people.ts';
import { Random } from './random.ts';
import { stepIds, stepOf, type Scenario, type Sequence, type Step } from './scenario.ts';
import { World } from './world.ts';

export const admin: { id: string; role: Role } = { id: 'ada', role: 'admin' };

/** A world with its people on it: what an act works with. */
export class Stage {
  readonly scenario: Scenario;
  readonly world: World;
  readonly people: People;
  readonly history = new History();
  /** Ids of the leads, by their first names. */
  readonly leads = new Map<string, string>();
  /** The steps of each sequence as last published. */
  readonly sequences = new Map<string, Sequence>();
  /** Every version that was published. */
  readonly versions: Sequence[] = [];
  /** From when on nothing goes wrong any more, in epoch milliseconds. */
  calmSince = Infinity;
  /** When what is under way of people's doing is done. */
  #acting = 0;

  constructor(scenario: Scenario, log: Log) {
    this.scenario = scenario;
    const { seed, start, chances, pace } = scenario;
    this.world = new World({ seed, start: start - 3_600_000, chances, log, pace });
    this.people = new People(this.world, new Random(seed, 'people'));
  }

  /** Makes users, settings, templates, sequences and leads, in the hour before anything begins. */
  async set(): Promise<void> {
    const { users, leads, sequences, settings } = this.scenario;
    const made = this.#make(users, leads, sequences, settings);
    const { start } = this.scenario;
    await this.world.runUntil(start);
    await made;
    this.world.isSettingUp = false;
  }

  /** Everybody in whose name something goes out. */
  get senders(): Scenario['users'] {
    return [...this.scenario.users, ...this.scenario.askers];
  }

  /** The same with the admin, who owns the leads at first: CRM rules enroll in the name of the owner. */
  get users(): Scenario['users'] {
    return [...this.senders, { id: admin.id, name: 'Ada', zone: 'UTC' }];
  }

  /** Has somebody act; what goes wrong in the acting itself ends the run. */
  act(acting: () => Promise<void>): void {
    this.#acting += 1;
    acting().then(
      () => (this.#acting -= 1),
      (error: unknown) => {
        this.history.faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
      },
    );
  }

  get isActing(): boolean {
    return this.#acting > 0;
  }

  /** Decides settings of a level, and keeps what may be in force from when on. */
  async decide(scope: string, values: Scenario['settings'], as = admin): Promise<void> {
    const before = await this.people.ask(as, 'GET', `/v1/settings/${scope}`);
    const latest = this.history.decided.findLast((one) => one.scope === scope);
    const decided = {
      scope,
      values: { ...latest?.values, ...values },
      begun: this.world.order,
      sure: undefined as number | undefined,
    };
    this.history.decided.push(decided);
    const headers = before.etag === undefined ? {} : { 'if-match': before.etag };
    const answer = await this.people.ask(as, 'PATCH', `/v1/settings/${scope}`, { body: values, headers });
    // A second try meets the revision that the first one wrote, whose answer was lost.
    if (answer.status === 200 || answer.status === 412) decided.sure = this.world.order;
    else this.#expect(answer, [404, 409]);
  }

  async publish(sequence: Sequence): Promise<Answer> {
    const { id, steps, stopOnReply } = sequence;
    const body = { name: id, draft: { steps, stopOnReply, unsubscribeLink: { language: 'en' } } };
    const before = await this.people.ask(admin, 'GET', `/v1/sequences/${id}`);
    const headers = before.etag === undefined ? {} : { 'if-match': before.etag };
    const saved = await this.people.ask(admin, 'PUT', `/v1/sequences/${id}`, { body, headers });
    if (saved.status >= 300) return saved;
    const answer = await this.people.ask(admin, 'POST', `/v1/sequences/${id}/publish`, {
      headers: { 'if-match': saved.etag ?? '' },
    });
    if (answer.status === 200) {
      this.sequences.set(id, sequence);
      this.versions.push(sequence);
    }
    return answer;
  }

  async #make(
    users: Scenario['users'],
    leads: Scenario['leads'],
    sequences: Sequence[],
    settings: Scenario['settings'],
  ): Promise<void> {
    const { people } = this;
    const put = async (path: string, body: unknown) => {
      this.#expect(await people.ask(admin, 'PUT', path, { body }), [200, 201]);
    };
    for (const { id, name, zone, role } of [
      { ...admin, name: 'Ada', zone: 'UTC' },
      ...this.senders.map((user) => ({ ...user, role: 'user' })),
    ]) {
      await put(`/v1/users/${id}`, { name, email: `${id}@acme.example`, zone, role });
    }
    await this.decide('organisation', settings);
    for (const { id } of sequences) {
      for (const step of stepIds) {
        const name = `${id} ${step}`;
        const mail = { subject: `{{ lead.firstName }} ${name}`, html: `<p>{{ lead.firstName }} ${name}</p>` };
        await put(`/v1/templates/mail-${id}-${step}`, { kind: 'mail', name, ...mail });
        const text = `{{ lead.firstName }} ${name} — {{ sender.name }}`;
        await put(`/v1/templates/sms-${id}-${step}`, { kind: 'sms', name, text });
        await put(`/v1/templates/task-${id}-${step}`, {
          kind: 'task',
          name,
          text: 'Call {{ lead.firstName }}',
        });
      }
    }
    for (const sequence of sequences) this.#expect(await this.publish(publishable(sequence)), [200]);
    for (const { name, ...lead } of leads) {
      const answer = await people.ask(admin, 'POST', '/v1/leads', { body: { ...lead, firstName: name } });
      this.#expect(answer, [201]);
      this.leads.set(name, answer.body.id);
    }
    const must: Must = async (method, path, body, headers = {}, query = {}) => {
      const who = path.startsWith('/v1/connections') ? superAdmin : admin;
      const answer = await people.ask(who, method, path, { body, headers, query });
      this.#expect(answer, [200, 201]);
      return answer;
    };
    await makeAutomations(must);
    await makeFeedback(must, users);
    const { scenario, world } = this;
    if (scenario.crm !== undefined)
      await connectServices({ must, people, world, scenario, crm: scenario.crm });
    this.history.switched.push({ on: true, begun: this.world.order, sure: this.world.order });
  }

  #expect(answer: Answer, statuses: number[]): void {
    if (statuses.includes(answer.status)) return;
    throw new Error(`an answer of ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
}

/** The same with its replies behind a mail, and an hour for every text, so that it can be published. */
export function publishable(sequence: Sequence): Sequence {
  const hasMail = (before: readonly Step[]) => before.some(({ type }) => type.includes('mail'));
  const steps = sequence.steps.map((step, n): Step => {
    const isLost = step.type === 'automated-reply' && !hasMail(sequence.steps.slice(0, n));
    return isLost ? { ...step, type: 'automated-mail' } : step;
  });
  return { ...sequence, steps };
}

/** A step that an edition puts in place of another, or at the end. */
export function editedStep(sequence: Sequence, id: string, random: Random): Step {
  return stepOf(sequence.id, id, false, random);
}
