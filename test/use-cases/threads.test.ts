import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fittingSubject, replySubject, sentSubject, withSubject } from '#shared/domain/core/sent-subject.ts';
import type { Step } from '#shared/domain/sequences/step.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { id as taskEnrollment, mailTask, send } from '#test/support/mail-task.ts';
import {
  ORGANISATION as organisation,
  seed,
  SENDER,
  SEQUENCE,
  world,
  type World,
} from '#test/support/world.ts';
import { at } from '#test/support/at.ts';
import { readStored, storedForm } from '#test/support/stored-form.ts';

const id = `lead1.${SEQUENCE}.1`;
const start = at('2027-03-15T09:00:00.000Z');
const reply: Partial<Step> = {
  type: 'automated-reply',
  templateId: 'bare',
  wait: { amount: 1, unit: 'days' },
};

/** A first mail that went out, replies without a subject of their own to come. */
async function firstSent(replies = 2): Promise<World> {
  const w = world(start);
  await seed(w, {
    steps: [{ wait: { amount: 0, unit: 'days' } }, ...Array.from({ length: replies }, () => reply)],
  });
  const mail = await w.ports.store.templates.get(organisation, 'mail');
  assert.ok(mail);
  await w.ports.store.templates.put({ ...mail, id: 'bare', subject: undefined }, 'absent');
  const request = { organisation, leadIds: ['lead1'], sequenceId: SEQUENCE, userId: SENDER, by: SENDER };
  await enrollLeads(w.ports, { ...request, now: start });
  await w.run(at('2027-03-15T12:00:00.000Z'));
  return w;
}

async function changeTemplate(w: World, subject: string | undefined): Promise<void> {
  const mail = await w.ports.store.templates.get(organisation, 'mail');
  assert.ok(mail);
  await w.ports.store.templates.put({ ...mail, subject, revision: mail.revision + 1 }, mail.revision);
}

const subjects = ({ mailer }: World) => mailer.sent.map(({ message }) => message.subject);

describe('the subject of a follow-up', () => {
  test('D6: is that of the mail that went out, whatever became of its template since', async () => {
    const w = await firstSent();
    await changeTemplate(w, 'CHANGED {{ lead.firstName }}');
    await w.run(at('2027-03-16T12:00:00.000Z'));
    await changeTemplate(w, undefined);
    await w.run(at('2027-03-20T09:00:00.000Z'));
    assert.deepEqual(subjects(w), ['Hello Zoé', 'Re: Hello Zoé', 'Re: Hello Zoé']);
  });

  test('D6: is that of the mail that went out, though its template or its step is gone', async () => {
    const w = await firstSent(1);
    const { templates, versions } = w.ports.store;
    await templates.remove(organisation, 'mail');
    const version = await versions.get(organisation, `${SEQUENCE}.1`);
    assert.ok(version);
    await versions.put({ ...version, revision: 2, steps: version.steps.slice(1) }, 1);
    await w.run(at('2027-03-20T09:00:00.000Z'));
    assert.deepEqual(subjects(w), ['Hello Zoé', 'Re: Hello Zoé']);
  });

  test('D6: of an enrollment that 0.2.0 stored is made from the template as it is, as it did', async () => {
    const w = await firstSent(1);
    const { subjects: _, ...before } = await w.enrollment(id);
    const events = before.events.map((event) =>
      event.type === 'sent' ? { ...event, subject: undefined } : event,
    );
    assert.equal('subjects' in storedForm('enrollments', { ...before, events }), false);
    await w.ports.store.enrollments.put({ ...before, events }, before.revision);
    await changeTemplate(w, 'Changed');
    await w.run(at('2027-03-20T09:00:00.000Z'));
    assert.deepEqual(subjects(w), ['Hello Zoé', 'Re: Changed']);
  });

  test('D6, A15: of a mail that a person edited is the one that the person wrote', async () => {
    const w = await mailTask();
    const sent = await send(w, { subject: 'Re: Our talk in Lyon', text: 'Any news?' });
    assert.equal(sent.kind, 'sent');
    assert.equal(sentSubject(await w.enrollment(taskEnrollment), 's1'), 'Our talk in Lyon');
  });

  test('D6: bears Re: once, and fits a header', () => {
    for (const [subject, expected] of [
      ['Hello', 'Re: Hello'],
      ['Re: Hello', 'Re: Hello'],
      ['RE: re: Hello', 'Re: Hello'],
      ['Regarding you', 'Re: Regarding you'],
      ['Re:', 'Re: Re:'],
    ] as const)
      assert.equal(replySubject(subject), expected);
    const long = `${'é'.repeat(993)}😀 and more`;
    assert.equal(replySubject(long), `Re: ${'é'.repeat(993)}`);
    assert.equal(replySubject(replySubject(long)), replySubject(long));
    assert.equal(fittingSubject('a'.repeat(2_000)).length, 998);
    const kept = withSubject(withSubject([], 's1', long), 's2', replySubject(long));
    assert.deepEqual(kept, [{ subject: 'é'.repeat(993), steps: ['s1', 's2'] }]);
  });

  test('D6: is stored and read whatever it is', async () => {
    const w = await firstSent(1);
    const before = await w.enrollment(id);
    for (const subject of ['Hello Zoé', 'Re: Hello Zoé', '42', 'a'.repeat(998)]) {
      const events = before.events.map((event) => (event.type === 'sent' ? { ...event, subject } : event));
      const item = { ...before, events, subjects: withSubject([], 's1', subject) };
      assert.deepEqual(readStored('enrollments', storedForm('enrollments', item)), item);
    }
  });
});
