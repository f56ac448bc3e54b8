import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ProviderEventKind } from '#shared/domain/deliverability/provider-event.ts';
import { ingestProviderEvent } from '#shared/use-cases/engine/ingest-provider-event.ts';
import { pauseEnrollment } from '#shared/use-cases/engine/pause-enrollment.ts';
import { resolveUnknown } from '#shared/use-cases/engine/resolve-unknown.ts';
import { resumeEnrollment } from '#shared/use-cases/engine/resume-enrollment.ts';
import { sendByHand } from '#shared/use-cases/engine/send-by-hand.ts';
import { sweep } from '#shared/use-cases/engine/sweep.ts';
import { takeInAutoReply, takeInReply } from '#shared/use-cases/engine/take-in-reply.ts';
import { unsubscribeLead } from '#shared/use-cases/engine/unsubscribe-lead.ts';
import type { ProviderBehaviour } from '#test/support/memory/memory-sender.ts';
import { ORGANISATION as organisation, SENDER, SEQUENCE, type seed } from '#test/support/world.ts';
import { enrolledWorld, LEAD, type TaskWorld } from '#test/support/task-world.ts';

const id = `${LEAD}.${SEQUENCE}.1`;
const task = `${id}.s1`;
const because = { kind: 'person', userId: SENDER } as const;
const later = '2027-03-01T09:00:00.000Z';

/** A task that is a mail, open since nine on a Monday in Paris; it is ten. */
async function mailTask(
  of: Partial<Parameters<typeof seed>[1]> = {},
  behave?: (call: number) => ProviderBehaviour,
): Promise<TaskWorld> {
  const w = await enrolledWorld(
    { steps: [{ type: 'mail' }, { type: 'reply' }], ...of },
    behave === undefined ? {} : { behave },
  );
  await w.run(later);
  assert.equal((await w.enrollment(id)).state.status, 'waiting');
  return w;
}

const send = (w: TaskWorld, edits = {}, of = task) =>
  sendByHand(w.ports, { organisation, id: of, by: SENDER, edits, now: w.clock.now() });
const stored = (w: TaskWorld, of = task) => w.ports.store.tasks.get(organisation, of);
const event = (w: TaskWorld, kind: ProviderEventKind, attempt = 1) => ({
  kind,
  at: w.clock.now(),
  messageId: 'message-1',
  recipient: [`${LEAD}@example.com`],
  tags: { organisation, enrollment: id, step: 's1', attempt },
});

describe('sending by hand', () => {
  test('A15, D6: a reply goes in the thread of the mail before it, with its subject', async () => {
    const w = await mailTask();
    await send(w);
    await w.run('2027-03-02T10:00:00.000Z');
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
    await w.run('2027-03-01T20:00:00.000Z');
    assert.equal(w.sms.sent.length, 1);
    await w.run('2027-03-02T20:00:00.000Z');
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

  test('A3: what the provider refuses gives its place back, and the task is in hand again', async () => {
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
      leads: [{ id: LEAD, zone: 'America/New_York' }],
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

describe('never twice by hand (F3)', () => {
  test('F3: two clicks at once send one mail', async () => {
    const w = await mailTask({ settings: { maxMailsPerDay: 1 } });
    const results = await Promise.all([send(w), send(w), send(w)]);
    assert.equal(w.mailer.calls.length, 1);
    assert.equal(results.filter(({ kind }) => kind === 'sent').length, 1);
    assert.equal((await send(w)).kind, 'unchanged');
  });

  for (const [answer, arrived] of [
    ['lose-answer', true],
    ['lose-call', false],
  ] as const) {
    test(`F3: an outcome that nobody knows (${answer}) is not sent again, by whom ever it is asked`, async () => {
      const w = await mailTask({}, () => answer);
      assert.equal((await send(w)).kind, 'unknown');
      assert.equal((await send(w)).kind, 'unknown');
      const { anne, path } = { anne: w.as(SENDER, 'user'), path: `/v1/tasks/${task}` };
      assert.equal((await anne('POST', `${path}/complete`)).status, 409);
      assert.equal((await anne('POST', `${path}/skip`)).status, 409);
      await w.run('2027-03-05T09:00:00.000Z');
      await sweep(w.ports, w.clock.now());
      assert.equal(w.mailer.calls.length, 1);
      assert.equal(w.mailer.sent.length, arrived ? 1 : 0);
      const { state } = await w.enrollment(id);
      assert.ok(state.status === 'unknown' && state.listedAt <= w.clock.now());
    });
  }

  test('F3, D2: the provider’s event settles it: the task is completed and the sequence goes on', async () => {
    const w = await mailTask({}, () => 'lose-answer');
    await send(w);
    await ingestProviderEvent(w.ports, event(w, 'delivered'), w.clock.now(), organisation);
    const { state, done } = await w.enrollment(id);
    assert.deepEqual(done, ['s1']);
    assert.ok(state.status === 'scheduled' && state.step === 's2');
    assert.equal((await stored(w))?.status, 'completed');
    assert.equal((await send(w)).kind, 'unchanged');
  });

  for (const [how, settle] of [
    [
      'the provider’s event',
      (w: TaskWorld) => ingestProviderEvent(w.ports, event(w, 'delivered'), w.clock.now(), organisation),
    ],
    [
      'a person',
      (w: TaskWorld) =>
        resolveUnknown(w.ports, { organisation, id, outcome: 'sent', by: SENDER, now: w.clock.now() }),
    ],
  ] as const) {
    test(`A15, F2: settled by ${how}, it is on record in the name of the user who has the task`, async () => {
      const w = await mailTask({}, () => 'lose-answer');
      const open = await stored(w);
      const anne = await w.ports.store.users.get(organisation, SENDER);
      assert.ok(open && anne);
      await w.ports.store.users.put({ ...anne, id: 'luc' }, 'absent');
      await w.ports.store.tasks.put({ ...open, revision: open.revision + 1, userId: 'luc' }, open.revision);
      assert.equal((await send(w)).kind, 'unknown');
      await settle(w);
      const sent = (await w.enrollment(id)).events.find(({ type }) => type === 'sent');
      assert.ok(sent?.type === 'sent');
      assert.equal(sent.sender, 'luc');
      assert.equal(sent.by, SENDER);
    });
  }

  test('F3: a rejection by the provider gives the task back', async () => {
    const w = await mailTask({}, (call) => (call === 1 ? 'lose-call' : 'accept'));
    await send(w);
    await ingestProviderEvent(w.ports, event(w, 'rejected'), w.clock.now(), organisation);
    assert.equal((await w.enrollment(id)).state.status, 'waiting');
    assert.equal((await send(w)).kind, 'sent');
  });

  test('F3: a person settles it: sent completes the task, resend gives it back', async () => {
    for (const outcome of ['sent', 'resend'] as const) {
      const w = await mailTask({}, (call) => (call === 1 ? 'lose-call' : 'accept'));
      await send(w);
      await resolveUnknown(w.ports, { organisation, id, outcome, by: SENDER, now: w.clock.now() });
      assert.equal((await stored(w))?.status, outcome === 'sent' ? 'completed' : 'open');
      assert.equal((await send(w)).kind, outcome === 'sent' ? 'unchanged' : 'sent');
      assert.equal(w.mailer.calls.length, outcome === 'sent' ? 1 : 2);
    }
  });

  test('F3: an event of a mail that was held to be lost completes the task before it is sent again', async () => {
    const w = await mailTask({}, () => 'lose-answer');
    await send(w);
    await resolveUnknown(w.ports, { organisation, id, outcome: 'resend', by: SENDER, now: w.clock.now() });
    await ingestProviderEvent(w.ports, event(w, 'delivered'), w.clock.now(), organisation);
    assert.equal((await stored(w))?.status, 'completed');
    assert.equal((await send(w)).kind, 'unchanged');
    assert.equal(w.mailer.calls.length, 1);
  });

  const meanwhile = {
    'a pause': (w: TaskWorld) => pauseEnrollment(w.ports, { organisation, id, because, now: w.clock.now() }),
    'a reply': (w: TaskWorld) =>
      takeInReply(w.ports, { message: { organisation, enrollment: id, step: 's1' }, at: later, now: later }),
    'an unsubscription': (w: TaskWorld) =>
      unsubscribeLead(w.ports, { organisation, leadId: LEAD, by: 'link', enrollmentId: id, now: later }),
  };
  for (const [what, act] of Object.entries(meanwhile)) {
    test(`F3: ${what} in the middle of the call leaves the mail sent once and the task completed`, async () => {
      const w = await mailTask();
      const { mailer } = w.ports;
      w.ports.mailer = {
        send: async (mail) => {
          await act(w);
          return mailer.send(mail);
        },
      };
      assert.equal((await send(w)).kind, 'sent');
      w.ports.mailer = mailer;
      assert.equal((await stored(w))?.status, 'completed');
      const { done, claim } = await w.enrollment(id);
      assert.ok(done.includes('s1'));
      assert.equal(claim, undefined);
      if (what === 'a pause') {
        await resumeEnrollment(w.ports, { organisation, id, because, now: w.clock.now() });
        const { state } = await w.enrollment(id);
        assert.ok(state.status === 'scheduled' && state.step === 's2');
      }
      assert.equal(w.mailer.calls.length, 1);
    });
  }

  test('F3: a pause in the middle of a call that is refused keeps the task for afterwards', async () => {
    const refusal = { kind: 'refused', retry: true, code: 'Throttling', message: 'Slow down' } as const;
    const w = await mailTask({}, (call) => (call === 1 ? refusal : 'accept'));
    const { mailer } = w.ports;
    w.ports.mailer = {
      send: async (mail) => {
        await pauseEnrollment(w.ports, { organisation, id, because, now: w.clock.now() });
        return mailer.send(mail);
      },
    };
    assert.equal((await send(w)).kind, 'refused');
    w.ports.mailer = mailer;
    assert.equal((await send(w)).kind, 'refused');
    await resumeEnrollment(w.ports, { organisation, id, because, now: w.clock.now() });
    assert.equal((await w.enrollment(id)).state.status, 'waiting');
    assert.equal((await send(w)).kind, 'sent');
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
  await w.run('2027-03-01T10:00:00.000Z');
  assert.equal((await sweep(w.ports, w.clock.now())).repaired, 1);
  const { status, closedAt } = (await stored(w)) ?? {};
  assert.deepEqual([status, closedAt], ['open', undefined]);
  assert.equal((await send(w)).kind, 'sent');
});

test('D5: the automatic answer of a mailbox to an earlier mail leaves an open task open, and is on record once', async () => {
  const w = await mailTask();
  await send(w);
  await w.run('2027-03-02T10:00:00.000Z');
  assert.equal((await w.enrollment(id)).state.status, 'waiting');
  const message = { organisation, enrollment: id, step: 's1' };
  for (let times = 0; times < 2; times += 1)
    await takeInAutoReply(w.ports, { message, at: '2027-03-02T09:59:00.000Z', now: w.clock.now() });
  assert.equal((await w.enrollment(id)).state.status, 'waiting');
  const { items } = await w.ports.store.activities.ofLead(organisation, LEAD, { limit: 100 });
  const answers = items.flatMap(({ events }) => events).filter(({ type }) => type === 'auto-replied');
  assert.deepEqual(answers, [
    { type: 'auto-replied', step: 's1', until: '2027-03-05T09:59:00.000Z', held: false },
  ]);
});
