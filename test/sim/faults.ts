import type { Random } from './random.ts';

/** What may go wrong about one call. */
export type CallFault =
  'throttled' | 'fail-before' | 'fail-after' | 'never-answered' | 'slow' | 'die-before' | 'die-after';

/** Everything that the world does wrong on purpose, each with its chance: of a call, a delivery, an entry or a message. */
export const faultKinds = [
  'fail-before',
  'fail-after',
  'never-answered',
  'slow',
  'die-before',
  'die-after',
  /** A table or service refuses every call for a while, as when it is throttled. */
  'throttled',
  /** A message of a queue comes out again though it was worked off. */
  'delivered-twice',
  /** A worker takes messages and is gone: they come again after the queue's visibility timeout. */
  'delivery-lost',
  'schedule-early',
  /** Scheduler fires at some time of its minute, as it says it does. */
  'schedule-within-minute',
  'schedule-late',
  'schedule-twice',
  'schedule-lost',
  /** The provider takes the message, and its answer is lost. */
  'answer-lost',
  /** The provider never gets the message, and nobody can tell. */
  'message-lost',
  'provider-throttles',
  'provider-refuses',
  'event-twice',
  'event-late',
  'event-lost',
  /** Firehose writes what it gathered to a second file as well. */
  'file-twice',
  /** S3 tells of a file once more, though it may be worked off. */
  'notice-twice',
  /** S3 tells of a file minutes or hours after it was written. */
  'notice-late',
  /** A stream is read again from some records before, cut otherwise, though they were worked off. */
  'stream-twice',
  /** A stream is read some minutes late. */
  'stream-late',
  /** The CRM, or the telephone system, answers nobody for hours. */
  'crm-silent',
  /** It is asked too much at once. */
  'crm-limited',
  /** The day's allowance of calls is used up, for hours. */
  'crm-used-up',
  /** Its tokens run out, in the middle of whatever is under way. */
  'crm-token-expired',
  /** A request never arrives. */
  'crm-request-lost',
  /** What was asked for is done, and the answer is lost. */
  'crm-answer-lost',
  /** It is done when nobody waits for the answer any more. */
  'crm-done-late',
  /** Of a batch the first half is done. */
  'crm-half',
  /** An answer takes nearly as long as anybody waits. */
  'crm-slow',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** The chance of each kind; a kind that is absent does not happen. */
export type FaultChances = Partial<Record<FaultKind, number>>;

const ofCalls: readonly CallFault[] = [
  'throttled',
  'die-before',
  'die-after',
  'fail-before',
  'fail-after',
  'never-answered',
  'slow',
];

/** So much likelier somebody dies in a call of these services than in another; what else goes wrong is theirs to say. */
const risks: Readonly<Record<string, number>> = {
  'ses.sendEmail': 25,
  'sns.publish': 25,
  'crm.write': 25,
  'crm.read': 1,
  'telephone.ask': 5,
};

/** Whether a call is one that is not to be made twice. */
export const isRisky = (name: string): boolean => (risks[name] ?? 1) > 1;

/** So much likelier what led to such a call comes again: few messages do, and what comes of it is what the promises are about. */
export const AGAIN_AFTER_CALL = 10;

/** Decides what goes wrong. Silent once the world has calmed down. */
export class Faults {
  readonly #random: Random;
  readonly #chances: FaultChances;
  readonly #thresholds: [CallFault, number][] = [];
  #ofAnyCall = 0;
  readonly #throttledUntil = new Map<string, number>();
  calm = false;
  /** How often each kind happened. */
  readonly happened = new Map<FaultKind, number>();

  constructor(random: Random, chances: FaultChances) {
    this.#random = random;
    this.#chances = chances;
    for (const kind of ofCalls) {
      this.#ofAnyCall += chances[kind] ?? 0;
      this.#thresholds.push([kind, this.#ofAnyCall]);
    }
  }

  /** What goes wrong about a call. One draw for all kinds, whether or not any is on. */
  ofCall(name: string, isSettingUp: boolean, now: number): CallFault | undefined {
    const drawn = this.#random.next();
    if (this.calm || isSettingUp) return undefined;
    const [service = ''] = name.split('.');
    if (now < (this.#throttledUntil.get(service) ?? 0)) return 'throttled';
    const risk = risks[name];
    // What dies while a message is at the provider is what the promises are about.
    const scaled = risk === undefined ? drawn : drawn / risk;
    if (scaled >= this.#ofAnyCall) return undefined;
    const fault = this.#thresholds.find(([, threshold]) => scaled < threshold)?.[0];
    // What becomes of a message whose call fails is the provider's to say.
    if (fault === undefined || (risk !== undefined && !fault.startsWith('die'))) return undefined;
    this.#count(fault);
    if (fault === 'throttled') this.#throttledUntil.set(service, now + this.#random.between(500, 90_000));
    return fault;
  }

  /** Whether this goes wrong now. @param times so much likelier than the world has it */
  happens(kind: Exclude<FaultKind, CallFault>, times = 1): boolean {
    const happens = this.#random.chance((this.#chances[kind] ?? 0) * times) && !this.calm;
    if (happens) this.#count(kind);
    return happens;
  }

  /** How long a call takes, in milliseconds. */
  latency(fault: CallFault | undefined): number {
    if (fault === 'slow') return this.#random.between(1_000, 20_000);
    return this.#random.between(1, 12);
  }

  #count(kind: FaultKind): void {
    this.happened.set(kind, (this.happened.get(kind) ?? 0) + 1);
  }
}
