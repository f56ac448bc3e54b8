import { mkdirSync, mkdtempSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { functions as manifest } from '#functions/manifest.ts';
import { CLAIM_TERM_SECONDS } from '#shared/domain/core/claim-term.ts';
import { startAws, type Aws } from './aws/aws.ts';
import { close, listen } from './aws/server.ts';
import { LocalStore } from './aws/local-store.ts';
import { later, type Clock, type InstantText } from './clock.ts';
import { reconnectStandIns } from './crm/reconnect.ts';
import { connecting, makeStandIns, type KeptStandIns, type People, type StandIns } from './crm/stand-ins.ts';
import { startDns, type LocalRecord } from './dns.ts';
import { startDynamoDb } from './dynamodb.ts';
import { environmentOf } from './environment.ts';
import { createGateway } from './http/gateway.ts';
import { startIssuer, type TokenOf } from './http/issuer.ts';
import { routesOf, type Route } from './http/routes.ts';
import { hostedSignIn } from './http/hosted-sign-in.ts';
import { signIn } from './http/sign-in.ts';
import { STAND_INS, standInsPage } from './http/stand-ins-page.ts';
import { startPage } from './http/start-page.ts';
import { localUsers } from './local-users.ts';
import { mailboxPage } from './mailbox/mailbox-api.ts';
import { Driver } from './sources/driver.ts';
import { loadFunctions, type LoadedFunction, type LocalFunction } from './sources/invoke.ts';
import { mayWrite, sourcesOf, wakeSource, type SourceContext } from './sources/sources-of.ts';

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
  /** By id of a function: how often it runs at most where that is something else. */
  leastRateOf?: Readonly<Record<string, number>> | undefined;
  /** Folder of the console's built files; absent: there is no console. */
  console?: string | undefined;
  /** Who works in the CRM of the stand-ins; by default the first users. */
  crmPeople?: People | undefined;
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
  /** Of the services that can be connected; served below the HTTP API. */
  standIns: StandIns;
  clock: Clock;
  /** A bearer token, as the user pool would give one, for anybody: also for who has no record. */
  token: (of: TokenOf) => Promise<string>;
  /** Works until nothing is due at the present instant. */
  drain(): Promise<void>;
  /** Does at once what is done at a rate: the sweep, which counts and mends. */
  sweep(): Promise<void>;
  /** Jumps to the next wake-up and works it off; undefined when nothing but endless timers is left. */
  advance(): Promise<InstantText | undefined>;
  /** Jumps from wake-up to wake-up up to an instant, and ends there. */
  runUntil(instant: InstantText, onProgress?: (now: InstantText) => void): Promise<void>;
  stop(): Promise<void>;
};

/** Where the fakes of this process listen: kept over a restart in the same process, as its functions remember it. */
const usedPorts: { aws?: number; dynamodb?: number; http?: number; dns?: number } = {};
let running = false;

/**
 * Starts everything of the manifest in this process. One system at a time: functions read the
 * environment of the process, and the clock is the process's `Date`.
 */
export async function startSystem(options: SystemOptions): Promise<System> {
  if (running) throw new Error('A local system is running in this process already.');
  running = true;
  await using parts = new AsyncDisposableStack();
  parts.defer(() => {
    running = false;
  });
  const { clock } = options;
  const now = (): InstantText => clock.now();
  const folder = options.folder ?? temporaryFolder(parts);
  mkdirSync(folder, { recursive: true });
  const store = new LocalStore(options.folder === undefined ? undefined : join(folder, 'aws.sqlite'));
  parts.defer(() => store.close());
  const dynamodb = await startDynamoDb({
    folder,
    port: usedPorts.dynamodb,
    endpoint: process.env['DYNAMODB_ENDPOINT'],
  });
  parts.defer(dynamodb.stop);
  const aws = await startAws({ store, folder, clock, port: usedPorts.aws });
  parts.defer(aws.stop);
  usedPorts.aws = aws.port;
  usedPorts.dynamodb = Number(new URL(dynamodb.endpoint).port);

  const dns = await startDns(store.table<LocalRecord>('dns'), usedPorts.dns);
  usedPorts.dns = dns.port;
  parts.defer(dns.stop);

  const issuer = await startIssuer(store.table<JWK>('keys'));
  let url = '';
  let routes: Route<LoadedFunction>[] = [];
  const hosted = hostedSignIn(localUsers, issuer, now);
  const keptStandIns = store.table<KeptStandIns>('stand-ins');
  const standIns = makeStandIns(clock, options.crmPeople, keptStandIns.get('all'));
  parts.defer(() => keptStandIns.put('all', { salesforce: standIns.salesforce.driver.store.state() }));
  const pages = [
    startPage(localUsers),
    standInsPage(standIns),
    signIn(localUsers, issuer),
    hosted,
    mailboxPage(aws, dns, () => url),
  ];
  const gateway = createGateway({ routes: () => routes, issuer, pages, now });
  usedPorts.http = await listen(gateway, options.port ?? usedPorts.http ?? 0);
  url = `http://127.0.0.1:${usedPorts.http}`;
  parts.defer(() => close(gateway));
  const connectable = connecting(standIns, `${url}${STAND_INS}`);
  Object.assign(
    process.env,
    environmentOf({
      aws: aws.endpoint,
      dynamodb: dynamodb.endpoint,
      http: url,
      dns: dns.address,
      console: options.console,
      standIns: connectable,
    }),
  );
  if (options.folder !== undefined) await reconnectStandIns(connectable);

  let onInvoked: (definition: LocalFunction) => void = () => undefined;
  const loaded = await loadFunctions(options.functions ?? manifest, (definition) => onInvoked(definition));
  routes = routesOf(loaded);
  const context: SourceContext = {
    queues: aws.queues,
    dynamodb: dynamodb.endpoint,
    checkpoints: store.table<string>('checkpoints'),
    now,
    leastRateMinutes: options.leastRateMinutes ?? 0,
    leastRateOf: options.leastRateOf ?? {},
    catchUpAt: options.folder === undefined ? [] : catchUpAt(now()),
    streams: [],
  };
  const sources = [
    wakeSource('schedules', aws.scheduler),
    wakeSource('mail events', aws.simulator),
    wakeSource('files of mail events', aws.mailEvents),
    ...loaded.flatMap(({ definition, invoke }) => sourcesOf(definition, invoke, context)),
  ];
  const driver = new Driver(clock, sources, options.streamLagSeconds);
  parts.defer(() => driver.stop());
  onInvoked = (definition) => {
    for (const { table, source } of context.streams) if (mayWrite(definition, table)) source.refresh();
    driver.poke();
  };
  const onArrival = (): void => driver.poke();
  aws.scheduler.onArrival = onArrival;
  for (const queue of aws.queues.values()) queue.onArrival = onArrival;
  if (clock.kind === 'real') driver.start();

  const started = parts.move();
  return {
    url,
    mailboxUrl: `${url}/mailbox`,
    aws,
    standIns,
    clock,
    token: (of) => issuer.token(of),
    drain: () => driver.drain(),
    sweep: () => driver.beat(),
    advance: () => driver.advance(),
    runUntil: (instant, onProgress) => driver.runUntil(instant, onProgress),
    stop: () => started.disposeAsync(),
  };
}

/**
 * When the sweep looks at what a former process left in the middle: at once, and again when the claims that it held are
 * older than their term.
 */
const catchUpAt = (now: InstantText): InstantText[] => [now, later(now, CLAIM_TERM_SECONDS + 1)];

/** In memory where the machine has a memory file system, so that nothing waits for a disk; removed at the end. */
function temporaryFolder(parts: AsyncDisposableStack): string {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'relance-'));
  parts.defer(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
