import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InboundMail } from '#shared/domain/inbound/inbound-mail.ts';
import { ingestProviderEvent } from '#shared/use-cases/provider-events/ingest-provider-event.ts';
import { receiveMail } from '#shared/use-cases/inbound/receive-mail.ts';
import { ORGANISATION as organisation, type World } from '#test/support/world.ts';
import { at } from '#test/support/at.ts';
import { id, living } from '#test/support/recorded.ts';

const steps = [{}, { wait: { amount: 2, unit: 'days' as const } }];
const unsigned = { markMessage: () => 'aaaaaaaa', isMarkOf: () => false };

/** A world in which the first mail went to `Lead1@Example.com`, under the provider's id `message-1`. */
async function sent(): Promise<World> {
  const w = await living({ steps, leads: [{ id: 'lead1', email: 'Lead1@Example.com' }] });
  await w.run(at('2026-11-23T10:00:00.000Z'));
  assert.equal(w.mailer.sent.length, 1);
  return w;
}

const answer = (w: World, from: string): InboundMail => ({
  from,
  to: ['rep@example.net'],
  inReplyTo: ['<message-1@eu-west-1.amazonses.com>'],
  references: [],
  subject: 'Re: Hello',
  headers: {},
  text: 'Let us talk.',
  textCut: false,
  files: [],
  receivedAt: w.clock.now(),
});

const receive = (w: World, from: string) =>
  receiveMail(
    w.ports,
    answer(w, from),
    { replyDomain: 'reply.example.net', marks: unsigned, defaultOrganisation: organisation },
    w.clock.now(),
  );

test('D5: an answer that names a message by the provider’s id alone is found by its writer’s address', async () => {
  for (const from of ['lead1@example.com', ' LEAD1@example.COM']) {
    const w = await sent();
    assert.equal(await receive(w, from), 'reply');
    assert.equal((await w.enrollment(id)).state.status, 'stopped');
  }
});

test('D5: an answer of somebody else to the same message ends nothing', async () => {
  const w = await sent();
  assert.equal(await receive(w, 'other@example.com'), 'unmatched');
  assert.equal((await w.enrollment(id)).state.status, 'scheduled');
});

test('A6: a bounce without tags is found by the address that it names', async () => {
  const w = await sent();
  const event = {
    kind: 'bounced' as const,
    at: w.clock.now(),
    messageId: 'message-1',
    recipient: ['LEAD1@example.com'],
    bounce: { permanent: true, type: 'Permanent', subType: 'General', diagnostic: '550 no such user' },
  };
  assert.equal(await ingestProviderEvent(w.ports, event, w.clock.now(), organisation), 'taken-in');
  const lead = await w.ports.store.leads.get(organisation, 'lead1');
  assert.equal(lead?.suppression.bouncedAt, w.clock.now());
  const { items } = await w.ports.store.activities.ofLead(organisation, 'lead1', { limit: 100 });
  const bounced = items.find(({ events }) => events[0]?.type === 'bounced');
  assert.equal(bounced?.enrollmentId, id, 'and says of which enrollment the mail was');
});
