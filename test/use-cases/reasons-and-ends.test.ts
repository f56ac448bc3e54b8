import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Reason } from '#shared/domain/settings/reason.ts';
import type { Lead } from '#shared/domain/people/people.ts';
import type { Settings } from '#shared/domain/settings/settings.ts';
import { convertLead } from '#shared/use-cases/leads/convert-lead.ts';
import { pauseEnrollment } from '#shared/use-cases/enrollments/change-enrollment.ts';
import { ingestAutoReply, ingestReply } from '#shared/use-cases/inbound/ingest-reply.ts';
import { unsubscribeLead } from '#shared/use-cases/suppressions/unsubscribe-lead.ts';
import { ORGANISATION as organisation, SENDER, SEQUENCE, type World } from '#test/support/world.ts';
import { id, start, person, source, living, enroll, eventsOf, reasons } from '#test/support/recorded.ts';
import { at } from '#test/support/at.ts';
import { textOf, toInstant } from '#shared/domain/time/instants.ts';

async function changeLead(w: World, values: Partial<Lead>): Promise<void> {
  const lead = await w.ports.store.leads.get(organisation, 'lead1');
  assert.ok(lead);
  await w.ports.store.leads.put({ ...lead, ...values, revision: lead.revision + 1 }, lead.revision);
}

describe('why (F2)', () => {
  test('a slot lost because the wake-up came late says so', async () => {
    const leads = ['lead1', 'lead2'].map((lead) => ({ id: lead }));
    const w = await living({ steps: [{}], leads, settings: { mailDelay: { kind: 'fixed', seconds: 3600 } } });
    const { scheduler } = w;
    for (const entry of scheduler.entries()) {
      await scheduler.remove(entry.name);
      await scheduler.create({ ...entry, at: at('2026-11-23T12:00:00.000Z') });
    }
    await w.run(at('2026-11-23T12:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 1);
    const [deferred] = reasons(w, 'deferred', `lead2.${SEQUENCE}.1`);
    assert.deepEqual(deferred, [
      { kind: 'engine', rule: 'late-wake-up' },
      { kind: 'setting', setting: 'mailDelay', source },
    ]);
    await w.run(at('2026-11-23T13:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 2);
  });

  test('the first of several rules that speak against a step is named: stopped before skipped, unsubscribed before bounced', async () => {
    const at = start;
    for (const [lead, because] of [
      [
        { status: 'disqualified', suppression: { unsubscribedAt: at } },
        { kind: 'lead', fact: 'disqualified' },
      ],
      [{ suppression: { unsubscribedAt: at, bouncedAt: at } }, { kind: 'lead', fact: 'unsubscribed', at }],
      [{ suppression: { complainedAt: at, bouncedAt: at } }, { kind: 'lead', fact: 'complained', at }],
      [{ suppression: { bouncedAt: at } }, { kind: 'lead', fact: 'bounced', at }],
      [{ email: undefined }, { kind: 'lead', fact: 'no-address' }],
    ] satisfies [Partial<Lead>, Reason][]) {
      const w = await living({ steps: [{}] });
      await changeLead(w, lead);
      await w.run(toInstant('2026-11-24T09:00:00.000Z'));
      const said = [...reasons(w, 'stopped'), ...reasons(w, 'skipped')];
      assert.deepEqual(said[0], [because]);
      assert.equal(w.mailer.calls.length, 0);
    }
  });

  test('A6, A7: an unsubscription and a bounce follow their own rules; a reply step follows mail only for a bounce', async () => {
    const none = { skips: [] };
    for (const [values, lead, sent] of [
      [{ unsubscribeRules: none }, { unsubscribedAt: start }, 2],
      [{ bounceRules: none }, { bouncedAt: start }, 2],
      [{ bounceRules: { skips: ['automated-mail'] } }, { bouncedAt: start }, 0],
      [{ unsubscribeRules: { skips: ['automated-mail'] } }, { unsubscribedAt: start }, 1],
    ] as const) {
      const w = await living({
        steps: [{}, { type: 'automated-reply' }],
        settings: values as unknown as Partial<Settings>,
        leads: [{ id: 'lead1', suppression: lead }],
      });
      await w.run(at('2026-11-30T09:00:00.000Z'));
      assert.equal(w.mailer.sent.length, sent, JSON.stringify(values));
    }
  });
});

describe('the end of a sequence', () => {
  test('A7: comes once when the rules skip all that is left, also an open task, which leaves the list', async () => {
    const w = await living({ steps: [{ type: 'mail' }, {}] });
    await w.run(at('2026-11-23T10:00:00.000Z'));
    await unsubscribeLead(w.ports, { organisation, leadId: 'lead1', by: 'user', now: w.clock.now() });
    await unsubscribeLead(w.ports, { organisation, leadId: 'lead1', by: 'user', now: w.clock.now() });
    await w.run(at('2026-12-23T10:00:00.000Z'));
    assert.equal(eventsOf(w).filter(({ type }) => type === 'finished').length, 1);
    assert.equal((await w.ports.store.tasks.get(organisation, `${id}.s1`))?.status, 'cancelled');
  });

  test('does not come while a step is left that the rules allow; an open task that they forbid is skipped at once', async () => {
    const w = await living({ steps: [{ type: 'mail' }, { type: 'call' }] });
    await w.run(at('2026-11-23T10:00:00.000Z'));
    await unsubscribeLead(w.ports, { organisation, leadId: 'lead1', by: 'user', now: w.clock.now() });
    const { state, done } = await w.enrollment(id);
    assert.deepEqual([state.status, done], ['scheduled', ['s1']]);
    assert.equal((await w.ports.store.tasks.get(organisation, `${id}.s1`))?.status, 'cancelled');
    await w.run(at('2026-11-24T12:00:00.000Z'));
    assert.equal((await w.enrollment(id)).state.status, 'waiting');
  });

  test('D11: comes at once for whom a deleted sequence had planned a mail: nothing more goes out', async () => {
    const w = await living({ steps: [{}, {}] });
    await w.run(at('2026-11-23T12:00:00.000Z'));
    const sequence = await w.ports.store.sequences.get(organisation, SEQUENCE);
    assert.ok(sequence);
    await w.ports.store.sequences.put({ ...sequence, status: 'deleted', revision: 2 }, 1);
    await w.run(at('2026-12-23T12:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 1);
    assert.deepEqual(reasons(w, 'stopped'), [[{ kind: 'engine', rule: 'sequence-deleted' }]]);
  });

  test('D5: comes with the conversion of the lead, but not for a contact enrolled after it', async () => {
    const w = await living({ steps: [{}, {}] });
    await w.run(at('2026-11-23T12:00:00.000Z'));
    const convert = () =>
      convertLead(w.ports, {
        organisation,
        leadId: 'lead1',
        as: 'converted',
        by: SENDER,
        now: w.clock.now(),
      });
    await convert();
    await w.run(at('2026-11-23T13:00:00.000Z'));
    await enroll(w);
    await convert();
    await w.run(at('2026-11-30T12:00:00.000Z'));
    assert.equal((await w.enrollment(id)).state.status, 'stopped');
    assert.equal((await w.enrollment(`lead1.${SEQUENCE}.2`)).state.status, 'finished');
    const { items } = await w.ports.store.activities.ofLead(organisation, 'lead1', { limit: 9 });
    assert.equal(items.length, 1);
  });
});

describe('an automatic reply (D5)', () => {
  const message = { organisation, enrollment: id, step: 's1' };

  test('D5: holds the sequence until the stated date, else for three days, then it goes on', async () => {
    for (const [until, goesOn] of [
      [at('2026-11-30T23:00:00.000Z'), '2026-12-01T08:00'],
      [undefined, '2026-11-26T10:01'],
    ] as const) {
      const w = await living({ steps: [{}, {}] });
      await w.run(at('2026-11-23T10:00:00.000Z'));
      await ingestAutoReply(w.ports, { message, at: w.clock.now(), until, now: w.clock.now() });
      await w.run(at('2026-12-10T10:00:00.000Z'));
      const second = w.changes.find(({ claim }) => claim?.step === 's2');
      assert.equal(textOf(second!.claim!.at).slice(0, 16), goesOn);
    }
  });

  test('D5: does not shorten a pause, and a reply after it still stops', async () => {
    const w = await living({ steps: [{}, {}] });
    await w.run(at('2026-11-23T10:00:00.000Z'));
    await pauseEnrollment(w.ports, { organisation, id, because: person, now: w.clock.now() });
    await ingestAutoReply(w.ports, { message, at: w.clock.now(), now: w.clock.now() });
    const { state } = await w.enrollment(id);
    assert.deepEqual(state.status === 'paused' && state.because, person);
    await ingestReply(w.ports, { message, at: w.clock.now(), now: w.clock.now() });
    assert.equal((await w.enrollment(id)).state.status, 'stopped');
  });
});

describe('a thread (D6)', () => {
  test('of several mails names each of them, the one answered last, and keeps the first subject', async () => {
    const w = await living({
      steps: [
        {},
        { type: 'automated-reply', templateId: 'bare' },
        { type: 'automated-reply', templateId: 'bare' },
        { type: 'automated-reply', templateId: 'bare', inThreadOf: 's1' },
      ],
    });
    const template = await w.ports.store.templates.get(organisation, 'mail');
    assert.ok(template?.kind === 'mail');
    await w.ports.store.templates.put({ ...template, id: 'bare', subject: undefined }, 'absent');
    await w.run(at('2026-12-10T10:00:00.000Z'));
    const mails = w.mailer.sent.map(({ message }) => message);
    const ids = (text = '') => [...text.matchAll(/message-\d/g)].map(([one]) => one);
    assert.deepEqual(
      mails.map(({ subject }) => subject),
      ['Hello Zoé', 'Re: Hello Zoé', 'Re: Hello Zoé', 'Re: Hello Zoé'],
    );
    assert.deepEqual(
      mails.map(({ headers }) => ids(headers['In-Reply-To'])),
      [[], ['message-1'], ['message-2'], ['message-1']],
    );
    assert.deepEqual(ids(mails[2]?.headers['References']), ['message-1', 'message-2']);
    assert.deepEqual(ids(mails[3]?.headers['References']), ['message-1']);
  });
});
