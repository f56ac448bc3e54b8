import { createHash, randomUUID } from 'node:crypto';
import { maxReceives } from '#functions/manifest.ts';
import { earliest, type InstantText, later } from '../clock.ts';
import type { LocalTable } from './local-store.ts';
import { AwsError } from './wire.ts';

/** A message as kept; `visibleAt` lies in the future while it is delayed, in flight or waiting for a retry. */
export type Message = {
  id: string;
  body: string;
  group?: string | undefined;
  deduplicationId?: string | undefined;
  /** Grows with every message of a FIFO queue; as text of equal length, it compares as a string. */
  sequenceNumber?: string | undefined;
  attributes: Record<string, MessageAttribute>;
  sentAt: InstantText;
  visibleAt: InstantText;
  firstReceivedAt?: InstantText | undefined;
  receives: number;
  receipt?: string | undefined;
};
export type MessageAttribute = {
  DataType: string;
  StringValue?: string | undefined;
  BinaryValue?: string | undefined;
};
export type Outgoing = {
  body: string;
  group?: string | undefined;
  deduplicationId?: string | undefined;
  delaySeconds?: number | undefined;
  attributes?: Record<string, MessageAttribute> | undefined;
};

export type QueueOptions = {
  name: string;
  fifo: boolean;
  /** How long a received message stays hidden unless deleted. */
  visibilitySeconds: number;
  /** After `maxReceives` in vain a message moves there. */
  deadLetters?: Queue | undefined;
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const deduplicationSeconds = 300;
const longestDelaySeconds = 900;

/**
 * An SQS queue. FIFO: messages of a group in order, none while an earlier one of the group is hidden;
 * the same deduplication id (by default the body's hash) is accepted in a group and ignored for five minutes, deleted
 * or not; our queues deduplicate by group, as high throughput has it.
 */
export class Queue {
  readonly options: QueueOptions;
  readonly #messages: LocalTable<Message>;
  readonly #now: () => InstantText;
  readonly #seen = new Map<string, { message: Message; until: InstantText }>();
  readonly #inFlight = new Map<string, string>();
  #lastSequence = 0n;
  #arrived = Promise.withResolvers<undefined>();
  /** Called when a message arrives. */
  onArrival: () => void = () => undefined;

  constructor(options: QueueOptions, messages: LocalTable<Message>, now: () => InstantText) {
    this.options = options;
    this.#messages = messages;
    this.#now = now;
    for (const message of messages.values()) {
      this.#lastSequence = BigInt(message.sequenceNumber ?? 0);
      // What was in flight when the process ended is given out again at once.
      if (message.receipt !== undefined) {
        messages.put(message.id, { ...message, visibleAt: now(), receipt: undefined });
      }
    }
  }

  get size(): number {
    return this.#messages.size;
  }

  messages(): Message[] {
    return [...this.#messages.values()];
  }

  send(outgoing: Outgoing): Message {
    const { delaySeconds = 0 } = outgoing;
    if (delaySeconds < 0 || delaySeconds > longestDelaySeconds)
      throw new AwsError(
        400,
        'InvalidParameterValue',
        `Value ${delaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= ${longestDelaySeconds}.`,
      );
    const now = this.#now();
    const deduplicationId = this.options.fifo
      ? (outgoing.deduplicationId ?? sha256(outgoing.body))
      : undefined;
    const seenAs =
      deduplicationId === undefined ? undefined : JSON.stringify([outgoing.group, deduplicationId]);
    const seen = seenAs === undefined ? undefined : this.#seen.get(seenAs);
    if (seen !== undefined && now < seen.until) return seen.message;
    const message: Message = {
      id: randomUUID(),
      body: outgoing.body,
      group: outgoing.group,
      deduplicationId,
      sequenceNumber: this.options.fifo ? this.#nextSequence() : undefined,
      attributes: outgoing.attributes ?? {},
      sentAt: now,
      visibleAt: later(now, delaySeconds),
      receives: 0,
    };
    if (seenAs !== undefined) {
      if (this.#seen.size > 10_000) this.#forgetExpired(now);
      this.#seen.set(seenAs, { message, until: later(now, deduplicationSeconds) });
    }
    this.#messages.put(message.id, message);
    this.#arrived.resolve(undefined);
    this.#arrived = Promise.withResolvers<undefined>();
    this.onArrival();
    return message;
  }

  /** Resolves when the next message arrives. */
  arrival(): Promise<undefined> {
    return this.#arrived.promise;
  }

  /** Up to `max` visible messages, hidden from now on for `visibilitySeconds`; of one group as many as possible. */
  receive(max: number, visibilitySeconds = this.options.visibilitySeconds): Message[] {
    const now = this.#now();
    const taken: Message[] = [];
    for (const message of this.#candidates(now, max)) {
      if (message.receives >= maxReceives && this.options.deadLetters !== undefined) {
        this.#messages.delete(message.id);
        this.options.deadLetters.send(message);
        continue;
      }
      if (message.receipt !== undefined) this.#inFlight.delete(message.receipt);
      const receipt = randomUUID();
      const received: Message = {
        ...message,
        receives: message.receives + 1,
        firstReceivedAt: message.firstReceivedAt ?? now,
        visibleAt: later(now, visibilitySeconds),
        receipt,
      };
      this.#messages.put(message.id, received);
      this.#inFlight.set(receipt, message.id);
      taken.push(received);
    }
    return taken;
  }

  /** Deletes the message that the receipt was given for; an outdated receipt deletes nothing. */
  delete(receipt: string): void {
    const message = this.#release(receipt);
    if (message !== undefined) this.#messages.delete(message.id);
  }

  /** Shows a received message again after `seconds`. */
  changeVisibility(receipt: string, seconds: number): void {
    const message = this.#release(receipt);
    if (message === undefined) return;
    this.#messages.put(message.id, {
      ...message,
      visibleAt: later(this.#now(), seconds),
      receipt: undefined,
    });
  }

  /** When the next message shows; the past when one is visible now. Messages behind another of their group do not count. */
  next(): InstantText | undefined {
    const groups = new Set<string>();
    let first: InstantText | undefined;
    for (const { group, visibleAt } of this.#messages.values()) {
      if (group !== undefined && groups.has(group)) continue;
      if (group !== undefined) groups.add(group);
      first = earliest([first, visibleAt]);
    }
    return first;
  }

  #candidates(now: InstantText, max: number): Message[] {
    const visible: Message[] = [];
    const blocked = new Set<string>();
    for (const message of this.#messages.values()) {
      if (message.group !== undefined && blocked.has(message.group)) continue;
      if (message.visibleAt <= now) visible.push(message);
      else if (message.group !== undefined) blocked.add(message.group);
    }
    if (!this.options.fifo || visible.length <= max) return visible.slice(0, max);
    const first = visible[0]?.group;
    const ofFirst = visible.filter((message) => message.group === first);
    const others = visible.filter((message) => message.group !== first);
    return [...ofFirst, ...others].slice(0, max);
  }

  #release(receipt: string): Message | undefined {
    const message = this.#messages.get(this.#inFlight.get(receipt) ?? '');
    this.#inFlight.delete(receipt);
    return message?.receipt === receipt ? message : undefined;
  }

  #forgetExpired(now: InstantText): void {
    for (const [id, { until }] of this.#seen) if (until <= now) this.#seen.delete(id);
  }

  #nextSequence(): string {
    this.#lastSequence += 256n;
    return String(this.#lastSequence).padStart(20, '1');
  }
}
