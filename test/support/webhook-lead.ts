import assert from 'node:assert/strict';
import { convertLead } from '#shared/use-cases/leads/convert-lead.ts';
import { webhookWorld, type WebhookWorld } from '#test/support/webhooks.ts';
import { ORGANISATION as organisation, SENDER } from '#test/support/world.ts';
import { at } from './at.ts';

export const start = at('2027-03-15T09:00:00.000Z');

export const tomorrow = at('2027-03-16T12:00:00.000Z');

export const admin = { organisation, userId: 'ada', role: 'admin' } as const;

/** A lead is converted or disqualified now. */
export const leave = (w: WebhookWorld, as: 'converted' | 'disqualified' = 'converted', leadId = 'a') =>
  convertLead(w.ports, { organisation, leadId, as, by: SENDER, now: w.engine.clock.now() });

/** Converts lead a and works everything off until a little over a day later. */
export async function converted(answer?: Parameters<typeof webhookWorld>[1]) {
  const w = await webhookWorld(start, answer);
  await leave(w);
  await w.run(tomorrow);
  const [delivery] = await w.deliveries();
  assert.ok(delivery);
  return { w, delivery };
}
