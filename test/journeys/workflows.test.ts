import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as z from 'zod';
import { type Clock, later, timeLapseClock } from '#infra/local/clock.ts';
import { ApiClient } from '#infra/local/demo/api-client.ts';
import { MailboxClient } from '#infra/local/demo/mailbox-client.ts';
import { organisation } from '#infra/local/names.ts';
import { startSystem, type System } from '#infra/local/system.ts';

// Monday, 09:00 in Paris.
const start = '2027-03-01T08:00:00.000Z';

const lead = z.looseObject({ id: z.string(), ownerId: z.string() });
const state = z.looseObject({
  status: z.string(),
  step: z.string().optional(),
  until: z.string().optional(),
});
const enrollment = z.looseObject({ id: z.string(), state });
const run = z.looseObject({
  id: z.string(),
  workflowId: z.string(),
  state: z.string(),
  actions: z.array(z.looseObject({ text: z.string() })),
});
const activity = z.looseObject({ events: z.array(z.looseObject({ type: z.string(), words: z.string() })) });

describe('workflows on the local system, through the HTTP API and the mailbox alone', () => {
  let clock: Clock;
  let system: System;
  let api: ApiClient;
  let mailbox: MailboxClient;
  let now = start;
  let id: string;

  const pass = async (minutes: number) => {
    now = later(now, minutes * 60);
    await system.runUntil(now);
    await system.drain();
  };
  const stateOf = async (sequence: string) =>
    (await api.call('GET', `/v1/enrollments/${id}.${sequence}.1`, enrollment)).state;
  const workflow = (body: unknown) => api.call('POST', '/v1/workflows', z.unknown(), { body });

  before(async () => {
    clock = timeLapseClock(start);
    system = await startSystem({ clock, leastRateMinutes: 24 * 60 });
    api = new ApiClient(system.url, await system.token({ organisation, userId: 'anne', role: 'admin' }));
    mailbox = new MailboxClient(system.mailboxUrl);
    const put = (path: string, body: unknown) => api.call('PUT', path, z.unknown(), { body });
    for (const user of ['anne', 'luc']) {
      const email = `${user}@lumen.example`;
      await put(`/v1/users/${user}`, { name: user, email, zone: 'Europe/Paris', role: 'admin' });
    }
    const html = '<p>Bonjour</p>';
    await put('/v1/templates/mail', { kind: 'mail', name: 'Mail', subject: 'Bonjour', html });
    const mail = { type: 'automated-mail', templateId: 'mail' };
    const steps = [
      { ...mail, id: 's1', name: 'First', wait: { amount: 0, unit: 'minutes' } },
      { ...mail, id: 's2', name: 'Second', wait: { amount: 20, unit: 'days' } },
      { ...mail, id: 's3', name: 'Last', wait: { amount: 20, unit: 'days' } },
    ];
    for (const sequence of ['spring', 'autumn']) {
      await put(`/v1/sequences/${sequence}`, { name: sequence, draft: { steps, stopOnReply: false } });
      await api.call('POST', `/v1/sequences/${sequence}/publish`, z.unknown(), {
        body: {},
        headers: { 'if-match': '"1"' },
      });
    }
    const made = await api.call('POST', '/v1/leads', lead, { body: { email: 'zoe@example.com' } });
    id = made.id;
    const trigger = { type: 'lead-replied' };
    await workflow({
      name: 'Answered',
      trigger,
      actions: [
        { type: 'change-owner', userId: 'luc' },
        { type: 'pause-sequence', amount: 3, unit: 'days' },
      ],
    });
    await workflow({
      name: 'Answered to autumn',
      trigger,
      sequenceId: 'autumn',
      actions: [{ type: 'stop-sequence' }],
    });
    await workflow({
      name: 'Handed over',
      trigger: { type: 'owner-changed' },
      actions: [{ type: 'move-to-sequence', sequenceId: 'autumn' }],
      active: false,
    });
    await api.call('POST', '/v1/enrollments', z.unknown(), {
      body: { leadIds: [id], sequenceId: 'spring' },
    });
    await pass(60);
  });
  after(async () => {
    await system.stop();
    clock.restore();
  });

  test('B2, B3, B4: a reply changes the owner, then pauses the sequence; the record says which workflow did', async () => {
    const [message] = await mailbox.newMessages();
    await mailbox.act(message?.id ?? '', 'reply');
    await pass(30);
    assert.equal((await api.call('GET', `/v1/leads/${id}`, lead)).ownerId, 'luc');
    const paused = await stateOf('spring');
    assert.equal(paused.status, 'paused');
    assert.match(paused.until ?? '', /^2027-03-04T/);
    const [done] = await Array.fromAsync(api.list(`/v1/workflow-runs?lead=${id}`, run));
    assert.deepEqual([done?.workflowId, done?.state], ['lead-replied', 'done']);
    assert.deepEqual(
      done?.actions.map(({ text }) => text),
      ['Change the owner: done.', 'Pause the sequence for the lead: done.'],
    );
    const words = (await Array.fromAsync(api.list(`/v1/leads/${id}/activities`, activity)))
      .flatMap(({ events }) => events)
      .map((event) => event.words);
    assert.ok(
      words.includes('The lead went from anne to luc: the workflow lead-replied did so.'),
      words.join('\n'),
    );
    assert.ok(
      words.some((each) => /paused until .*: the workflow lead-replied did so\.$/.test(each)),
      words.join('\n'),
    );
  });

  test('A13: the workflow of a sequence takes the place of the standard one there', async () => {
    await pass(4 * 24 * 60);
    await api.call('POST', '/v1/workflows/owner-changed/activate', z.unknown());
    const headers = { 'if-match': '*' };
    await api.call('PATCH', `/v1/leads/${id}`, z.unknown(), { headers, body: { ownerId: 'anne' } });
    await pass(24 * 60);
    assert.equal((await stateOf('spring')).status, 'stopped');
    assert.equal((await stateOf('autumn')).status, 'scheduled');
    const messages = await mailbox.newMessages();
    const toAutumn = messages.find(({ tags }) => tags['enrollment']?.includes('autumn'));
    assert.ok(toAutumn, JSON.stringify(messages));
    await mailbox.act(toAutumn.id, 'reply');
    await pass(30);
    assert.equal((await stateOf('autumn')).status, 'stopped');
    assert.equal((await api.call('GET', `/v1/leads/${id}`, lead)).ownerId, 'anne');
    const runs = await Array.fromAsync(api.list(`/v1/workflow-runs?lead=${id}`, run));
    assert.deepEqual(
      runs.map(({ workflowId }) => workflowId),
      ['autumn.lead-replied', 'owner-changed', 'lead-replied'],
    );
  });
});
