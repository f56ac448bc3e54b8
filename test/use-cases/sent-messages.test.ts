import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createApi } from '#test/support/create-api.ts';
import { enrollmentCodec } from '#shared/contracts/stored/enrollment.ts';
import { activityOfChange } from '#shared/domain/activity/activity-of-change.ts';
import type { Settings } from '#shared/domain/settings/settings.ts';
import type { Step } from '#shared/domain/sequences/step.ts';
import { canonicalContent } from '#shared/domain/templates/canonical-content.ts';
import { readableWords, surveyMarks } from '#shared/domain/templates/survey-marks.ts';
import { epochSeconds, plusMinutes } from '#shared/domain/time/instants.ts';
import { resolveUnknown } from '#shared/use-cases/enrollments/change-enrollment.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { sendByHand } from '#shared/use-cases/messages/send-by-hand.ts';
import { apiWorld, callersOf } from '#test/support/api.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';
import { itemSize } from '#test/support/item-size.ts';
import { storedForm } from '#test/support/stored-form.ts';
import { LEAD } from '#test/support/task-world.ts';
import type { ProviderBehaviour } from '#test/support/memory/memory-sender.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';
import { ORGANISATION as organisation, seed, SENDER, SEQUENCE, world } from '#test/support/world.ts';

const start = at('2027-03-01T08:00:00.000Z');
const id = enrollmentNamed(`${LEAD}.${SEQUENCE}.1`);
const soon = { amount: 1, unit: 'hours' } as const;

/** A lead enrolled at nine on a Monday in Paris; what happens to it is recorded. */
async function enrolled(
  steps: Partial<Step>[],
  {
    settings = {},
    behave,
  }: { settings?: Partial<Settings>; behave?: (call: number) => ProviderBehaviour } = {},
) {
  const store = memoryStore(({ table, item }) => {
    if (table !== 'enrollments') return;
    const activity = activityOfChange(enrollmentCodec.decode(item));
    if (activity !== undefined) void store.activities.add([activity]);
  });
  const w = world(start, behave, store);
  await seed(w, { steps, leads: [{ id: LEAD }], settings });
  const request = { organisation, leadIds: [LEAD], sequenceId: SEQUENCE, userId: SENDER, by: SENDER };
  await enrollLeads(w.ports, { ...request, now: start });
  const { ports } = apiWorld(start, store);
  const as = callersOf(createApi({ ...ports, clock: w.clock }));
  const kept = (step: string) => store.sentMessages.get(organisation, `${id}.${step}`);
  return { ...w, store, as, kept };
}

const later = (hours: number) => plusMinutes(start, hours * 60);

describe('messages that went out', () => {
  test('F9: are kept with their words, by the engine, by text and by hand, for the days that the setting says', async () => {
    const steps: Partial<Step>[] = [
      { type: 'automated-mail' },
      { type: 'automated-sms', wait: soon },
      { type: 'mail', wait: soon },
    ];
    const w = await enrolled(steps, { settings: { sentTextDays: 30 } });
    await w.run(later(4));
    const edits = { text: 'Shall we talk?' };
    const sent = await sendByHand(w.ports, {
      organisation,
      id: `${id}.s3`,
      by: SENDER,
      edits,
      now: later(4),
    });
    assert.equal(sent.kind, 'sent');
    const [mail, text, byHand] = [await w.kept('s1'), await w.kept('s2'), await w.kept('s3')];
    assert.ok(mail && text && byHand);
    assert.deepEqual([mail.subject, mail.text], ['Hello Zoé', 'Hello Zoé']);
    assert.equal(mail.html, '<p>Hello Zoé</p>');
    assert.deepEqual([mail.from, mail.to, mail.userId], ['anne@acme.example', `${LEAD}@example.com`, SENDER]);
    assert.deepEqual([text.channel, text.text, text.html], ['sms', 'Hello Zoé', undefined]);
    assert.match(byHand.html ?? '', /Shall we talk\?/);
    for (const one of [mail, text, byHand])
      assert.equal(one.expiresAt, epochSeconds(plusMinutes(one.at, 30 * 24 * 60)));
  });

  test('F9: the words that are kept are those whose hash the record has, without what is the recipient’s alone', async () => {
    const w = await enrolled([{ type: 'automated-mail' }]);
    const template = await w.store.templates.get(organisation, 'mail');
    assert.ok(template);
    const html = '<p>See <a href="https://acme.example/offer">our offer</a></p>';
    await w.store.templates.put({ ...template, html, textFromHtml: 'See our offer', revision: 2 }, 1);
    await w.run(later(1));
    assert.match(w.mailer.sent[0]?.message.html ?? '', /\/l\/.*\/o\//s);
    const one = await w.kept('s1');
    assert.ok(one);
    assert.equal(one.html, html);
    const { events } = await w.enrollment(id);
    const sent = events.find((event) => event.type === 'sent');
    assert.equal(w.ports.ids.hash(canonicalContent(one)), sent?.type === 'sent' && sent.contentHash);
  });

  test('F9: nothing is kept where the setting says 0 days, nor of what was refused', async () => {
    const none = await enrolled([{ type: 'automated-mail' }], { settings: { sentTextDays: 0 } });
    await none.run(later(1));
    assert.equal(none.mailer.sent.length, 1);
    assert.equal(await none.kept('s1'), undefined);
    const refusal = { kind: 'refused', retry: false, code: 'MessageRejected', message: 'Virus' } as const;
    const refused = await enrolled([{ type: 'automated-mail' }], { behave: () => refusal });
    await refused.run(later(1));
    assert.equal(await refused.kept('s1'), undefined);
  });

  test('F3, F9: of an unknown outcome the words are kept too; sent again, those of the later', async () => {
    const w = await enrolled([{ type: 'automated-mail' }], {
      behave: (call) => (call === 1 ? 'lose-answer' : 'accept'),
    });
    await w.run(later(1));
    assert.equal((await w.enrollment(id)).state.status, 'unknown');
    assert.equal((await w.kept('s1'))?.subject, 'Hello Zoé');
    const template = await w.store.templates.get(organisation, 'mail');
    assert.ok(template);
    await w.store.templates.put({ ...template, subject: 'Once more', revision: 2 }, 1);
    const resolve = { organisation, id, outcome: 'resend' as const, by: SENDER, now: later(1) };
    await resolveUnknown(w.ports, resolve);
    await w.run(later(2));
    assert.equal(w.mailer.sent.length, 2);
    assert.equal((await w.kept('s1'))?.subject, 'Once more');
  });

  test('F3, F9: words that cannot be kept are told, and the mail has gone out once and goes on', async () => {
    const w = await enrolled([{ type: 'automated-mail' }, { type: 'automated-mail', wait: soon }]);
    const told: string[] = [];
    const broken = () => Promise.reject(new Error('throttled'));
    const { sentMessages } = w.ports.store;
    Object.assign(w.ports.store, { sentMessages: { ...sentMessages, put: broken } });
    Object.assign(w.ports, { notKept: (message: string) => void told.push(message) });
    await w.run(later(3));
    assert.deepEqual(told, [`${id}.s1`, `${id}.s2`]);
    assert.equal(w.mailer.sent.length, 2);
    assert.equal((await w.enrollment(id)).state.status, 'finished');
  });

  test('F9: are listed the newest first and read, by who can access the lead; also those whose words are gone', async () => {
    const steps = [{}, { wait: soon }, { wait: soon }].map(
      (step) => ({ ...step, type: 'automated-mail' }) as const,
    );
    const w = await enrolled(steps);
    await w.run(later(4));
    await w.store.sentMessages.remove(organisation, `${id}.s2`);
    const by = w.as(SENDER, 'user');
    const seen: unknown[] = [];
    let query: Record<string, string> = { limit: '2' };
    for (;;) {
      const { status, body } = await by('GET', `/v1/leads/${LEAD}/messages`, { query });
      assert.equal(status, 200, JSON.stringify(body));
      seen.push(...body.items.map((one: any) => [one.step, one.textKept, one.from, one.subject]));
      if (body.cursor === undefined) break;
      query = { limit: '2', cursor: body.cursor };
    }
    assert.deepEqual(seen, [
      ['s3', true, 'anne@acme.example', 'Hello Zoé'],
      ['s2', false, undefined, 'Hello Zoé'],
      ['s1', true, 'anne@acme.example', 'Hello Zoé'],
    ]);
    const { body } = await by('GET', `/v1/messages/${id}.s3`);
    assert.deepEqual([body.html, body.text, body.step], ['<p>Hello Zoé</p>', 'Hello Zoé', 's3']);
    assert.equal((await by('GET', `/v1/messages/${id}.s2`)).status, 404);
    assert.equal((await w.as('luc', 'user')('GET', `/v1/messages/${id}.s3`)).status, 403);
    assert.equal((await w.as('luc', 'user')('GET', `/v1/leads/${LEAD}/messages`)).status, 403);
    // What DynamoDB drops late is no longer shown.
    w.clock.set(plusMinutes(start, 366 * 24 * 60));
    assert.equal((await by('GET', `/v1/messages/${id}.s3`)).status, 404);
    const late = await by('GET', `/v1/leads/${LEAD}/messages`);
    assert.deepEqual(
      late.body.items.map((one: any) => one.textKept),
      [false, false, false],
    );
  });

  test('F9: what is too long is left out, and said to be', async () => {
    const w = await enrolled([{ type: 'automated-mail' }]);
    const template = await w.store.templates.get(organisation, 'mail');
    assert.ok(template);
    const words = { html: `<p>${'long '.repeat(30_000)}</p>`, textFromHtml: 'long '.repeat(9_000) };
    await w.store.templates.put({ ...template, ...words, revision: 2 }, 1);
    await w.run(later(1));
    const one = await w.kept('s1');
    assert.ok(one);
    assert.deepEqual([one.html, one.text.length, one.cut], [undefined, 30_000, true]);
  });
});

test('F9: what stands for a survey is shown without its marks', () => {
  const text = `Tell us: ${surveyMarks.link}`;
  const html = `<a href="${surveyMarks.link}">Tell us</a> ${surveyMarks.ratings}`;
  assert.deepEqual(readableWords({ html, text }), {
    html: '<a href="survey-link">Tell us</a> survey-ratings',
    text: 'Tell us: survey-link',
  });
});

test('F9: the usual mail is kept in one write unit', () => {
  const text = [
    'Bonjour Élise,',
    'I saw that Initech France is growing its purchasing team, and that usually means more suppliers to follow up by hand.',
    'We help teams like yours write to every supplier in time, with the right offer, and know who answered. Others in your field cut the time that this takes by half within a quarter.',
    'Would Tuesday at ten suit you for a quarter of an hour? If not, choose a time here: https://cal.example.com/ana/15min',
    'Best,\nAna Popescu\nAcme Industries\n+33 1 23 45 67 89',
  ];
  const style = 'font-family:Arial,sans-serif;font-size:14px;color:#222';
  const html = text.map((part) => `<p style="margin:0 0 12px">${part.replaceAll('\n', '<br>')}</p>`).join('');
  const item = storedForm('sentMessages', {
    organisation: '0lr8t3k2m5x7p9q1',
    id: 'k3v9x2m1p0q8w7e6.spring-26.1.hello',
    revision: 1,
    at: start,
    channel: 'mail',
    userId: 'ana',
    from: 'ana.popescu@acme-industries.example',
    to: 'elise.martin@initech-france.example',
    subject: 'A question about Initech France, and a date to talk',
    html: `<!doctype html><html><body style="${style}">${html}</body></html>`,
    text: text.join('\n\n'),
    cut: false,
    expiresAt: 1_835_000_000,
  });
  assert.ok(itemSize(item) <= 1_024, `${itemSize(item)} bytes`);
});
