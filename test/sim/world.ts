import { functions, queues, type QueueName } from '#functions/manifest.ts';
import { queueName } from '#infra/local/names.ts';
import { LocalTable } from '#infra/local/aws/local-store.ts';
import { Queue, type Outgoing } from '#infra/local/aws/queue.ts';
import type { StatisticsTable } from '#shared/adapters/statistics-table.ts';
import type { Item } from '#shared/contracts/stored/codec.ts';
import type { Store } from '#shared/ports/store.ts';
import {
  memoryStore,
  memoryTables,
  statisticsTable,
  type MemoryTables,
} from '#test/support/memory/memory-store.ts';
import type { Change } from '#test/support/memory/memory-table.ts';
import { memoryTokenBucket } from '#test/support/memory/memory-token-bucket.ts';
import { Agenda } from './agenda.ts';
import { Claims } from './claims.ts';
import { CrmService } from './crm/crm-service.ts';
import { TelephoneService } from './crm/telephone-service.ts';
import { EventFiles } from './event-files.ts';
import { Faults, type FaultChances } from './faults.ts';
import { handlers } from './handlers.ts';
import type { Services } from './here.ts';
import type { Log } from './log.ts';
import { currentProcess, Process, type Instance } from './process.ts';
import { Provider } from './provider.ts';
import { Random } from './random.ts';
import { WishedWrites } from './crm/wished-writes.ts';
import { Schedules } from './schedules.ts';
import { queueSource, rateSource, streamSource } from './sources.ts';
import type { Ending, Surroundings } from './surroundings.ts';

type Running = { process: Process<World>; ended: (ending: Ending) => void };

/**
 * Everything there is: the functions of the manifest as they are deployed, what wakes them, the tables, and the
 * provider, over one agenda. Whatever happens goes through the agenda, one thing at a time, so that the seed alone
 * decides in which order.
 */
export class World implements Surroundings, Services {
  readonly agenda: Agenda;
  readonly faults: Faults;
  readonly store: Store;
  /** What is stored, as it is stored. */
  readonly tables: MemoryTables;
  readonly statistics: StatisticsTable;
  readonly provider: Provider;
  readonly crm: CrmService;
  readonly telephone: TelephoneService;
  readonly schedules: Schedules;
  readonly claims = new Claims();
  readonly wished = new WishedWrites();
  readonly tokens = memoryTokenBucket();
  readonly files = new Map<string, Buffer>();
  readonly eventFiles: EventFiles;
  readonly secrets = new Map<string, string>();
  /** Ids of webhooks that the receiver took. */
  readonly webhooks: string[] = [];
  readonly queues: ReadonlyMap<QueueName, Queue>;
  /** Called when a message of a queue was worked off. */
  onWorkedOff: (functionId: string, body: string) => void = () => undefined;
  /** Called when an item of a table was written. */
  onWritten: (change: { table: string; item: Item }) => void = () => undefined;
  /** Nothing goes wrong while the scene is set. */
  isSettingUp = true;
  readonly logsCalls: boolean;
  readonly #log: Log;
  readonly #chance: Random;
  readonly #running = new Map<Process<World>, Running>();
  readonly #idle = new Map<string, Instance[]>();
  #processes = 0;
  #ids = 0;
  #order = 0;

  constructor(of: { seed: number; start: number; chances: FaultChances; log: Log; pace?: number }) {
    const random = (name: string) => new Random(of.seed, name);
    this.agenda = new Agenda(of.start);
    this.faults = new Faults(random('faults'), of.chances);
    this.eventFiles = new EventFiles(this, random('event files'), this.files);
    this.provider = new Provider(this, random('provider'));
    this.crm = new CrmService(this, random('crm'));
    this.telephone = new TelephoneService(this, random('telephone'));
    this.schedules = new Schedules(this, random('schedules'));
    this.#log = of.log;
    this.#chance = random('machine');
    this.logsCalls = of.log.isWhole;
    const now = () => new Date(this.agenda.now).toISOString();
    const entries = (Object.keys(queues) as QueueName[]).map((name): [QueueName, Queue] => {
      const { fifo } = queues[name];
      const deadLetters = new Queue(
        { name: `${name}-dead`, fifo, visibilitySeconds: 60 },
        new LocalTable(),
        now,
      );
      const visibilitySeconds =
        6 *
        (functions.find(({ trigger }) => trigger.kind === 'queue' && trigger.queue === name)
          ?.timeoutSeconds ?? 60);
      return [name, new Queue({ name, fifo, visibilitySeconds, deadLetters }, new LocalTable(), now)];
    });
    this.queues = new Map(entries);
    const streams = new Map<string, ReturnType<typeof streamSource>[]>();
    for (const definition of functions) {
      const { id, trigger } = definition;
      switch (trigger.kind) {
        case 'queue': {
          const queue = this.queues.get(trigger.queue);
          if (queue !== undefined)
            queueSource(this, queue, { id, trigger }, random(`queue ${trigger.queue}`));
          break;
        }
        case 'stream':
          streams.set(trigger.table, [
            ...(streams.get(trigger.table) ?? []),
            streamSource(this, { id, trigger }, random(`stream ${id}`)),
          ]);
          break;
        case 'rate':
          rateSource(this, { ...definition, trigger }, id === 'sync-connections' ? of.pace : 1);
          break;
        case 'api':
        case 'public':
          break;
      }
    }
    const written = (change: Change): void => {
      if (change.table === 'enrollments')
        this.claims.written(change.item, change.before, this.order, currentProcess()?.id ?? '');
      if (change.table === 'crm-writes') this.wished.written(change.item, change.before, this);
      this.onWritten(change);
      for (const stream of streams.get(change.table) ?? []) stream(change);
    };
    this.tables = memoryTables(written);
    this.store = memoryStore(written, {}, this.tables);
    this.statistics = statisticsTable(this.tables.statistics);
  }

  /** Grows with everything that happens. */
  get order(): number {
    return this.#order;
  }

  log(line: string): void {
    this.#log.add(this.agenda.now, line);
  }

  chance(): number {
    return this.#chance.next();
  }

  newId(): string {
    this.#ids += 1;
    return `${this.agenda.now.toString(36).padStart(9, '0')}${this.#ids.toString(36).padStart(7, '0')}`;
  }

  /** Puts a message into a queue, by the queue's physical name. */
  send(physicalName: string, message: Outgoing): void {
    for (const [name, queue] of this.queues) if (queueName(name) === physicalName) queue.send(message);
  }

  sendTo(name: QueueName, message: Outgoing): void {
    this.queues.get(name)?.send(message);
  }

  gather(record: string): void {
    this.eventFiles.put(record);
  }

  workedOff(functionId: string, body: string): void {
    this.onWorkedOff(functionId, body);
  }

  /** Calls a function, in an instance that is free or a new one. `ended` is called once. */
  invoke(functionId: string, event: unknown, ended: (ending: Ending) => void): void {
    const definition = functions.find(({ id }) => id === functionId);
    if (definition === undefined) throw new Error(`There is no function ${functionId}.`);
    const free = this.#idle.get(functionId) ?? [];
    this.#idle.set(functionId, free);
    const instance = free.pop() ?? { kept: new Map<unknown, unknown>() };
    this.#processes += 1;
    const died = () => {
      this.#died(process);
    };
    const process: Process<World> = new Process<World>(this, {
      functionId,
      number: this.#processes,
      instance,
      died,
    });
    const end = (ending: Ending) => {
      if (!this.#running.delete(process)) return;
      if (ending.kind !== 'died') free.push(instance);
      if (ending.kind === 'failed') this.#failed(process, ending.error);
      ended(ending);
    };
    this.#running.set(process, { process, ended: end });
    const outOfTimeAt = this.agenda.now + definition.timeoutSeconds * 1_000;
    this.agenda.in(definition.timeoutSeconds * 1_000, () => {
      if (!this.#running.has(process)) return;
      this.log(`${process.id} is out of time`);
      this.#died(process);
    });
    const context = {
      awsRequestId: process.id,
      getRemainingTimeInMillis: () => Math.max(0, outOfTimeAt - this.agenda.now),
    };
    process.run(() => handlers[functionId]?.(event, context), end);
  }

  /** A call that failed is a fault of this world; any other error of a function's own making is a bug, and ends it. */
  #failed(process: Process<World>, error: unknown): void {
    this.log(`${process.id} fails: ${String(error)}`);
    if (error instanceof TypeError || error instanceof ReferenceError) throw error;
  }

  /** A process is gone, and its instance with it. */
  #died(process: Process<World>): void {
    process.die();
    this.#running.get(process)?.ended({ kind: 'died' });
  }

  /** Lets everything happen that is to happen until an instant, in epoch milliseconds. */
  async runUntil(until: number): Promise<void> {
    for (let next = this.agenda.next(); next !== undefined && next <= until; next = this.agenda.next()) {
      this.#order += 1;
      this.agenda.take()?.();
      await settled();
    }
    this.agenda.now = Math.max(this.agenda.now, until);
  }
}

/** Resolves when all that can go on without the outside has gone on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
