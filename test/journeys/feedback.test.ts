import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { feedbackWorld, invite, start, stateOf, surveyAddresses } from '#test/support/feedback-world.ts';

const days = (count: number) => plusMinutes(start, count * 24 * 60);

/** The leads' ids are made by Relance elsewhere: these have its form. */
const leads = [{ id: 'lead000000000001' }];
const [{ id: lead }] = leads as [{ id: string }];

test('C1, C2: a survey goes out with its link, is answered on its page, and its end stops the reminders', async () => {
  const w = await feedbackWorld({ leads });
  const [result] = await invite(w, 'care', lead);
  assert.equal(result.outcome, 'enrolled');
  await w.run(days(1));
  assert.equal(w.mailer.sent.length, 1);
  const [mail] = w.mailer.sent.map(({ message }) => message);
  assert.equal(mail?.subject, 'How was it?');
  const [address = '', ...ratings] = surveyAddresses(w);
  assert.match(address, /^https:\/\/acme\.example\/s\/[\w.~-]+$/);
  assert.equal(ratings.length, 11);
  assert.ok(mail.text.includes(address));

  const page = await w.open(address);
  assert.equal(page.status, 200, page.body);
  assert.match(page.body, /Would you recommend us\?/);
  const saved = await w.open(address, { 'q.nps': '9', do: 'save:nps' });
  assert.deepEqual(
    [saved.status, saved.headers['Location']?.toString().split('?')[1]],
    [303, 'saved=1#q-nps'],
  );

  // Begun and not finished: the reminder comes, in the thread of the invitation.
  await w.run(days(4));
  assert.equal(w.mailer.sent.length, 2);
  assert.match(w.mailer.sent[1]?.message.headers['In-Reply-To'] ?? '', /^<message-1@/);

  assert.match((await w.open(address)).body, /value="9" checked/);
  const sent = await w.open(address, { 'q.nps': '8', 'q.words': 'Good & quick', do: 'send' });
  assert.equal(sent.status, 303);
  const done = await w.open(address);
  assert.match(done.body, /Thank you/);
  assert.match(done.body, /<dd>8<\/dd>.*Good &amp; quick/s);
  await w.run(days(30));
  assert.equal(w.mailer.sent.length, 2);
  const state = await stateOf(w, `${lead}.care.1`);
  assert.deepEqual(
    [state.status, 'because' in state && state.because],
    ['stopped', { kind: 'lead', fact: 'survey-completed', at: days(4) }],
  );
  const { body } = await w.admin('GET', `/v1/responses/${lead}.care.1`);
  assert.deepEqual(
    body.answers.map(({ value }: any) => value),
    [8, 'Good & quick'],
  );
});

test('C2: none is reminded who completed the survey, though the stop of the enrollment was lost', async () => {
  const w = await feedbackWorld({ leads });
  await invite(w, 'care', lead);
  await w.run(days(1));
  const [address = ''] = surveyAddresses(w);
  await w.open(address, { 'q.nps': '8', do: 'save' });
  const response = (await Array.fromAsync(w.store.responses.scan()))[0];
  assert.ok(response);
  const completedAt = days(1);
  await w.store.responses.put(
    { ...response, completedAt, revision: response.revision + 1 },
    response.revision,
  );
  await w.run(days(10));
  assert.equal(w.mailer.sent.length, 1);
  const state = await stateOf(w, `${lead}.care.1`);
  assert.deepEqual('because' in state && state.because, {
    kind: 'lead',
    fact: 'survey-completed',
    at: completedAt,
  });
});

test('C2: none is invited or reminded after unsubscribing or a bounce, whatever the rules of other sequences let go', async () => {
  const rules = { unsubscribeRules: { skips: [] }, bounceRules: { skips: [] } };
  for (const suppression of [{ unsubscribedAt: days(2) }, { bouncedAt: days(2) }]) {
    const w = await feedbackWorld({ leads, organisation: rules });
    await invite(w, 'care', lead);
    await w.run(days(2));
    const client = await w.store.leads.get('acme', lead);
    assert.ok(client);
    await w.store.leads.put({ ...client, suppression, revision: client.revision + 1 }, client.revision);
    await w.run(days(20));
    assert.equal(w.mailer.sent.length, 1, JSON.stringify(suppression));
    assert.equal((await stateOf(w, `${lead}.care.1`)).status, 'finished');
  }
});

test('C1, D5: a reply to its mails stops a feedback sequence as any other, the conversion of the lead does not', async () => {
  const w = await feedbackWorld({ leads });
  const version = await w.store.versions.get('acme', 'care.1');
  assert.equal(version?.stopOnReply, undefined);
  assert.equal(version?.stopOnConversion, false);
});

test('D11: links of a deleted feedback sequence still take answers, and nobody is reminded', async () => {
  const w = await feedbackWorld({ leads });
  await invite(w, 'care', lead);
  await w.run(days(1));
  const path = '/v1/feedback-sequences/care';
  const headers = { 'if-match': '*' };
  assert.equal((await w.admin('DELETE', path, { headers, query: { confirm: '1' } })).status, 204);
  await w.run(days(10));
  assert.equal(w.mailer.sent.length, 1);
  const [address = ''] = surveyAddresses(w);
  assert.equal((await w.open(address, { 'q.nps': '8', do: 'send' })).status, 303);
  assert.match((await w.open(address)).body, /Thank you/);
});

test('C1, D8: an invitation whose template lost its link is held for a person, and goes once it is mended', async () => {
  const w = await feedbackWorld({ leads });
  const template = { kind: 'mail', name: 'Ask', subject: 'How was it?', shared: true };
  const put = (html: string) =>
    w.admin('PUT', '/v1/templates/ask', { headers: { 'if-match': '*' }, body: { ...template, html } });
  assert.equal((await put('<p>Thank you</p>')).status, 200);
  await invite(w, 'care', lead);
  await w.run(days(1));
  assert.equal(w.mailer.calls.length, 0);
  const state = await stateOf(w, `${lead}.care.1`);
  assert.deepEqual('because' in state && state.because, { kind: 'content', missing: ['survey.link'] });
  assert.equal((await put('<p>{{ survey.link }}</p>')).status, 200);
  assert.equal((await w.admin('POST', `/v1/enrollments/${lead}.care.1/resume`)).status, 200);
  await w.run(days(2));
  assert.equal(w.mailer.sent.length, 1);
});

test('F10: a mail to a user is held with all other sending, and goes when it is released', async () => {
  const w = await feedbackWorld({ leads, settings: { alerts: { warning: 'paul' } } });
  await invite(w, 'care', lead);
  await w.run(plusMinutes(start, 5));
  const hold = await w.admin('PUT', '/v1/holds/organisation.mail');
  assert.ok(hold.status < 300, JSON.stringify(hold.body));
  const [address = ''] = surveyAddresses(w);
  await w.open(address, { 'q.nps': '0', do: 'save' });
  await w.follow();
  assert.equal(w.told.calls.length, 0);
  const released = await w.admin('DELETE', '/v1/holds/organisation.mail');
  assert.ok(released.status < 300, JSON.stringify(released.body));
  w.clock.set(plusMinutes(start, 21));
  await w.follow();
  assert.deepEqual(
    w.told.sent.map(({ message }) => message.to),
    ['paul@acme.example'],
  );
});
