import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { OutgoingMail } from '#shared/domain/core/message.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import { memorySender } from '#test/support/memory/memory-sender.ts';
import { withEverything } from '#test/support/api-with-sequence.ts';

const path = '/v1/templates/hello/test';
const keyed = (key: string) => ({ headers: { 'idempotency-key': key } });

/** Claire, and a mail template that everybody may use. */
async function withTemplate() {
  const world = await withEverything();
  const body = {
    kind: 'mail',
    name: 'Hello',
    subject: 'Hello {{ lead.firstName }}',
    html: '<p>Hello {{ lead.firstName }}, <a href="https://acme.example/demo">look</a> {{ lead.title }}</p>',
    shared: true,
  };
  await world.admin('PUT', '/v1/templates/hello', { body, headers: { 'if-match': '*' } });
  return world;
}

describe('sending a template as a test', () => {
  test('D8: goes to the caller’s own address, marked, untracked, without a way to unsubscribe', async () => {
    const world = await withTemplate();
    const [lead] = world.leads;
    const answer = await world.claire('POST', path, { body: { lead } });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    assert.deepEqual(answer.body, {
      outcome: 'sent',
      to: 'claire@acme.example',
      subject: 'Hello ana',
      missing: ['lead.title'],
      left: 49,
    });
    const [sent, ...more] = world.mailer.sent.map(({ message }) => message);
    assert.equal(more.length, 0);
    assert.ok(sent !== undefined);
    assert.deepEqual(
      [sent.to, sent.alsoTo, sent.subject],
      ['claire@acme.example', undefined, '[Test] Hello ana'],
    );
    assert.match(sent.html, /href="https:\/\/acme.example\/demo"/);
    assert.doesNotMatch(sent.html, /<img/);
    assert.ok(!Object.keys(sent.headers).some((name) => name.startsWith('List-Unsubscribe')));
    // Events about it are told apart from those of leads.
    assert.deepEqual(Object.keys(sent.tags), ['forwarded']);
  });

  test('D8, A3: takes no slot of the day', async () => {
    const world = await withTemplate();
    await world.claire('POST', path, {});
    const { items } = await world.ports.store.laneDays.list('acme', { limit: 10, group: 'claire.mail' });
    assert.deepEqual(items, []);
  });

  test('D8: without a lead it is filled in as if the caller were the lead', async () => {
    const world = await withTemplate();
    assert.equal((await world.claire('POST', path)).body.subject, 'Hello claire');
  });

  test('D8: the same key sends one, and not another request, also after midnight', async () => {
    const world = await withTemplate();
    const [lead] = world.leads;
    const once = await world.claire('POST', path, keyed('k1'));
    world.clock.set(plusSeconds(world.clock.now(), 16 * 3600));
    const again = await world.claire('POST', path, keyed('k1'));
    assert.deepEqual([once.body.outcome, again.body.outcome], ['sent', 'sent']);
    assert.equal(world.mailer.sent.length, 1);
    const other = await world.claire('POST', path, { ...keyed('k1'), body: { lead } });
    assert.equal(other.status, 422);
  });

  test('D8: one whose outcome is unknown is not sent again by its key; one refused may be', async () => {
    const world = await withTemplate();
    const refusal = { kind: 'refused', retry: false, code: 'MessageRejected', message: 'no' } as const;
    const mailer = memorySender<OutgoingMail>((call) =>
      call === 1 ? 'lose-answer' : call === 2 ? refusal : 'accept',
    );
    const outgoing = await world.ports.outgoing();
    world.ports.outgoing = async () => ({ ...outgoing, mailer });
    assert.equal((await world.claire('POST', path, keyed('k1'))).body.outcome, 'unknown');
    assert.equal((await world.claire('POST', path, keyed('k1'))).body.outcome, 'unknown');
    assert.equal(mailer.calls.length, 1);
    const refused = await world.claire('POST', path, keyed('k2'));
    assert.equal(refused.status, 409);
    assert.match(refused.body.detail, /MessageRejected/);
    assert.equal((await world.claire('POST', path, keyed('k2'))).body.outcome, 'sent');
  });

  test('D8: a user sends 50 a day at most', async () => {
    const world = await withTemplate();
    for (let n = 0; n < 50; n += 1) assert.equal((await world.claire('POST', path)).status, 200);
    const refused = await world.claire('POST', path);
    assert.equal(refused.status, 409);
    assert.equal(world.mailer.sent.length, 50);
    world.clock.set(plusSeconds(world.clock.now(), 24 * 3600));
    assert.equal((await world.claire('POST', path)).status, 200);
  });

  test('D8, E8: a text goes to the caller’s own phone, and to nobody where there is none or texts are off', async () => {
    const world = await withTemplate();
    const text = { kind: 'sms', name: 'Text', text: 'Hi {{ lead.firstName }}', shared: true };
    await world.admin('PUT', '/v1/templates/text', { body: text });
    const send = () => world.claire('POST', '/v1/templates/text/test');
    assert.equal((await send()).status, 409);
    const claire = {
      name: 'Claire',
      email: 'claire@acme.example',
      zone: 'Europe/Paris',
      phone: '+33612345678',
    };
    await world.admin('PUT', '/v1/users/claire', { body: claire, headers: { 'if-match': '*' } });
    assert.equal((await send()).body.to, '+33612345678');
    assert.equal(world.sms.sent[0]?.message.text, '[Test] Hi Claire');
    await world.admin('PATCH', '/v1/settings/organisation', { body: { smsService: false } });
    assert.equal((await send()).status, 409);
  });

  test('D8, F10: nothing goes out while sending is held, and the text of a task goes to nobody', async () => {
    const world = await withTemplate();
    const call = { kind: 'task', name: 'Call', text: 'Call', shared: true };
    await world.admin('PUT', '/v1/templates/call', { body: call });
    assert.equal((await world.claire('POST', '/v1/templates/call/test')).status, 409);
    await world.admin('PUT', '/v1/holds/organisation.mail', { body: { note: 'New prices' } });
    const held = await world.claire('POST', path);
    assert.equal(held.status, 409);
    assert.match(held.body.detail, /New prices/);
    assert.equal(world.mailer.sent.length, 0);
  });

  test('D8: a lead of another user, or a sender beyond the own access, is refused', async () => {
    const world = await withTemplate();
    const [lead] = world.leads;
    const luc = world.as('luc', 'user');
    assert.equal((await luc('POST', path, { body: { lead } })).status, 403);
    assert.equal((await luc('POST', path, { body: { sender: 'claire' } })).status, 403);
    const record = { record: 'offer.k3j9x0q2m4v7b1zc' };
    assert.equal((await luc('POST', path, { body: record })).body.errors[0].path, 'record');
  });
});
