import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { InboundMail } from '#shared/domain/inbound/inbound-mail.ts';
import { replyAddress } from '#shared/domain/inbound/message-mark.ts';
import type { ReplyFile } from '#shared/domain/inbound/reply-file.ts';
import type { Reply } from '#shared/domain/inbound/reply.ts';
import type { Settings } from '#shared/domain/settings/settings.ts';
import { receiveMail } from '#shared/use-cases/inbound/receive-mail.ts';
import type { Store } from '#shared/ports/store.ts';
import { id, living } from '#test/support/recorded.ts';
import { at, zoneNamed } from '#test/support/at.ts';
import { ORGANISATION as organisation, SENDER, type World } from '#test/support/world.ts';

const receivedAt = at('2026-11-24T10:00:00.000Z');
const message = { organisation, enrollment: id, step: 's1' };

const plan: ReplyFile = {
  ...{ name: 'plan.pdf', type: 'application/pdf', size: 3 },
  part: { from: 10, length: 4, encoding: 'base64' },
};

const mailTo = (w: World, over: Partial<InboundMail> = {}): InboundMail => ({
  from: 'lead1@example.com',
  fromName: 'Zoé Martin',
  to: [replyAddress(message, 'reply.acme.example', w.ports.links) ?? ''],
  messageId: '<answer@example.com>',
  inReplyTo: ['<message-1@eu-west-1.amazonses.com>'],
  references: ['<message-1@eu-west-1.amazonses.com>'],
  subject: 'Re: Hello Zoé',
  headers: {},
  text: 'Yes, on Tuesday.',
  textCut: false,
  whole: 'Yes, on Tuesday.\n\n> Tuesday?',
  files: [plan],
  key: 'mail-1',
  receivedAt,
  ...over,
});

const receive = (w: World, over: Partial<InboundMail> = {}, store: Store = w.ports.store) =>
  receiveMail(
    { ...w.ports, store },
    mailTo(w, over),
    { replyDomain: 'reply.acme.example', marks: w.ports.links, defaultOrganisation: organisation },
    w.clock.now(),
  );

const kept = async (w: World): Promise<Reply[]> =>
  (await w.ports.store.replies.list(organisation, { limit: 10, query: { index: 'byTime', of: 'all' } }))
    .items;

const one = async (w: World): Promise<Reply> => {
  const [reply, ...others] = await kept(w);
  assert.deepEqual(others, []);
  return reply ?? assert.fail('No reply is kept');
};

/** A lead who got the first of two mails. */
async function mailed(
  of: Partial<Parameters<typeof living>[0]> = {},
  behave?: Parameters<typeof living>[1],
): Promise<World> {
  const w = await living({ steps: [{}, { wait: { amount: 5, unit: 'days' } }], ...of }, behave);
  await w.run(at('2026-11-24T09:59:00.000Z'));
  assert.equal(w.mailer.sent.length, 1);
  return w;
}

const forwards = (w: World) => w.mailer.sent.slice(1).map((sent) => sent.message);

describe('replies', () => {
  test('D5: what a lead answers is kept with what it answers and what became of it', async () => {
    const w = await mailed();
    assert.equal(await receive(w), 'reply');
    const { id: replyId, forwarded, ...reply } = await one(w);
    assert.deepEqual(reply, {
      ...{ organisation, revision: 2, kind: 'reply', at: receivedAt },
      ...{ from: 'lead1@example.com', fromName: 'Zoé Martin', subject: 'Re: Hello Zoé' },
      ...{ messageId: '<answer@example.com>', text: 'Yes, on Tuesday.', textCut: false },
      ...{ whole: 'Yes, on Tuesday.\n\n> Tuesday?', key: 'mail-1' },
      files: [plan],
      ...{ leadId: 'lead1', enrollmentId: id, sequenceId: 'spring', step: 's1' },
      ...{ userId: SENDER, ownerId: SENDER },
      outcome: { kind: 'stopped' },
      expiresAt: Date.parse('2027-11-24T10:00:00Z') / 1000,
    });
    assert.equal(forwarded.kind, 'sent');
    const { state, events } = await w.enrollment(id);
    assert.equal(state.status, 'stopped');
    assert.deepEqual(events[0], { type: 'replied', step: 's1', reply: replyId });
  });

  test('D5: it is forwarded to the user, from an address of ours, so that answering it goes to the lead in the thread', async () => {
    const w = await mailed({ settings: { profile: profile('Acme', 'fr') } });
    await receive(w);
    const { id: replyId } = await one(w);
    const [mail, ...others] = forwards(w);
    assert.deepEqual(others, []);
    const { text, html, ...head } = mail ?? assert.fail();
    assert.deepEqual(head, {
      from: { name: 'Zoé Martin via Acme', address: 'sales@acme.example' },
      replyTo: 'lead1@example.com',
      to: 'anne@acme.example',
      subject: 'Re: Hello Zoé',
      headers: {
        'In-Reply-To': '<message-1@eu-west-1.amazonses.com>',
        References: '<message-1@eu-west-1.amazonses.com> <answer@example.com>',
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        'X-Relance-Forwarded': replyId,
      },
      tags: { forwarded: replyId },
    });
    assert.match(text, /^Yes, on Tuesday\.\n\n-- \nLes fichiers joints ne sont pas transmis : plan\.pdf\.\n/);
    assert.match(text, /votre réponse ira à lead1@example\.com\.$/m);
    assert.match(html, /^<p>Yes, on Tuesday\.<\/p><hr>/);
  });

  test('D5: a mail that comes again, also from the mail server, is kept and forwarded once', async () => {
    const w = await mailed();
    await receive(w);
    const before = await one(w);
    await receive(w);
    await receive(w, { receivedAt: at('2026-11-24T10:05:00.000Z') });
    assert.deepEqual(await one(w), before);
    assert.equal(forwards(w).length, 1);
  });

  test('D5: a worker that dies after forwarding forwards nothing again, and one that dies before keeping loses nothing', async () => {
    const w = await mailed();
    const { replies } = w.ports.store;
    const dying = (when: number): Store => {
      let puts = 0;
      return {
        ...w.ports.store,
        replies: {
          ...replies,
          put: async (...of) => {
            puts += 1;
            if (puts === when) throw new Error('The worker died.');
            return replies.put(...of);
          },
        },
      };
    };
    await assert.rejects(receive(w, {}, dying(1)));
    assert.deepEqual([(await kept(w)).length, forwards(w).length], [0, 0]);
    await assert.rejects(receive(w, {}, dying(2)));
    assert.equal((await one(w)).forwarded.kind, 'claimed');
    await receive(w);
    const { outcome, forwarded } = await one(w);
    assert.deepEqual([outcome.kind, forwarded.kind, forwards(w).length], ['stopped', 'claimed', 1]);
  });

  test('D5: a forwarding that the provider refuses changes nothing of what the reply did, and is said', async () => {
    const refusal = { kind: 'refused', retry: false, code: 'MessageRejected', message: 'No' } as const;
    const w = await mailed({}, (call) => (call === 1 ? 'accept' : refusal));
    assert.equal(await receive(w), 'reply');
    const { outcome, forwarded } = await one(w);
    assert.deepEqual(forwarded, { kind: 'failed', at: w.clock.now(), reason: 'MessageRejected: No' });
    assert.equal(outcome.kind, 'stopped');
    assert.equal((await w.enrollment(id)).state.status, 'stopped');
  });

  test('D5: forwarding is switched off by the setting, and says so', async () => {
    const w = await mailed({ settings: { replyForwarding: false } });
    await receive(w);
    assert.deepEqual((await one(w)).forwarded, { kind: 'off', why: 'setting' });
    assert.equal(forwards(w).length, 0);
  });

  test('D5: it is not forwarded to who is switched off, nor to an address that replies come to', async () => {
    for (const [user, why] of [
      [{ active: false }, 'nobody'],
      [{ email: 'anne@reply.acme.example' }, 'own-address'],
    ] as const) {
      const w = await mailed();
      const before = (await w.ports.store.users.get(organisation, SENDER)) ?? assert.fail();
      await w.ports.store.users.put({ ...before, ...user, revision: 2 }, 1);
      await receive(w);
      assert.deepEqual((await one(w)).forwarded, { kind: 'off', why });
    }
  });

  test('D5: an automatic answer is kept and forwarded to nobody', async () => {
    const w = await mailed();
    assert.equal(await receive(w, { headers: { 'auto-submitted': ['auto-replied'] } }), 'auto-reply');
    const { id: replyId, kind, outcome, forwarded } = await one(w);
    assert.equal(kind, 'auto-reply');
    assert.deepEqual(outcome, { kind: 'held', until: at('2026-11-27T10:00:00.000Z') });
    assert.deepEqual(forwarded, { kind: 'off', why: 'automatic' });
    assert.equal(forwards(w).length, 0);
    const { events } = await w.enrollment(id);
    assert.equal(events[0]?.type === 'auto-replied' && events[0].reply, replyId);
  });

  test('D5: an answer says what it did: nothing more, once over; goes on, where the sequence does', async () => {
    const w = await mailed();
    await receive(w);
    await receive(w, { messageId: '<second@example.com>', receivedAt: at('2026-11-24T11:00:00.000Z') });
    assert.deepEqual(
      (await kept(w)).map(({ outcome }) => outcome.kind),
      ['was-over', 'stopped'],
    );

    const other = await mailed();
    const version = (await other.ports.store.versions.get(organisation, 'spring.1')) ?? assert.fail();
    await other.ports.store.versions.put({ ...version, stopOnReply: false, revision: 2 }, 1);
    await receive(other);
    assert.deepEqual((await one(other)).outcome, { kind: 'goes-on' });
  });

  test('D5: what we forwarded, and what our own users write, is no answer of the lead', async () => {
    const w = await mailed();
    assert.equal(await receive(w, { headers: { 'x-relance-forwarded': ['m4v7b1zck3j9x0q2'] } }), 'unrelated');
    assert.equal(await receive(w, { from: 'anne@acme.example' }), 'own-user');
    assert.deepEqual(await kept(w), []);
    assert.equal((await w.enrollment(id)).state.status, 'scheduled');
  });

  test('D5: a lead who is a user too, as when one tries it, answers all the same', async () => {
    const w = await mailed({ leads: [{ id: 'lead1', email: 'anne@acme.example' }] });
    assert.equal(await receive(w, { from: 'anne@acme.example' }), 'reply');
    assert.equal((await one(w)).outcome.kind, 'stopped');
  });

  test('D5: a mail of a lead that names none of ours is kept for the owner and changes nothing; others are not kept', async () => {
    const w = await mailed();
    const unknown = { to: ['hello@reply.acme.example'], inReplyTo: [], references: [] };
    assert.equal(await receive(w, { ...unknown, from: 'stranger@example.com' }), 'unrelated');
    const automatic = { headers: { 'auto-submitted': ['auto-replied'] } };
    assert.equal(await receive(w, { ...unknown, ...automatic }), 'unrelated');
    assert.deepEqual(await kept(w), []);
    assert.equal(await receive(w, unknown), 'unmatched');
    const { outcome, leadId, ownerId, userId, forwarded } = await one(w);
    assert.deepEqual([outcome.kind, leadId, ownerId, userId], ['unmatched', 'lead1', SENDER, undefined]);
    assert.deepEqual(forwarded, { kind: 'off', why: 'nobody' });
    assert.equal((await w.enrollment(id)).state.status, 'scheduled');
  });

  test('D5: an answer without any mark of ours is recognised by the id of the provider and by who writes', async () => {
    const w = await mailed();
    const sesId = '0102019a8f3c21d7-5b0e7c1a-000000';
    const enrollment = await w.enrollment(id);
    const { revision } = enrollment;
    await w.ports.store.enrollments.put(
      { ...enrollment, messages: { s1: sesId }, revision: revision + 1 },
      revision,
    );
    const plain = {
      to: ['sales@acme.example'],
      inReplyTo: [`<${sesId}@eu-west-1.amazonses.com>`],
      references: [],
    };
    assert.equal(await receive(w, { ...plain, from: 'stranger@example.com' }), 'unmatched');
    assert.equal(await receive(w, plain), 'reply');
    const [reply] = await kept(w);
    assert.deepEqual([reply?.step, reply?.outcome.kind], ['s1', 'stopped']);
  });

  test('D5: it is dropped when the organisation says', async () => {
    const w = await mailed({ settings: { replyRetentionDays: 30 } });
    await receive(w);
    assert.equal((await one(w)).expiresAt, Date.parse('2026-12-24T10:00:00Z') / 1000);
  });
});

function profile(name: string, language: Settings['profile']['language']): Settings['profile'] {
  return { name, address: '', zone: zoneNamed('Europe/Paris'), language };
}
