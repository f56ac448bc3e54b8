import * as z from 'zod';
import { later, type InstantText } from '../clock.ts';
import { region, account } from '../names.ts';
import { Agenda } from './agenda.ts';
import type { Queue } from './queue.ts';
import type { LocalTable } from './local-store.ts';
import {
  AwsError,
  json,
  jsonBody,
  jsonError,
  type AwsRequest,
  type AwsResponse,
  type Service,
} from './wire.ts';

const createInput = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().optional(),
  GroupName: z.string().default('default'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  ActionAfterCompletion: z.enum(['NONE', 'DELETE']).default('NONE'),
  ClientToken: z.string().optional(),
  FlexibleTimeWindow: z.object({ Mode: z.enum(['OFF', 'FLEXIBLE']) }).loose(),
  Target: z
    .object({
      Arn: z.string(),
      RoleArn: z.string(),
      Input: z.string().optional(),
      SqsParameters: z.object({ MessageGroupId: z.string().optional() }).optional(),
    })
    .loose(),
});

/** One entry of a schedule group: fires once, at a whole second. */
export type Schedule = Omit<z.output<typeof createInput>, 'ClientToken'> & {
  Name: string;
  at: InstantText;
  createdAt: InstantText;
  clientToken?: string | undefined;
  /** It deletes itself, and has not yet. */
  firedAt?: InstantText | undefined;
};

/**
 * How long an entry that fired is still there, in seconds: "shortly after" it is deleted, and none of its name can be made
 * until then.
 * https://aws.amazon.com/blogs/compute/automatically-delete-schedules-upon-completion-with-amazon-eventbridge-scheduler/
 */
const GONE_AFTER_SECONDS = 60;

const invalid = (message: string): AwsError => new AwsError(400, 'ValidationException', message);
const isTaken = (name: string): AwsError =>
  new AwsError(409, 'ConflictException', `Schedule ${name} already exists.`);
const isMissing = (name: string): AwsError =>
  new AwsError(404, 'ResourceNotFoundException', `Schedule ${name} does not exist.`);

/** EventBridge Scheduler for one-time schedules (`at(...)`, UTC) that send to a queue. */
export class Scheduler {
  readonly #schedules: LocalTable<Schedule>;
  readonly #queues: ReadonlyMap<string, Queue>;
  readonly #now: () => InstantText;
  readonly #agenda = new Agenda();
  /** Keys of those that fired and are still there, the first to fire first. */
  readonly #fired = new Set<string>();
  /** Called when a schedule is made. */
  onArrival: () => void = () => undefined;

  constructor(schedules: LocalTable<Schedule>, queues: ReadonlyMap<string, Queue>, now: () => InstantText) {
    this.#schedules = schedules;
    this.#queues = queues;
    this.#now = now;
    for (const schedule of schedules.values()) {
      if (schedule.firedAt === undefined) this.#plan(schedule);
      else this.#fired.add(keyOf(schedule.GroupName, schedule.Name));
    }
  }

  readonly service: Service = { answer: (request) => this.#answer(request), refuse: jsonError };

  get size(): number {
    return this.#schedules.size;
  }

  schedules(): Schedule[] {
    return [...this.#schedules.values()];
  }

  next(): InstantText | undefined {
    return this.#agenda.next();
  }

  /** Sends the messages of everything due; answers how many. */
  fireDue(): number {
    let fired = 0;
    for (let key = this.#agenda.take(this.#now()); key !== undefined; key = this.#agenda.take(this.#now())) {
      const schedule = this.#schedules.get(key);
      if (schedule === undefined) continue;
      const target = schedule.Target;
      const queue = this.#queues.get(target.Arn.split(':').at(-1) ?? '');
      queue?.send({ body: target.Input ?? '{}', group: target.SqsParameters?.MessageGroupId });
      if (schedule.ActionAfterCompletion === 'DELETE') {
        this.#schedules.put(key, { ...schedule, firedAt: this.#now() });
        this.#fired.add(key);
      } else this.#schedules.put(key, { ...schedule, State: 'DISABLED' });
      fired += 1;
    }
    return fired;
  }

  #dropFired(): void {
    for (const key of this.#fired) {
      const firedAt = this.#schedules.get(key)?.firedAt;
      if (firedAt !== undefined && later(firedAt, GONE_AFTER_SECONDS) > this.#now()) return;
      if (firedAt !== undefined) this.#schedules.delete(key);
      this.#fired.delete(key);
    }
  }

  #plan(schedule: Schedule): void {
    if (schedule.State === 'ENABLED') this.#agenda.set(keyOf(schedule.GroupName, schedule.Name), schedule.at);
  }

  #answer(request: AwsRequest): AwsResponse {
    this.#dropFired();
    const [, collection, encoded] = request.url.pathname.split('/');
    const group = request.url.searchParams.get('groupName') ?? 'default';
    if (collection !== 'schedules') throw isMissing(request.url.pathname);
    if (encoded === undefined || encoded === '') return this.#list(request);
    const name = decodeURIComponent(encoded);
    if (request.method === 'POST') return this.#create(name, request, false);
    if (request.method === 'PUT') return this.#create(name, request, true);
    const schedule = this.#schedules.get(keyOf(group, name));
    if (schedule === undefined) throw isMissing(name);
    if (request.method === 'DELETE') {
      this.#schedules.delete(keyOf(group, name));
      this.#agenda.remove(keyOf(group, name));
      return json({});
    }
    return json({ ...shown(schedule), ...schedule, CreationDate: Date.parse(schedule.createdAt) / 1000 });
  }

  #create(name: string, request: AwsRequest, replace: boolean): AwsResponse {
    if (!/^[0-9a-zA-Z\-_.]{1,64}$/.test(name)) {
      throw invalid(`Value '${name}' at 'name' failed to satisfy constraint: [0-9a-zA-Z-_.]+, length <= 64`);
    }
    const { ClientToken: clientToken, ...input } = jsonBody(request, createInput);
    const key = keyOf(input.GroupName, name);
    const existing = this.#schedules.get(key);
    if (replace && existing === undefined) throw isMissing(name);
    if (!replace && existing !== undefined) {
      if (clientToken !== undefined && existing.clientToken === clientToken) return json(shown(existing));
      throw isTaken(name);
    }
    const schedule = {
      ...input,
      Name: name,
      at: this.#instantOf(input),
      createdAt: this.#now(),
      clientToken,
    };
    this.#checkTarget(schedule);
    this.#schedules.put(key, schedule);
    this.#plan(schedule);
    this.onArrival();
    return json(shown(schedule));
  }

  #instantOf(input: z.output<typeof createInput>): InstantText {
    const local = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(input.ScheduleExpression)?.[1];
    if (local === undefined) throw invalid(`Invalid Schedule Expression ${input.ScheduleExpression}.`);
    if (!['UTC', undefined].includes(input.ScheduleExpressionTimezone)) {
      throw invalid('The local Scheduler takes UTC only.');
    }
    const at = `${local}.000Z`;
    if (at <= this.#now()) throw invalid('Invalid Schedule Expression: the time is in the past.');
    return at;
  }

  #checkTarget(schedule: Schedule): void {
    const queue = this.#queues.get(schedule.Target.Arn.split(':').at(-1) ?? '');
    if (queue === undefined) throw invalid(`The target ${schedule.Target.Arn} is no queue of this system.`);
    if (queue.options.fifo && schedule.Target.SqsParameters?.MessageGroupId === undefined) {
      throw invalid('A FIFO queue as target needs SqsParameters.MessageGroupId.');
    }
  }

  #list(request: AwsRequest): AwsResponse {
    const parameters = request.url.searchParams;
    const group = parameters.get('ScheduleGroup');
    const prefix = parameters.get('NamePrefix') ?? '';
    const limit = Number(parameters.get('MaxResults') ?? 100);
    const after = parameters.get('NextToken') ?? '';
    const matching = this.schedules()
      .filter((each) => (group === null || each.GroupName === group) && each.Name.startsWith(prefix))
      .filter((each) => each.Name > after)
      .sort((a, b) => (a.Name < b.Name ? -1 : 1));
    const page = matching.slice(0, limit);
    const more = matching.length > limit ? { NextToken: page.at(-1)?.Name } : {};
    return json({
      Schedules: page.map((each) => ({ ...shown(each), Target: { Arn: each.Target.Arn } })),
      ...more,
    });
  }
}

const keyOf = (group: string, name: string): string => `${group}/${name}`;

const shown = (schedule: Schedule) => ({
  Name: schedule.Name,
  GroupName: schedule.GroupName,
  State: schedule.State,
  ScheduleArn: `arn:aws:scheduler:${region}:${account}:schedule/${schedule.GroupName}/${schedule.Name}`,
});
