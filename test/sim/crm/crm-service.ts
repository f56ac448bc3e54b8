import type { Row, Kept, Store, Value } from '#infra/local/crm/salesforce/store.ts';
import { salesforceStandIn, standInApp } from '#infra/local/crm/salesforce/salesforce-stand-in.ts';
import type { SalesforceDriver } from '#infra/local/crm/salesforce/driver.ts';
import type { StandIn, StandInAnswer, StandInRequest } from '#infra/local/crm/stand-in.ts';
import type { HttpCall, HttpOutcome } from '#shared/adapters/crm/salesforce/salesforce-http.ts';
import { fromEpochMs } from '#shared/domain/time/instants.ts';
import type { Process } from '../process.ts';
import type { Random } from '../random.ts';
import type { Surroundings } from '../surroundings.ts';

/** The address of the organisation in the CRM; where people are sent back to when they allowed us in. */
export const CRM_ADDRESS = 'https://acme.my.salesforce.com';
const BACK = 'https://app.relance.example/connections/salesforce';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How long somebody waits for an answer, in milliseconds. */
const PATIENCE_MS = 60_000;

/** A change of a record of the CRM: by whom, when, from what to what. */
export type CrmChange = {
  at: number;
  order: number;
  /** The invocation that wrote it; undefined: people of the CRM did. */
  by: string | undefined;
  entity: Kept;
  id: string;
  made: boolean;
  before: Readonly<Row>;
  fields: Readonly<Row>;
};

/** A conversion that the CRM was asked for, and what it came upon. */
export type Conversion = { at: number; order: number; lead: string; done: boolean; by: string };

type Done = { answer: StandInAnswer; late?: number };

/** Salesforce, as the stand-in is it, in a world in which much goes wrong: what it was told, and what became of that. */
export class CrmService {
  readonly driver: SalesforceDriver;
  readonly store: Store;
  readonly changes: CrmChange[] = [];
  readonly conversions: Conversion[] = [];
  readonly #standIn: StandIn;
  readonly #world: Surroundings;
  readonly #random: Random;
  #by: string | undefined;
  #silentUntil = 0;
  #dayBegan = 0;

  constructor(world: Surroundings, random: Random) {
    this.#world = world;
    this.#random = random;
    const standIn = salesforceStandIn({ now: () => fromEpochMs(world.agenda.now) });
    this.#standIn = standIn;
    this.driver = standIn.driver;
    this.store = standIn.driver.store;
    const set = this.store.set.bind(this.store);
    this.store.set = (entity, id, fields, at) => {
      const before = { ...this.store.find(entity, id) };
      set(entity, id, fields, at);
      const { now } = this.#world.agenda;
      const made = before['SystemModstamp'] === null;
      const all = made ? before : fields;
      const by = this.#by;
      this.changes.push({ at: now, order: world.order, by, entity, id, made, before, fields: { ...all } });
    };
  }

  /** Records that are there, the oldest first. */
  alive(entity: 'Lead' | 'Contact' | 'Account'): Row[] {
    return [...this.store.rows[entity].values()].filter(
      (row) => row['IsDeleted'] !== true && row['IsConverted'] !== true,
    );
  }

  /** What a person of the CRM writes; `late`: seconds for which it is stamped and not seen yet. */
  write(entity: Kept, id: string, fields: Readonly<Record<string, Value>>, late = 0): void {
    const at = fromEpochMs(this.#world.agenda.now + (this.store.skew.seconds - late) * 1_000);
    this.store.set(entity, id, fields, at);
  }

  /** Somebody allows us in, in the browser; gives the code and state that come back. */
  async allow(url: string): Promise<{ code: string; state: string }> {
    const { pathname, search } = new URL(url);
    const answer = await this.#standIn.handle({
      method: 'GET',
      path: pathname + search,
      headers: {},
      body: '',
    });
    const back = new URL(answer === 'hang-up' ? BACK : (answer.headers?.['location'] ?? BACK));
    return { code: back.searchParams.get('code') ?? '', state: back.searchParams.get('state') ?? '' };
  }

  /** One request of a function, with what may go wrong about it. */
  call(process: Process, { method, url, headers, body = '' }: HttpCall): Promise<HttpOutcome> {
    const { pathname, search } = new URL(url);
    const request: StandInRequest = {
      method,
      path: pathname + search,
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
      ),
      body,
    };
    const isSignIn = pathname.startsWith('/services/oauth2/');
    const name = method === 'GET' || isSignIn ? 'crm.read' : 'crm.write';
    return process.call(
      name,
      () => this.#answer(request, name === 'crm.write', process.id),
      this.#random.between(20, 400),
    );
  }

  async #answer(request: StandInRequest, isWrite: boolean, by: string): Promise<HttpOutcome> {
    const refused = this.#refusal();
    if (refused !== undefined) return refused;
    if (this.#happens('crm-token-expired')) this.driver.expireTokens();
    if (this.#happens('crm-request-lost')) return this.#lost();
    if (isWrite && this.#happens('crm-half') && request.path.includes('/composite/'))
      this.driver.fail({ kind: 'half' });
    if (isWrite && this.#happens('crm-done-late')) {
      // It is done when nobody waits for it any more: a conversion, which sets off much there, minutes later.
      const longest = request.path.startsWith('/services/Soap/') ? 8 * 60_000 : 40_000;
      const late = PATIENCE_MS + this.#random.between(1_000, longest);
      this.#world.agenda.in(late, () => void this.#apply(request, by));
      return this.#lost(PATIENCE_MS);
    }
    const { answer } = await this.#apply(request, by);
    if (this.#happens('crm-answer-lost')) return this.#lost();
    if (this.#happens('crm-slow')) await this.#pass(this.#random.between(1_000, PATIENCE_MS - 1_000));
    if (answer === 'hang-up') return { kind: 'lost' };
    return { kind: 'answered', status: answer.status, headers: { ...answer.headers }, body: answer.body };
  }

  /** What it answers when it does nothing. */
  #refusal(): HttpOutcome | undefined {
    const { now } = this.#world.agenda;
    const { allowance } = this.driver;
    if (now - this.#dayBegan >= DAY_MS) {
      this.#dayBegan = now;
      allowance.used = 0;
    }
    if (this.#happens('crm-silent')) this.#silentUntil = now + this.#random.between(HOUR_MS / 2, 9 * HOUR_MS);
    if (now < this.#silentUntil && !this.#world.faults.calm)
      return this.#random.pick<HttpOutcome>([
        { kind: 'unsent' },
        { kind: 'lost' },
        told(503, 'SERVER_UNAVAILABLE'),
      ]);
    if (this.#happens('crm-used-up')) {
      allowance.used = allowance.allowed;
      this.#world.agenda.in(this.#random.between(HOUR_MS, 5 * HOUR_MS), () => (allowance.used = 0));
    }
    if (!this.#happens('crm-limited')) return undefined;
    return this.#random.pick<HttpOutcome>([
      told(403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.'),
      { ...told(429, 'TOO_MANY'), headers: { 'retry-after': String(this.#random.between(5, 600)) } },
    ]);
  }

  async #apply(request: StandInRequest, by: string): Promise<Done> {
    const lead = leadOfConversion(request);
    const before = lead === undefined ? undefined : this.store.find('Lead', lead)?.['IsConverted'];
    // What is written is written before anything is waited for.
    this.#by = by;
    const answering = this.#standIn.handle(request);
    this.#by = undefined;
    const answer = await answering;
    if (lead !== undefined && answer !== 'hang-up' && !isUnasked(answer.body)) {
      const done = before !== true && this.store.find('Lead', lead)?.['IsConverted'] === true;
      const { agenda, order } = this.#world;
      this.conversions.push({ at: agenda.now, order, lead, done, by });
    }
    this.#world.log(
      `crm ${request.method} ${request.path.slice(0, 60)} → ${answer === 'hang-up' ? '' : answer.status}`,
    );
    return { answer };
  }

  async #lost(ms = this.#random.between(50, PATIENCE_MS)): Promise<HttpOutcome> {
    await this.#pass(ms);
    return { kind: 'lost' };
  }

  #pass(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#world.agenda.in(ms, resolve);
    });
  }

  #happens(kind: Parameters<Surroundings['faults']['happens']>[0]): boolean {
    return !this.#world.isSettingUp && this.#world.faults.happens(kind);
  }
}

/** What connects it. */
export const crmCredentials = { clientId: standInApp.clientId, clientSecret: standInApp.clientSecret };
export const crmBack = BACK;

function told(
  status: number,
  errorCode: string,
  message = errorCode,
): Extract<HttpOutcome, { kind: 'answered' }> {
  return { kind: 'answered', status, headers: {}, body: JSON.stringify([{ errorCode, message }]) };
}

function leadOfConversion({ path, body }: StandInRequest): string | undefined {
  return path.startsWith('/services/Soap/') ? /<leadId>(\w{15,18})<\/leadId>/.exec(body)?.[1] : undefined;
}

/** Whether a conversion was not looked at: the token was not accepted, or the allowance was used up. */
function isUnasked(body: string): boolean {
  return body.includes('<soapenv:Fault>');
}
