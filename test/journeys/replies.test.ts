import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { timeLapseClock } from '#infra/local/clock.ts';
import { organisation } from '#infra/local/names.ts';
import { startSystem, type System } from '#infra/local/system.ts';
import { localCall } from '#test/support/local-call.ts';

describe('replies on the local system', () => {
  let system: System;
  let call: ReturnType<typeof localCall>;

  // A Monday morning in Paris.
  before(async () => {
    system = await startSystem({
      clock: timeLapseClock('2027-03-08T08:30:00.000Z'),
      leastRateMinutes: 24 * 60,
    });
    call = localCall(system, await system.token({ organisation, userId: 'anne', role: 'admin' }));
  });
  after(() => system.stop());

  const mails = (address: string) => system.aws.mailbox.list({ address });
  const soon = (minutes: number) => system.runUntil(new Date(Date.now() + minutes * 60_000).toISOString());

  test('D5: an answered mail is read by the rep, in the API, in the record and in the own mailbox', async () => {
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
    const wait = { amount: 0, unit: 'minutes' };
    const steps = [{ id: 's1', name: 'Hello', type: 'automated-mail', wait, templateId: 'hello' }];
    await call('PUT', '/v1/sequences/spring', { name: 'Spring', draft: { steps } });
    await call('POST', '/v1/sequences/spring/publish', {}, { 'if-match': '*' });
    const lead = await call('POST', '/v1/leads', { firstName: 'Zoe', email: 'zoe@example.com' });
    await call('POST', '/v1/enrollments', { leadId: lead.id, sequenceId: 'spring' });
    await soon(5);
    const [mail] = mails('zoe@example.com');
    assert.ok(mail);

    const text = 'Yes, on Tuesday.\n\nZoe';
    const answered = await fetch(`${system.mailboxUrl}/messages/${mail.id}/reply`, {
      method: 'POST',
      body: JSON.stringify({ text }),
    });
    assert.equal(answered.status, 202);
    await soon(5);

    const { items } = await call('GET', '/v1/replies');
    assert.equal(items.length, 1);
    const [reply] = items;
    assert.deepEqual(
      [reply.from, reply.leadId, reply.step, reply.excerpt, reply.outcome.kind],
      ['zoe@example.com', lead.id, 's1', 'Yes, on Tuesday. Zoe', 'was-over'],
    );
    assert.equal((await call('GET', `/v1/replies/${reply.id}`)).text, text);
    const record = await call('GET', `/v1/enrollments/${reply.enrollmentId}/record`);
    const told = record.items.find(({ type }: { type: string }) => type === 'replied');
    assert.deepEqual(told.reply, { id: reply.id, excerpt: 'Yes, on Tuesday. Zoe' });

    const [forwarded, ...others] = mails('anne@relance.example');
    assert.deepEqual(others, []);
    assert.ok(forwarded?.kind === 'mail');
    assert.equal(reply.forwarded.messageId, forwarded.id);
    assert.deepEqual([forwarded.subject, forwarded.replyTo], ['Re: Hello Zoe', ['zoe@example.com']]);
    assert.match(forwarded.text ?? '', /^Yes, on Tuesday\.\n\nZoe\n/);
  });
});
