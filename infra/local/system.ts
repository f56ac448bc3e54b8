import { mkdirSync, mkdtempSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functions as manifest } from '#functions/manifest.ts';
import type { TableName } from '#shared/config/tables.ts';
import { assertNever } from '#shared/domain/kernel/assert-never.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { JWK } from 'jose';
import { startAws, type Aws } from './aws/aws.ts';
import { close, listen } from './aws/server.ts';
import { Shelves } from './aws/shelf.ts';
import type { Clock } from './clock.ts';
import { startDynamoDb } from './dynamodb.ts';
import { environmentOf } from './environment.ts';
import { createGateway } from './http/gateway.ts';
import { startIssuer, type TokenOf } from './http/issuer.ts';
import { routesOf, type Route } from './http/routes.ts';
import { mailboxPage } from './mailbox/mailbox-api.ts';
import { queueName, tableName } from './names.ts';
import { Driver } from './sources/driver.ts';
import { loadFunction, type Invoke, type LocalFunction } from './sources/invoke.ts';
import { queueSource } from './sources/queue-source.ts';
import { rateSource } from './sources/rate-source.ts';
import type { Source } from './sources/source.ts';
import { streamSource, type StreamSource } from './sources/stream-source.ts';

export type SystemOptions = {
  clock: Clock;
  /** Keeps the state between runs; without it everything is gone at the end. */
  folder?: string | undefined;
  /** Port of the HTTP API; a free one by default. */
  port?: number | undefined;
  /** Other functions than those of the manifest, for tests. */
  functions?: readonly LocalFunction[] | undefined;
  /** Rate triggers run no oftener than this, to spare a long time-lapse needless sweeps. */
  leastRateMinutes?: number | undefined;
  /** How long, in seconds, a time-lapse may leave streams unread between jumps; `drain` always reads them. */
  streamLagSeconds?: number | undefined;
};

/** A running system on one machine. */
export type System = {
  /** Of the HTTP API. */
  url: string;
  /** Of the mailbox page; its JSON lies under `/messages`. */
  mailboxUrl: string;
  aws: Aws;
  clock: Clock;
  /** A bearer token, as the user pool would give one. */
  token: (of: TokenOf) => Promise<string>;
  /** Works until nothing is due at the present instant. */
  drain(): Promise<void>;
  /** Jumps to the next wake-up and works it off; undefined when nothing but endless timers is left. */
  advance(): Promise<Instant | undefined>;
  /** Jumps from wake-up to wake-up up to an instant, and ends there. */
  runUntil(instant: Instant, onProgress?: (now: Instant) => void): Promise<void>;
  stop(): Promise<void>;
};

/** Where the stand-ins of this process listen: kept over a restart in the same process, as its functions remember it. */
const usedPorts: { aws?: number; dynamodb?: number; http?: number } = {};
let running = false;

/**
 * Starts everything of the manifest in this process. One system at a time: functions read the
 * environment of the process, and the clock is the process's `Date`.
 */
export async function startSystem(options: SystemOptions): Promise<System> {
  if (running) throw new Error('A local system is running in this process already.');
  running = true;
  const { clock } = options;
  const folder = options.folder ?? temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const shelves = new Shelves(options.folder === undefined ? undefined : join(folder, 'aws.sqlite'));
  const dynamodb = await startDynamoDb({
    folder,
    port: usedPorts.dynamodb,
    endpoint: process.env['DYNAMODB_ENDPOINT'],
  });
  const aws = await startAws({ shelves, folder, clock, port: usedPorts.aws });
  usedPorts.aws = aws.port;
  usedPorts.dynamodb = Number(new URL(dynamodb.endpoint).port);

  const issuer = await startIssuer(shelves.shelf<JWK>('keys'));
  let url = '';
  let routes: Route[] = [];
  const page = mailboxPage(aws, () => url);
  const gateway = createGateway({ routes: () => routes, issuer, page, now: () => clock.now() });
  usedPorts.http = await listen(gateway, options.port ?? usedPorts.http ?? 0);
  url = `http://127.0.0.1:${usedPorts.http}`;
  Object.assign(process.env, environmentOf({ aws: aws.endpoint, dynamodb: dynamodb.endpoint, http: url }));

  let onInvoked: (definition: LocalFunction) => void = () => undefined;
  const loaded: { definition: LocalFunction; invoke: Invoke }[] = [];
  for (const definition of options.functions ?? manifest) {
    const invoke = await loadFunction(definition, (each) => onInvoked(each));
    if (invoke !== undefined) loaded.push({ definition, invoke });
  }
  routes = routesOf(loaded);
  const streams = new Map<TableName, StreamSource>();
  const driver = new Driver(
    clock,
    [
      wakeSource('schedules', aws.scheduler),
      wakeSource('mail events', aws.simulator),
      ...loaded.flatMap(({ definition, invoke }) =>
        sourcesOf(definition, invoke, { aws, dynamodb: dynamodb.endpoint, shelves, options, streams }),
      ),
    ],
    options.streamLagSeconds,
  );
  onInvoked = (definition) => {
    for (const [table, stream] of streams) if (mayWrite(definition, table)) stream.refresh();
    driver.poke();
  };
  const onArrival = (): void => driver.poke();
  aws.scheduler.onArrival = onArrival;
  for (const queue of aws.queues.values()) queue.onArrival = onArrival;
  if (clock.kind === 'real') driver.start();

  return {
    url,
    mailboxUrl: `${url}/mailbox`,
    aws,
    clock,
    token: (of) => issuer.token(of),
    drain: () => driver.drain(),
    advance: () => driver.advance(),
    runUntil: (instant, onProgress) => driver.runUntil(instant, onProgress),
    stop: async () => {
      await close(gateway);
      await driver.stop();
      await aws.stop();
      await dynamodb.stop();
      shelves.close();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
      running = false;
    },
  };
}

/** In memory where the machine has a memory file system, so that nothing waits for a disk. */
function temporaryFolder(): string {
  return mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'relance-'));
}

/** By its grants; a function without any, as tests bring them, may write to every table. */
function mayWrite({ grants }: LocalFunction, table: TableName): boolean {
  const isWrite = (access: string): boolean => access === 'write' || access === 'readWrite';
  return (
    grants.length === 0 ||
    grants.some((grant) => 'table' in grant && grant.table === table && isWrite(grant.access))
  );
}

/** What a stand-in has in store for later, given out when due. */
function wakeSource(
  id: string,
  store: { next(): Instant | undefined; fireDue(): number | Promise<number> },
): Source {
  return { id, kind: 'wake', next: () => store.next(), work: async () => (await store.fireDue()) > 0 };
}

function sourcesOf(
  definition: LocalFunction,
  invoke: Invoke,
  context: {
    aws: Aws;
    dynamodb: string;
    shelves: Shelves;
    options: SystemOptions;
    streams: Map<TableName, StreamSource>;
  },
): Source[] {
  const { trigger } = definition;
  switch (trigger.kind) {
    case 'api':
    case 'public':
      return [];
    case 'queue': {
      const queue = context.aws.queues.get(queueName(trigger.queue));
      return queue === undefined ? [] : [queueSource(queue, invoke, trigger)];
    }
    case 'stream': {
      const stream = {
        ...trigger,
        functionId: definition.id,
        endpoint: context.dynamodb,
        table: tableName(trigger.table),
      };
      const source = streamSource(stream, invoke, context.shelves.shelf<string>('checkpoints'));
      context.streams.set(trigger.table, source);
      return [source];
    }
    case 'rate': {
      const minutes = Math.max(trigger.minutes, context.options.leastRateMinutes ?? 0);
      return [rateSource(definition.id, minutes, invoke, () => context.options.clock.now())];
    }
    default:
      return assertNever(trigger);
  }
}
