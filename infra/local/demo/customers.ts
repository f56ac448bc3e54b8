import * as z from 'zod';
import type { InstantText } from '../clock.ts';
import type { ApiClient } from './api-client.ts';
import type { Chance } from './chance.ts';
import type { Plan } from './plan.ts';

const anything = z.unknown();

/** What leads get and do who answered: an offer, what they ordered, and the question how they find it. */
export class Customers {
  readonly #api: ApiClient;
  readonly #chance: Chance;
  readonly #feedback: readonly string[];

  constructor({ api, chance, plan }: { api: ApiClient; chance: Chance; plan: Plan }) {
    this.#api = api;
    this.#chance = chance;
    this.#feedback = Object.keys(plan.feedbackSequences);
  }

  /** A rep sends a lead an offer. `lead`: its address in the API. */
  async offer(lead: string, now: InstantText): Promise<void> {
    const number = `O-${idOf(lead).slice(0, 6)}`;
    await this.#api.call('PUT', '/v1/records', anything, {
      body: {
        typeId: 'offer',
        sourceId: number,
        leadId: idOf(lead),
        values: { number, status: 'sent', sentAt: now, amount: { amount: 1490, currency: 'EUR' } },
      },
    });
  }

  /** An order of a lead is delivered; whoever wants to know how it was received asks. */
  async deliver(lead: string, now: InstantText): Promise<void> {
    const leadId = idOf(lead);
    const number = `C-${leadId.slice(0, 6)}`;
    await this.#api.call('PUT', '/v1/records', anything, {
      body: {
        typeId: 'order',
        sourceId: number,
        leadId,
        values: { number, status: 'delivered', deliveredAt: now },
      },
    });
    for (const id of this.#feedback) {
      await this.#api.call('POST', `/v1/feedback-sequences/${id}/invitations`, anything, {
        body: { clients: [{ leadId }] },
        headers: { 'idempotency-key': `${id}-${leadId}` },
      });
    }
  }

  /** A customer fills in the form that an address shows: a rating, mostly a good one, and a word. */
  async answer(address: string, name: string): Promise<void> {
    const drawn = this.#chance.of(`rating/${name}`);
    const rating = drawn < 0.15 ? Math.floor(drawn * 40) : 7 + Math.floor(drawn * 3.9);
    const words = rating < 7 ? 'Le délai était trop long.' : 'Très bel éclairage, merci !';
    const form = new URLSearchParams({ 'q.note': String(rating), 'q.mot': words, do: 'send' });
    const response = await fetch(address, { method: 'POST', body: form, redirect: 'manual' });
    await response.body?.cancel();
    if (response.status >= 400)
      throw new Error(`The page of the survey ${address} answered ${response.status}.`);
  }
}

/** The id of a lead, of its address in the API. */
function idOf(lead: string): string {
  return lead.slice(lead.lastIndexOf('/') + 1);
}
