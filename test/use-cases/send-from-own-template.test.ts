import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ORGANISATION as organisation, SENDER, SEQUENCE } from '#test/support/world.ts';
import { enrolledWorld, LEAD, type TaskWorld } from '#test/support/task-world.ts';
import { at } from '#test/support/at.ts';

const id = `${LEAD}.${SEQUENCE}.1`;
const task = `/v1/tasks/${id}.s1`;

/** A task that is a mail, open on a Monday in Paris, and templates of its user and of another. */
async function mailTask(): Promise<TaskWorld> {
  const w = await enrolledWorld({ steps: [{ type: 'mail' }, { type: 'call' }] });
  await w.run(at('2027-03-01T09:00:00.000Z'));
  const begun = { organisation, revision: 1, fallbacks: {}, createdAt: w.clock.now() };
  const mail = { ...begun, kind: 'mail' as const, subject: 'From me', text: 'Dear {{ lead.firstName }}' };
  const { templates } = w.ports.store;
  await templates.put({ ...mail, id: 'mine', name: 'Mine', ownerId: SENDER, shared: false }, 'absent');
  await templates.put({ ...mail, id: 'theirs', name: 'Theirs', ownerId: 'luc', shared: false }, 'absent');
  const text = { ...begun, kind: 'sms' as const, text: 'Hello' };
  await templates.put({ ...text, id: 'text', name: 'Text', ownerId: SENDER, shared: true }, 'absent');
  return w;
}

describe('a template chosen for a task instead of that of its step', () => {
  test('D8, A15: may be a private one: it is drafted, and goes out as it was drafted', async () => {
    const w = await mailTask();
    const anne = w.as(SENDER, 'user');
    const { body: draft } = await anne('GET', `${task}/draft`, { query: { templateId: 'mine' } });
    assert.equal(draft.subject, 'From me');
    assert.match(draft.text, /^Dear \S+$/);
    const sent = await anne('POST', `${task}/send`, { body: { templateId: 'mine' } });
    assert.equal(sent.body.outcome, 'sent');
    const [mail] = w.mailer.sent;
    assert.equal(mail?.message.subject, 'From me');
    assert.ok(mail.message.text.startsWith(draft.text));
    assert.equal((await anne('POST', `${task}/send`, { body: { templateId: 'mine' } })).status, 200);
    assert.equal(w.mailer.sent.length, 1);
  });

  test('D8: must be one that the caller may use, of the kind that the task sends', async () => {
    const w = await mailTask();
    const anne = w.as(SENDER, 'user');
    const statuses = async (templateId: string) => [
      (await anne('GET', `${task}/draft`, { query: { templateId } })).status,
      (await anne('POST', `${task}/send`, { body: { templateId } })).status,
    ];
    assert.deepEqual(await statuses('theirs'), [403, 403]);
    assert.deepEqual(await statuses('gone'), [404, 404]);
    assert.deepEqual(await statuses('text'), [409, 409]);
    const { body } = await anne('POST', `${task}/send`, { body: { templateId: 'text' } });
    assert.match(body.detail, /“Text” is an SMS template, and this task takes a mail template: choose one/);
    assert.equal(w.mailer.sent.length, 0);
  });
});
