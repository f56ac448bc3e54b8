import assert from 'node:assert/strict';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Settings } from '#shared/domain/settings/settings.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';
import {
  ORGANISATION as organisation,
  seed,
  SENDER,
  SEQUENCE,
  world,
  type World,
} from '#test/support/world.ts';
import { at } from './at.ts';
import { toInstant } from '#shared/domain/time/instants.ts';

// A Monday, 10:00 in Paris.
export const start = at('2027-03-01T09:00:00.000Z');
const html =
  '<p><a href="https://acme.example/a" data-link="first">A</a> <a href="https://acme.example/b">B</a></p>';

/** A world in which a mail with two links, and a text with one, went out to lead `a`. */
export async function sent(
  settings: Partial<Settings> = {},
  email = 'anne@acme.example',
  store = memoryStore(),
  at: Instant = start,
): Promise<World> {
  const w = world(at, undefined, store);
  await seed(w, {
    steps: [{}, { type: 'automated-sms' }],
    leads: [{ id: 'a' }],
    settings,
    user: { email },
  });
  const [mail, sms] = [
    await store.templates.get(organisation, 'mail'),
    await store.templates.get(organisation, 'sms'),
  ];
  assert.ok(mail && sms);
  await store.templates.put({ ...mail, html, revision: 2 }, 1);
  await store.templates.put({ ...sms, text: 'Demo: https://acme.example/demo', revision: 2 }, 1);
  const request = {
    organisation,
    leadIds: ['a'],
    sequenceId: SEQUENCE,
    userId: SENDER,
    by: SENDER,
    request: 'r',
  };
  await enrollLeads(w.ports, { ...request, now: w.clock.now() });
  await w.run(toInstant('2027-03-03T12:00:00.000Z'));
  return w;
}
