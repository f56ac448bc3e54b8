import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { timeLapseClock } from '#infra/local/clock.ts';
import { organisation } from '#infra/local/names.ts';
import { startSystem, type System } from '#infra/local/system.ts';
import { localCall } from '#test/support/local-call.ts';
import type { ApiAnswer } from '#test/support/api.ts';

describe('tasks on the local system, through the HTTP API alone', () => {
  let system: System;
  let call: ReturnType<typeof localCall>;

  // Sunday evening in Paris.
  before(async () => {
    system = await startSystem({
      clock: timeLapseClock('2027-03-07T19:00:00.000Z'),
      leastRateMinutes: 24 * 60,
    });
    call = localCall(system, await system.token({ organisation, userId: 'anne', role: 'admin' }));
  });
  after(() => system.stop());

  test('A15, D2, A9: a mail by hand and a custom task appear on Monday, are sent and done, and the sequence goes on', async () => {
    await call('PUT', '/v1/users/anne', {
      name: 'Anne',
      email: 'anne@relance.example',
      role: 'admin',
      zone: 'Europe/Paris',
    });
    await call('PUT', '/v1/templates/hello', {
      kind: 'mail',
      name: 'Hello',
      subject: 'Hello {{ lead.firstName }}',
      html: '<p>Hello {{ lead.firstName }}</p>',
    });
    await call('PUT', '/v1/templates/call', {
      kind: 'task',
      name: 'Call',
      text: 'Call {{ lead.firstName }}',
    });
    await call('PUT', '/v1/sequences/spring', {
      name: 'Spring',
      draft: {
        steps: [
          {
            id: 's1',
            name: 'Hello',
            type: 'mail',
            wait: { amount: 0, unit: 'minutes' },
            templateId: 'hello',
          },
          { id: 's2', name: 'Call', type: 'call', wait: { amount: 1, unit: 'days' }, templateId: 'call' },
        ],
      },
    });
    await call('POST', '/v1/sequences/spring/publish', {}, { 'if-match': '*' });
    const lead = await call('POST', '/v1/leads', {
      firstName: 'Jean',
      email: 'jean@example.com',
      phone: '+33612345678',
    });
    await call('POST', '/v1/enrollments', { leadId: lead.id, sequenceId: 'spring' });
    await call('POST', '/v1/tasks', { leadId: lead.id, name: 'Look him up', due: '2027-03-07T19:30:00Z' });

    await system.runUntil('2027-03-08T07:59:00.000Z');
    assert.deepEqual((await call('GET', '/v1/tasks')).items, []);
    await system.runUntil('2027-03-08T08:02:00.000Z');
    const { items } = await call('GET', '/v1/tasks');
    assert.deepEqual(items.map(({ name }: { name: string }) => name).toSorted(), ['Hello', 'Look him up']);
    const mail = items.find(({ type }: { type: string }) => type === 'mail');

    const draft = await call('GET', `/v1/tasks/${mail.id}/draft`);
    assert.equal(draft.subject, 'Hello Jean');
    const sent = await call('POST', `/v1/tasks/${mail.id}/send`, { text: 'Shall we talk?' });
    assert.equal(sent.outcome, 'sent');
    assert.equal(sent.task.status, 'completed');
    await system.drain();
    const { messages } = (await (
      await fetch(`${system.mailboxUrl}/messages?after=0`)
    ).json()) as ApiAnswer['body'];
    assert.deepEqual(
      messages.map(({ subject }: { subject: string }) => subject),
      ['Hello Jean'],
    );

    await system.runUntil('2027-03-09T09:00:00.000Z');
    const [task] = (await call('GET', '/v1/tasks?type=call')).items;
    assert.equal(task.instructions, 'Call Jean');
    await call('POST', `/v1/tasks/${task.id}/complete`, { outcome: 'Demo on Friday', durationSeconds: 185 });
    assert.equal((await call('GET', `/v1/enrollments/${lead.id}.spring.1`)).state.status, 'finished');
    await system.drain();
    const record = await call('GET', `/v1/enrollments/${lead.id}.spring.1/record`);
    const words = record.items.map((item: { words: string }) => item.words);
    assert.ok(
      words.some((each: string) =>
        each.startsWith('“Hello” was sent to jean@example.com in the name of anne, by anne'),
      ),
    );
    assert.ok(words.includes('anne completed the task “Call”, after 3 min 5 s (“Demo on Friday”).'));
  });
});
