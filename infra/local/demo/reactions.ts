import * as z from 'zod';
import { decodeTag, FORWARDED_TAG, TO_USERS_TAG } from '#shared/domain/provider-events/message-tags.ts';
import { type InstantText, later } from '../clock.ts';
import { Agenda, type Actor } from './actor.ts';
import type { ApiClient } from './api-client.ts';
import type { Chance } from './chance.ts';
import { Customers } from './customers.ts';
import type { MailboxClient, MailboxMessage } from './mailbox-client.ts';
import type { Plan, ReactionName } from './plan.ts';
import { UserFileError } from './user-file.ts';
import { repAt } from './rep-hours.ts';

const task = z.object({
  id: z.string(),
  userId: z.string(),
  openedAt: z.string(),
  type: z.string(),
  status: z.string(),
});

/** What a recipient can do with a mail, the weightiest first: of those that exclude one another the first drawn counts. */
const FATES = ['bounce', 'complaint', 'reply', 'auto-reply', 'unsubscribe'] as const satisfies ReactionName[];
const EXTRAS = ['open', 'click'] as const satisfies ReactionName[];

/** What is forwarded or told to a rep is no lead's to react to. */
const isToUser = ({ tags }: MailboxMessage): boolean =>
  tags[FORWARDED_TAG] !== undefined || tags[TO_USERS_TAG] !== undefined || tags['enrollment'] === undefined;

/**
 * Plays the people of a demo: recipients who open, click, answer, bounce, and reps who do their tasks. Who does what,
 * and when, hangs on the seed and the message's step alone.
 */
export class Reactions implements Actor {
  readonly #of: Plan;
  readonly #plan: Plan['reactions'];
  readonly #chance: Chance;
  readonly #api: ApiClient;
  readonly #mailbox: MailboxClient;
  readonly #customers: Customers;
  readonly #agenda = new Agenda();
  readonly #nameOf: (leadId: string) => string | undefined;
  #now: InstantText = '';
  readonly #seenTasks = new Set<string>();

  /** @param of.nameOf what a lead is called whose id is another one each time */
  constructor(of: {
    plan: Plan;
    chance: Chance;
    api: ApiClient;
    mailbox: MailboxClient;
    nameOf?: (leadId: string) => string | undefined;
  }) {
    this.#nameOf = of.nameOf ?? (() => undefined);
    this.#of = of.plan;
    this.#plan = of.plan.reactions;
    this.#chance = of.chance;
    this.#api = of.api;
    this.#mailbox = of.mailbox;
    this.#customers = new Customers(of);
  }

  /** When the next one acts. */
  next(): InstantText | undefined {
    return this.#agenda.next();
  }

  /** Does what is due. */
  async act(now: InstantText): Promise<void> {
    this.#now = now;
    await this.#agenda.act(now);
  }

  /** Looks at what has arrived since the last look, and makes up everybody's mind about it. */
  async look(): Promise<void> {
    for (const message of await this.#mailbox.newMessages()) {
      if (message.kind === 'mail' && !isToUser(message)) this.#onMail(message);
    }
    for await (const open of this.#api.list('/v1/tasks?team=true&status=open', task)) {
      if (!this.#seenTasks.has(open.id)) this.#onTask(open);
      this.#seenTasks.add(open.id);
    }
  }

  /** A name by which chance is drawn: an id that begins with that of a lead, or what that lead is called. */
  #called(id: string): string {
    const [leadId = '', ...rest] = id.split('.');
    return [this.#nameOf(leadId) ?? leadId, ...rest].join('.');
  }

  #onMail(message: MailboxMessage): void {
    const enrollment = decodeTag(message.tags['enrollment'] ?? '') ?? '';
    const leadId = enrollment.split('.', 1)[0] ?? '';
    const called = this.#nameOf(leadId) === undefined ? message.tags['enrollment'] : this.#called(enrollment);
    const name = `${called ?? message.id}/${message.tags['step'] ?? ''}`;
    const fate = FATES.find((each) => this.#draws(each, name));
    if (fate !== undefined) this.#plans(fate, name, message.at, () => this.#mailbox.act(message.id, fate));
    if (fate === 'bounce') return;
    const survey = /\bhttps?:\/\/\S+\/s\/[^\s?]+/.exec(message.text)?.[0];
    if (survey !== undefined && this.#draws('answer-survey', name))
      this.#plans('answer-survey', name, message.at, () => this.#customers.answer(survey, name));
    const lead = `/v1/leads/${leadId}`;
    if (fate === 'reply') this.#onReply(lead, message.at);
    if (this.#draws('call', name)) this.#plans('call', name, message.at, () => this.#callIn(`${lead}/calls`));
    for (const extra of EXTRAS) {
      if (this.#draws(extra, name))
        this.#plans(extra, name, message.at, () => this.#mailbox.act(message.id, extra));
    }
  }

  /** Who answers may become a customer, or never will. */
  #onReply(lead: string, at: InstantText): void {
    const name = this.#nameOf(lead.slice(lead.lastIndexOf('/') + 1)) ?? lead;
    if (this.#draws('offer', name))
      this.#plans('offer', name, at, () => this.#customers.offer(lead, this.#now));
    const end = (['convert', 'disqualify'] as const).find((each) => this.#draws(each, name));
    if (end !== undefined)
      this.#plans(end, name, at, async () => {
        await this.#api.call('POST', `${lead}/${end}`, z.unknown());
        // Who becomes a customer orders something, which is delivered.
        if (end === 'convert' && this.#draws('deliver', name))
          this.#plans('deliver', name, this.#now, () => this.#customers.deliver(lead, this.#now));
      });
  }

  async #callIn(path: string): Promise<void> {
    const body = { direction: 'incoming', at: this.#now, seconds: 180 };
    await this.#api.call('POST', path, z.unknown(), { body });
  }

  /** Reps do their tasks in working hours. */
  #onTask({ id, userId, openedAt, type }: z.output<typeof task>): void {
    const path = `/v1/tasks/${encodeURIComponent(id)}`;
    const name = this.#called(id);
    const fate = (['task-skip', 'task-complete'] as const).find((each) => this.#draws(each, name));
    if (fate === undefined) return;
    const call =
      fate === 'task-complete'
        ? type === 'mail' || type === 'reply'
          ? () => this.#send(path)
          : () => this.#close(`${path}/complete`, { outcome: 'Reached' })
        : () => this.#close(`${path}/skip`, { reason: 'other', note: 'Has left the company' });
    const at = this.#instantOf(fate, name, openedAt);
    this.#agenda.add({
      at: repAt(this.#of, userId, at > this.#now ? at : this.#now),
      name: `${fate}/${name}`,
      act: call,
    });
  }

  /** The rep sends the mail as drafted; what may not go out, such as one too many today, is skipped with the reason. */
  async #send(path: string): Promise<void> {
    try {
      await this.#api.call('POST', `${path}/send`, z.unknown(), { body: {} });
    } catch (error) {
      if (!(error instanceof UserFileError)) throw error;
      await this.#close(`${path}/skip`, { reason: 'other', note: error.message.slice(0, 200) });
    }
  }

  /** A task may have been closed or cancelled since it was seen: that is no error of the demo. */
  async #close(path: string, body: object): Promise<void> {
    try {
      await this.#api.call('POST', path, z.unknown(), { body });
    } catch (error) {
      if (!(error instanceof UserFileError)) throw error;
      const current = await this.#api.call('GET', path.slice(0, path.lastIndexOf('/')), task);
      if (current.status === 'open') throw error;
    }
  }

  #draws(reaction: ReactionName, name: string): boolean {
    const chance = this.#plan[reaction]?.chance ?? 0;
    return this.#chance.of(`${reaction}?/${name}`) < chance;
  }

  #plans(reaction: ReactionName, name: string, from: InstantText, act: () => Promise<void>): void {
    this.#agenda.add({ at: this.#instantOf(reaction, name, from), name: `${reaction}/${name}`, act });
  }

  #instantOf(reaction: ReactionName, name: string, from: InstantText): InstantText {
    const hours = this.#chance.between(this.#plan[reaction]?.after ?? [0, 0], `${reaction}@/${name}`);
    return later(from, Math.round(hours * 3600));
  }
}
