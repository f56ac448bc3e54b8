import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sequenceWorld } from '#test/support/sequence-world.ts';
import { seed, SENDER } from '#test/support/world.ts';
import { anyRevision, type Tried, prepared } from '#test/support/written-sequence.ts';
import { at } from '#test/support/at.ts';

describe('the preview of a sequence', () => {
  const preview = async ({ claire, ana }: Tried, body: object = {}) =>
    claire('POST', '/v1/sequences/spring/preview', { body: { lead: ana, ...body } });

  test('D8: shows each step as it would go out, and the fallbacks that stand in', async () => {
    const { body } = await preview(await prepared());
    const [mail, , sms, call] = body.steps;
    assert.equal(mail.outcome, 'send');
    assert.equal(mail.subject, 'A question about your company');
    assert.deepEqual(mail.fallbacks, [{ variable: 'account.name', value: 'your company' }]);
    assert.deepEqual(mail.from, { name: 'claire Pop', address: 'claire@acme.example' });
    assert.match(mail.replyTo, /^r\+.*\.a\.acme.*@reply\.acme\.example$/);
    assert.equal(mail.to, 'ana@example.com');
    // The link that its author wrote, not a tracked one; and a way to unsubscribe that does nothing.
    assert.match(mail.html, /href="https:\/\/acme\.example\/a"/);
    assert.match(mail.html, /lang="fr".*\/u\/preview/);
    assert.equal(sms.outcome, 'send');
    assert.deepEqual([sms.sms.encoding, sms.sms.perPart, sms.sms.parts], ['UCS-2', 67, 2]);
    assert.deepEqual([call.outcome, call.text], ['task', 'Ask Ana about the demo']);
  });

  test('D8: a missing variable is an error in it, marked in the text, and holds the step', async () => {
    const { body } = await preview(await prepared(), { step: 'b' });
    assert.equal(body.steps.length, 1);
    const [reply] = body.steps;
    assert.deepEqual([reply.outcome, reply.missing], ['hold', ['lead.title']]);
    assert.match(reply.html, /\[lead\.title\] Ana\?/);
  });

  test('D8, D2: a task with a missing value appears nonetheless, and the preview says what is missing', async () => {
    const world = await prepared();
    const body = { kind: 'task', name: 'Script', text: 'Ask {{ lead.title }} {{ lead.firstName }}' };
    await world.admin('PUT', '/v1/templates/script', { body, ...anyRevision });
    const { body: shown } = await preview(world);
    const [, , , call, thought] = shown.steps;
    assert.deepEqual([call.outcome, call.missing], ['task', ['lead.title']]);
    assert.equal(call.text, 'Ask [lead.title] Ana');
    assert.deepEqual([thought.outcome, thought.missing], ['task', ['lead.title']]);
  });

  test('D8: a template is shown in the name of a user within reach alone, as a sequence is', async () => {
    const { claire, ana } = await prepared();
    const shown = (sender: string) =>
      claire('GET', '/v1/templates/first/preview', { query: { lead: ana, sender } });
    assert.equal((await shown('claire')).status, 200);
    const { status, body } = await shown('luc');
    assert.equal(status, 403);
    assert.match(body.detail, /cannot send in the name of “luc”/);
  });

  test('D6: a reply bears the subject of its thread and names the step that it answers', async () => {
    const { body } = await preview(await prepared());
    const [mail, reply, , , thought] = body.steps;
    assert.equal(mail.inThreadOf, undefined);
    assert.deepEqual([reply.inThreadOf, reply.subject], ['a', 'Re: A question about your company']);
    assert.deepEqual([thought.inThreadOf, thought.subject], ['a', 'Re: A question about your company']);
  });

  test('D8: says what would be skipped and why', async () => {
    const world = await prepared();
    await world.claire('POST', `/v1/leads/${world.ana}/unsubscribe`);
    const { body } = await preview(world);
    assert.equal(body.steps[0].outcome, 'skip');
    assert.match(body.steps[0].because, /unsubscribed/);
    const noPhone = (await world.claire('POST', '/v1/leads', { body: { email: 'bob@example.com' } })).body.id;
    const { body: bob } = await preview(world, { lead: noPhone, step: 'c' });
    assert.deepEqual([bob.steps[0].outcome, bob.steps[0].sms], ['skip', undefined]);
  });

  test('D8: of a lead and in the name of a user within reach, for the draft or a version', async () => {
    const world = await prepared();
    assert.equal((await preview(world, { sender: 'luc' })).status, 403);
    const luc = await world.luc('POST', '/v1/sequences/spring/preview', { body: { lead: world.ana } });
    assert.equal(luc.status, 403);
    assert.equal((await preview(world, { version: 1 })).status, 404);
    assert.equal((await preview(world, { step: 'x' })).status, 404);
    await world.admin('POST', '/v1/sequences/spring/publish', anyRevision);
    const body = { name: 'Spring', draft: { steps: [] } };
    await world.admin('PUT', '/v1/sequences/spring', { body, ...anyRevision });
    assert.equal((await preview(world)).body.steps.length, 0);
    assert.equal((await preview(world, { version: 1 })).body.steps.length, 5);
  });

  test('D8: says what it would send, to the letter', async () => {
    const w = sequenceWorld(at('2027-03-22T09:00:00.000Z'));
    const id = 'a'.repeat(16);
    await seed(w, {
      steps: [{}, { type: 'automated-reply' }],
      leads: [{ id }],
      settings: { tracking: { opens: false, clicks: false } },
    });
    const anne = w.as(SENDER, 'user');
    const body = { lead: id, version: 1 };
    const { body: shown } = await anne('POST', '/v1/sequences/spring/preview', { body });
    await anne('POST', '/v1/enrollments', { body: { leadId: id, sequenceId: 'spring' } });
    await w.run(at('2027-03-25T12:00:00.000Z'));
    const sent = w.mailer.sent.map(({ message: { subject, html, text: plain, from, to } }) => ({
      subject,
      html,
      text: plain,
      from,
      to,
    }));
    assert.equal(sent.length, 2);
    assert.deepEqual(
      shown.steps.map(({ subject, html, text: plain, from, to }: any) => ({
        subject,
        html,
        text: plain,
        from,
        to,
      })),
      sent,
    );
  });
});
