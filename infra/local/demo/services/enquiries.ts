import * as z from 'zod';
import { later, type InstantText } from '../../clock.ts';
import { postMessage, type Message } from '../../crm/message.ts';
import type { StandIns } from '../../crm/stand-ins.ts';
import { Agenda, type Actor } from '../actor.ts';
import type { ApiClient } from '../api-client.ts';
import type { Chance } from '../chance.ts';
import type { Plan, ReactionName } from '../plan.ts';
import { repAt } from '../rep-hours.ts';
import { enquirer, type Enquirer } from './enquirers.ts';
import type { Addresses } from './set-up-services.ts';

const look = z.object({ theirId: z.string(), outcome: z.string(), leadId: z.string().optional() });
const owner = z.looseObject({ name: z.string(), email: z.string() });
const HOUR = 3600;
const DAY = 24 * HOUR;

type Of = {
  plan: Plan;
  chance: Chance;
  api: ApiClient;
  standIns: StandIns;
  addresses: Addresses;
  start: InstantText;
  end: InstantText;
};

/**
 * Plays what happens in the services of a plan: people ask for an offer on the site and so become leads in the CRM; of
 * those whom a rule took in, some book a demo and some ring. Who does what, and when, hangs on the seed alone.
 */
export class Enquiries implements Actor {
  readonly #of: Of;
  readonly #agenda = new Agenda();
  /** Who asked, by the id in the CRM. */
  readonly #asked = new Map<string, { n: number; who: Enquirer }>();
  readonly #names = new Map<string, string>();

  constructor(of: Of) {
    this.#of = of;
    if (of.plan.services === undefined) return;
    const days = Math.ceil((Date.parse(of.end) - Date.parse(of.start)) / (DAY * 1000));
    for (let n = 0; n < days; n += 1) {
      if (!this.#draws('crm-lead', `day ${n}`)) continue;
      const at = this.#instantOf('crm-lead', `day ${n}`, later(of.start, n * DAY));
      const asked = this.#inHours(at);
      if (asked < of.end) this.#agenda.add({ at: asked, name: `lead ${n}`, act: () => this.#ask(n) });
    }
  }

  next(): InstantText | undefined {
    return this.#agenda.next();
  }

  act(now: InstantText): Promise<void> {
    return this.#agenda.act(now);
  }

  /** What somebody is called here whom a rule took in, so that chance does not hang on ids that are new each time. */
  nameOf(leadId: string): string | undefined {
    return this.#names.get(leadId);
  }

  /** Looks at whom the rules took in, and makes up their minds. */
  async look(now: InstantText): Promise<void> {
    for (const rule of Object.keys(this.#of.plan.services?.crmRules ?? {})) {
      for await (const { theirId, leadId } of this.#of.api.list(`/v1/crm-rules/${rule}/looks`, look)) {
        const asked = this.#asked.get(theirId);
        if (asked === undefined || leadId === undefined || this.#names.has(leadId)) continue;
        const name = `enquirer ${asked.n}`;
        this.#names.set(leadId, name);
        this.#plans('book-demo', name, now, () => this.#book(asked.who));
        this.#plans('ring', name, now, () => this.#ring(asked.who, name));
      }
    }
  }

  /** A lead appears in the CRM, as a form of the site makes one. */
  #ask(n: number): Promise<void> {
    const who = enquirer(this.#of.chance, n);
    const { firstName, lastName, email, phone, company, country } = who;
    const { driver } = this.#of.standIns.salesforce;
    const id = driver.seed('Lead', {
      ...{ FirstName: firstName, LastName: lastName, Email: email, Phone: phone },
      ...{ Company: company, Country: country, LeadSource: 'Web' },
      OwnerId: this.#ownerThere(),
    });
    this.#asked.set(id, { n, who });
    return Promise.resolve();
  }

  /** The user of the CRM who is the owner here. */
  #ownerThere(): string {
    const { plan, standIns } = this.#of;
    const { name, email } = this.#owner(plan);
    const { driver } = standIns.salesforce;
    for (const [id, user] of driver.store.rows.User) if (user['Email'] === email) return id;
    return driver.addUser({ name, email, active: true });
  }

  #owner(plan: Plan): z.output<typeof owner> {
    return owner.parse(plan.users[plan.services?.owner ?? '']);
  }

  async #book({ firstName, lastName, email }: Enquirer): Promise<void> {
    const { plan, standIns } = this.#of;
    const startsAt = onTheHour(this.#inHours(later(new Date().toISOString(), 2 * DAY)));
    const userEmail = this.#owner(plan).email;
    const booking = { email, name: `${firstName} ${lastName}`, startsAt, userEmail };
    await this.#tell('calendly', standIns.calendly.book(booking).message);
  }

  async #ring({ phone }: Enquirer, name: string): Promise<void> {
    const { chance, plan, standIns } = this.#of;
    const seconds = Math.round(chance.between([40, 600], `talk/${name}`));
    const id = standIns.aircall.call({ phone, seconds, userEmail: this.#owner(plan).email });
    await this.#tell('aircall', standIns.aircall.message(id));
  }

  async #tell(kind: string, message: Message): Promise<void> {
    const address = this.#of.addresses[kind];
    if (address === undefined) return;
    const status = await postMessage(address, message);
    if (status !== 200) throw new Error(`The address of ${kind} answered ${status}.`);
  }

  #draws(reaction: ReactionName, name: string): boolean {
    return this.#of.chance.of(`${reaction}?/${name}`) < (this.#of.plan.reactions[reaction]?.chance ?? 0);
  }

  #plans(reaction: ReactionName, name: string, from: InstantText, act: () => Promise<void>): void {
    if (!this.#draws(reaction, name)) return;
    const at = this.#inHours(this.#instantOf(reaction, name, from));
    this.#agenda.add({ at, name: `${reaction}/${name}`, act });
  }

  /** Whoever asks, rings or comes does so when the firm works: nights and Sundays are quiet here. */
  #inHours(at: InstantText): InstantText {
    return repAt(this.#of.plan, this.#of.plan.services?.owner ?? '', at);
  }

  #instantOf(reaction: ReactionName, name: string, from: InstantText): InstantText {
    const { chance, plan } = this.#of;
    const hours = chance.between(plan.reactions[reaction]?.after ?? [0, 0], `${reaction}@/${name}`);
    return later(from, Math.round(hours * HOUR));
  }
}

/** The beginning of the hour of an instant. */
function onTheHour(at: InstantText): InstantText {
  return `${at.slice(0, 13)}:00:00.000Z`;
}
