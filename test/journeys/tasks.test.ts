import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SENDER, SEQUENCE } from '#test/support/world.ts';
import { enrolledWorld, LEAD } from '#test/support/task-world.ts';
import { at } from '#test/support/at.ts';

const enrollment = `${LEAD}.${SEQUENCE}.1`;

describe('a rep works from the list', () => {
  test('A15, D2, A3: a mail by hand appears in working time, is drafted, edited and sent, and the next step is planned', async () => {
    // A Sunday.
    const w = await enrolledWorld(
      { steps: [{ type: 'mail' }, { type: 'call' }], settings: { maxMailsPerDay: 10 } },
      { start: at('2027-02-28T10:00:00.000Z') },
    );
    const anne = w.as(SENDER, 'user');
    await w.run(at('2027-03-01T07:59:00.000Z'));
    assert.deepEqual((await anne('GET', '/v1/tasks')).body.items, []);
    await w.run(at('2027-03-01T08:02:00.000Z'));
    const { body: list } = await anne('GET', '/v1/tasks');
    const [task] = list.items;
    assert.equal(task.type, 'mail');
    assert.deepEqual(task.lead, {
      id: LEAD,
      name: 'Zoé',
      email: `${LEAD}@example.com`,
      phone: '+33612345678',
    });

    const { body: draft } = await anne('GET', `/v1/tasks/${task.id}/draft`);
    assert.equal(draft.subject, 'Hello Zoé');
    assert.equal(draft.html, '<p>Hello Zoé</p>');
    assert.deepEqual(draft.missing, []);
    const sent = await anne('POST', `/v1/tasks/${task.id}/send`, {
      body: {
        subject: 'Hello from me',
        html: '<p onclick="x()">Shall we <b>talk</b>?</p><script>x()</script>',
      },
    });
    assert.equal(sent.status, 200, JSON.stringify(sent.body));
    assert.equal(sent.body.outcome, 'sent');
    assert.equal(sent.body.task.status, 'completed');
    const [mail] = w.mailer.sent;
    assert.ok(mail);
    assert.equal(mail.message.subject, 'Hello from me');
    assert.match(mail.message.html, /<p>Shall we <b>talk<\/b>\?<\/p>/);
    assert.doesNotMatch(mail.message.html, /script|onclick/);
    assert.match(mail.message.text, /Shall we talk\?/);
    assert.match(mail.message.replyTo, /^r\+.*@reply\.acme\.example$/);
    assert.ok(mail.message.headers['List-Unsubscribe']);

    // A second click sends nothing more.
    assert.equal((await anne('POST', `/v1/tasks/${task.id}/send`)).body.outcome, 'sent');
    assert.equal(w.mailer.calls.length, 1);
    const { state, done } = await w.enrollment(enrollment);
    assert.deepEqual(done, ['s1']);
    assert.ok(state.status === 'scheduled' && state.step === 's2');
    await w.run(at('2027-03-02T10:00:00.000Z'));
    assert.equal((await anne('GET', '/v1/tasks')).body.items[0].type, 'call');
    const call = await anne('POST', `/v1/tasks/${enrollment}.s2/complete`, {
      body: { outcome: 'Wants a demo', durationSeconds: 185 },
    });
    assert.equal(call.body.durationSeconds, 185);
    assert.equal((await w.enrollment(enrollment)).state.status, 'finished');
  });
});
