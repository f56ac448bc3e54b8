import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pauseEnrollment, resumeEnrollment } from '#shared/use-cases/enrollments/change-enrollment.ts';
import { completeTask } from '#shared/use-cases/tasks/close-task.ts';
import { sweep } from '#test/support/sweep.ts';
import { ingestAutoReply } from '#shared/use-cases/inbound/ingest-reply.ts';
import { unsubscribeLead } from '#shared/use-cases/suppressions/unsubscribe-lead.ts';
import { ORGANISATION as organisation, SENDER, SEQUENCE } from '#test/support/world.ts';
import { enrolledWorld, LEAD, type TaskWorld } from '#test/support/task-world.ts';
import { because, id, later, mailTask, send, stored, task } from '#test/support/mail-task.ts';
import { at, zoneNamed } from '#test/support/at.ts';

describe('sending by hand', () => {
  test('A15, D6: a reply goes in the thread of the mail before it, with its subject', async () => {
    const w = await mailTask();
    await send(w);
    await w.run(at('2027-03-02T10:00:00.000Z'));
    assert.equal((await send(w, { text: 'Any news?' }, `${id}.s2`)).kind, 'sent');
    const [, reply] = w.mailer.sent;
    assert.ok(reply);
    assert.equal(reply.message.headers['In-Reply-To'], '<message-1@eu-west-1.amazonses.com>');
    assert.match(reply.message.html, /Any news\?/);
    assert.equal((await w.enrollment(id)).state.status, 'finished');
  });

  test('A15, A4: a text goes to the phone, and counts in the day of texts', async () => {
    const w = await mailTask({
      steps: [
        { type: 'sms', templateId: 'sms' },
        { type: 'automated-sms', wait: { amount: 0, unit: 'minutes' } },
      ],
      settings: { maxSmsPerDay: 1 },
    });
    assert.equal((await send(w, { text: 'Hello' })).kind, 'sent');
    assert.equal(w.sms.sent[0]?.message.text, 'Hello');
    await w.run(at('2027-03-01T20:00:00.000Z'));
    assert.equal(w.sms.sent.length, 1);
    await w.run(at('2027-03-02T20:00:00.000Z'));
    assert.equal(w.sms.sent.length, 2);
  });

  test('A3: is refused when the day is full, and nothing is claimed', async () => {
    const w = await mailTask({
      steps: [{ type: 'mail' }],
      leads: [{ id: LEAD }, { id: 'b3j9x0q2m4v7b1zc' }],
      settings: { maxMailsPerDay: 1 },
    });
    assert.equal((await send(w)).kind, 'sent');
    const refused = await send(w, {}, `b3j9x0q2m4v7b1zc.${SEQUENCE}.1.s1`);
    assert.ok(refused.kind === 'refused');
    assert.match(refused.why, /The day of Anne is full, 1 of 1: the most mails a day/);
    assert.equal(w.mailer.calls.length, 1);
  });

  test('A3: is exact when everything is sent at once', async () => {
    const ids = ['a', 'b', 'c', 'd'].map((letter) => `${letter}3j9x0q2m4v7b1zc`);
    const w = await enrolledWorld({
      steps: [{ type: 'mail' }],
      leads: ids.map((lead) => ({ id: lead })),
      settings: { maxMailsPerDay: 2 },
    });
    await w.run(later);
    const results = await Promise.all(ids.map((lead) => send(w, {}, `${lead}.${SEQUENCE}.1.s1`)));
    assert.equal(results.filter(({ kind }) => kind === 'sent').length, 2);
    assert.equal(w.mailer.sent.length, 2);
  });

  test('A3: what the provider refuses gives its slot back, and the task is in hand again', async () => {
    const refusal = { kind: 'refused', retry: false, code: 'MessageRejected', message: 'Virus' } as const;
    const w = await mailTask({ settings: { maxMailsPerDay: 1 } }, (call) =>
      call === 1 ? refusal : 'accept',
    );
    const refused = await send(w);
    assert.ok(refused.kind === 'refused');
    assert.match(refused.why, /MessageRejected/);
    assert.equal((await stored(w))?.status, 'open');
    assert.equal((await w.enrollment(id)).state.status, 'waiting');
    assert.equal((await send(w)).kind, 'sent');
    assert.equal(w.mailer.sent[0]?.message.tags['attempt'], '2');
  });

  for (const [what, again] of [
    ['sent again', (w: TaskWorld) => send(w)],
    [
      'sent elsewhere',
      (w: TaskWorld) => completeTask(w.ports, { organisation, id: task, by: SENDER, now: w.clock.now() }),
    ],
  ] as const)
    test(`A3: what was refused and is ${what} at once counts, though the first slot is given back after it`, async () => {
      const other = 'b3j9x0q2m4v7b1zc';
      const refusal = { kind: 'refused', retry: false, code: 'MessageRejected', message: 'Virus' } as const;
      const w = await mailTask(
        { steps: [{ type: 'mail' }], leads: [{ id: LEAD }, { id: other }], settings: { maxMailsPerDay: 1 } },
        (call) => (call === 1 ? refusal : 'accept'),
      );
      assert.equal((await send(w)).kind, 'refused');
      assert.match((await again(w)).kind, /^(sent|closed)$/);
      await w.run(w.clock.now());
      assert.equal((await send(w, {}, `${other}.${SEQUENCE}.1.s1`)).kind, 'refused');
    });

  test('A5: waits for no delay between automated mails', async () => {
    const w = await mailTask({
      settings: { mailDelay: { kind: 'fixed', seconds: 3600 }, maxMailsPerDay: 9 },
    });
    assert.equal((await send(w)).kind, 'sent');
  });

  test('A6, A7, D5: is refused with the reason for whom the rules keep out', async () => {
    for (const [what, lead] of [
      ['unsubscribed', { suppression: { unsubscribedAt: later } }],
      ['bounced', { suppression: { bouncedAt: later } }],
      ['disqualified', { status: 'disqualified' as const }],
    ] as const) {
      const w = await mailTask();
      const before = await w.ports.store.leads.get(organisation, LEAD);
      assert.ok(before);
      await w.ports.store.leads.put({ ...before, ...lead, revision: 2 }, 1);
      const refused = await send(w);
      assert.ok(refused.kind === 'refused', what);
      assert.match(refused.why, new RegExp(`cannot be sent now: .*${what}`));
      assert.equal(w.mailer.calls.length, 0);
    }
  });

  test('E4: no text goes out in the quiet hours of the recipient', async () => {
    const w = await mailTask({
      steps: [{ type: 'sms', templateId: 'sms' }],
      leads: [{ id: LEAD, zone: zoneNamed('America/New_York') }],
    });
    const refused = await send(w);
    assert.ok(refused.kind === 'refused');
    assert.match(refused.why, /quiet hours/);
  });

  test('D8: a hole of the template is shown, refused while it stands, and may be written over', async () => {
    const w = await mailTask({ leads: [{ id: LEAD, firstName: undefined }] });
    const { body: draft } = await w.as(SENDER, 'user')('GET', `/v1/tasks/${task}/draft`);
    assert.deepEqual(draft.missing, ['lead.firstName']);
    assert.match(draft.subject, /\[lead\.firstName\]/);
    assert.equal((await send(w)).kind, 'invalid');
    assert.equal((await send(w, { text: 'Hello you' })).kind, 'invalid');
    assert.equal((await send(w, { subject: 'Hello', text: 'Hello you' })).kind, 'sent');
  });

  test('D8: the hash of what was really sent is kept', async () => {
    const hashes = await Promise.all(
      [{ text: 'One' }, { text: 'Two' }].map(async (edits) => {
        const w = await mailTask();
        await send(w, edits);
        const sent = (await w.enrollment(id)).events.find((each) => each.type === 'sent');
        assert.ok(sent?.type === 'sent');
        assert.equal(sent.by, SENDER);
        return sent.contentHash;
      }),
    );
    assert.notEqual(hashes[0], hashes[1]);
    assert.match(hashes[0] ?? '', /^[0-9a-f]{64}$/);
  });
});

describe('a lead who unsubscribes while the sequence is paused', () => {
  const unsubscribe = (w: TaskWorld) =>
    unsubscribeLead(w.ports, { organisation, leadId: LEAD, by: 'link', now: w.clock.now() });
  const pause = (w: TaskWorld) => pauseEnrollment(w.ports, { organisation, id, because, now: w.clock.now() });
  const resume = (w: TaskWorld) =>
    resumeEnrollment(w.ports, { organisation, id, because, now: w.clock.now() });

  test('A6: loses the open task of a type that is skipped, and resuming goes on after it', async () => {
    const w = await mailTask({ steps: [{ type: 'mail' }, { type: 'call' }] });
    await pause(w);
    await unsubscribe(w);
    assert.equal((await stored(w))?.status, 'cancelled');
    assert.equal((await w.enrollment(id)).state.status, 'paused');
    await resume(w);
    const { state, done } = await w.enrollment(id);
    assert.deepEqual(done, ['s1']);
    assert.ok(state.status === 'scheduled' && state.step === 's2');
  });

  test('A6, F3: while the provider is being called, has that mail on record as sent', async () => {
    const w = await mailTask();
    const { mailer } = w.ports;
    w.ports.mailer = {
      send: async (mail) => {
        await pause(w);
        await unsubscribe(w);
        return mailer.send(mail);
      },
    };
    assert.equal((await send(w)).kind, 'sent');
    const { messages, state } = await w.enrollment(id);
    assert.equal(messages['s1'], 'message-1');
    assert.equal(state.status, 'paused');
    await resume(w);
    assert.equal((await w.enrollment(id)).state.status, 'finished');
    assert.equal(w.mailer.calls.length, 1);
  });
});

test('F4: a task taken off the list while its enrollment waits for it is put back by the sweep', async () => {
  const w = await mailTask();
  const open = await stored(w);
  assert.ok(open);
  await w.ports.store.tasks.put(
    { ...open, revision: open.revision + 1, status: 'cancelled', closedAt: later },
    open.revision,
  );
  await w.run(at('2027-03-01T10:00:00.000Z'));
  assert.equal((await sweep(w.ports, w.clock.now())).repaired, 1);
  assert.equal((await stored(w))?.status, 'open');
  assert.equal((await send(w)).kind, 'sent');
});

test('D5: the automatic answer of a mailbox to an earlier mail leaves an open task open, and is on record once', async () => {
  const w = await mailTask();
  await send(w);
  await w.run(at('2027-03-02T10:00:00.000Z'));
  assert.equal((await w.enrollment(id)).state.status, 'waiting');
  const message = { organisation, enrollment: id, step: 's1' };
  for (let times = 0; times < 2; times += 1)
    await ingestAutoReply(w.ports, { message, at: at('2027-03-02T09:59:00.000Z'), now: w.clock.now() });
  assert.equal((await w.enrollment(id)).state.status, 'waiting');
  const { items } = await w.ports.store.activities.ofLead(organisation, LEAD, { limit: 100 });
  const answers = items.flatMap(({ events }) => events).filter(({ type }) => type === 'auto-replied');
  assert.deepEqual(answers, [
    { type: 'auto-replied', step: 's1', until: at('2027-03-05T09:59:00.000Z'), held: false },
  ]);
});
