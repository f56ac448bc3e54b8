import { queueArn, queueName } from '#infra/local/names.ts';
import { AwsFailure } from './aws/aws-failure.ts';
import type { CreatedSchedule } from './aws/inputs.ts';
import type { Random } from './random.ts';
import type { Surroundings } from './surroundings.ts';

type Entry = { name: string; at: number; queue: string; body: string; group: string | undefined };

/** How long an entry that fired is still there, in milliseconds. */
const GONE_AFTER_MS = 60_000;

/**
 * EventBridge Scheduler: entries that fire once, within the minute of their instant, and are gone shortly after: until
 * then none of their name can be made.
 * https://aws.amazon.com/blogs/compute/automatically-delete-schedules-upon-completion-with-amazon-eventbridge-scheduler/
 */
export class Schedules {
  readonly #world: Surroundings;
  readonly #random: Random;
  readonly #entries = new Map<string, Entry>();
  /** Until when those that fired are still there. */
  readonly #fired = new Map<string, number>();

  constructor(world: Surroundings, random: Random) {
    this.#world = world;
    this.#random = random;
  }

  /** When an entry is to fire; undefined: there is none of this name. */
  at(name: string): number | undefined {
    return this.#entries.get(name)?.at;
  }

  /** Bodies of what is still to come. */
  bodies(): string[] {
    return [...this.#entries.values()].map(({ body }) => body);
  }

  create({ Name: name, ScheduleExpression: expression, Target: target }: CreatedSchedule): object {
    const { now } = this.#world.agenda;
    if (!/^[0-9a-zA-Z\-_.]{1,64}$/.test(name)) throw invalid(`the name ${name}`);
    const local = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(expression)?.[1];
    const at = Date.parse(`${local}Z`);
    if (Number.isNaN(at)) throw invalid(`the expression ${expression}`);
    if (at <= now) throw invalid('an instant that is past');
    const queue = (['lanes', 'webhooks', 'matches'] as const).find(
      (one) => queueArn(queueName(one)) === target.Arn,
    );
    if (queue === undefined) throw invalid(`the target ${target.Arn}`);
    const group = target.SqsParameters?.MessageGroupId;
    if (queue === 'lanes' && group === undefined) throw invalid('a FIFO queue without a message group');
    if (this.#isThere(name)) throw new AwsFailure('ConflictException', 409, `There is a ${name}.`);
    this.#add({ name, at, queue: queueName(queue), body: target.Input, group });
    return {};
  }

  get(name: string): object {
    if (!this.#isThere(name)) throw new AwsFailure('ResourceNotFoundException', 404, `There is no ${name}.`);
    return {};
  }

  remove(name: string): object {
    this.get(name);
    this.#entries.delete(name);
    this.#fired.delete(name);
    return {};
  }

  #add(entry: Entry): void {
    const { agenda, faults } = this.#world;
    this.#entries.set(entry.name, entry);
    if (faults.happens('schedule-lost')) {
      agenda.at(entry.at, () => {
        if (this.#entries.get(entry.name) === entry) this.#complete(entry);
      });
      return;
    }
    const early = faults.happens('schedule-early') ? this.#random.between(200, 2_000) : 0;
    const late = faults.happens('schedule-late')
      ? this.#random.between(60_000, 3 * 3_600_000)
      : faults.happens('schedule-within-minute')
        ? this.#random.between(1_000, 59_000)
        : this.#random.between(0, 400);
    agenda.at(entry.at - early + (early > 0 ? 0 : late), () => this.#fire(entry));
  }

  #isThere(name: string): boolean {
    return this.#entries.has(name) || (this.#fired.get(name) ?? 0) > this.#world.agenda.now;
  }

  #complete({ name }: Entry): void {
    const { now } = this.#world.agenda;
    this.#entries.delete(name);
    for (const [gone, until] of this.#fired) if (until <= now) this.#fired.delete(gone);
    this.#fired.set(name, now + GONE_AFTER_MS);
  }

  #fire(entry: Entry): void {
    if (this.#entries.get(entry.name) !== entry) return;
    this.#complete(entry);
    const send = () => {
      this.#world.log(`${entry.name} fires`);
      this.#world.send(entry.queue, { body: entry.body, group: entry.group });
    };
    send();
    if (this.#world.faults.happens('schedule-twice'))
      this.#world.agenda.in(this.#random.between(1_000, 20 * 60_000), send);
  }
}

const invalid = (what: string): AwsFailure =>
  new AwsFailure('ValidationException', 400, `Scheduler does not take ${what}.`);
