import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as z from 'zod';
import { timeLapseClock } from '#infra/local/clock.ts';
import { ApiClient } from '#infra/local/demo/api-client.ts';
import { linksInText, linksIn, picturesIn } from '#infra/local/mailbox/links.ts';
import { organisation } from '#infra/local/names.ts';
import { startSystem, type System } from '#infra/local/system.ts';

const browser =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';
const anything = z.unknown();
const revised = z.object({ revision: z.int() });
const counts = z.object({
  steps: z.array(z.object({ step: z.string(), counts: z.record(z.string(), z.int()) })),
});
const activities = z.object({
  items: z.array(z.object({ events: z.array(z.object({ type: z.string(), words: z.string() })) })),
});

// A Monday morning in Paris.
const clock = timeLapseClock('2027-03-01T08:00:00.000Z');
let system: System;
let api: ApiClient;
const leadIds: string[] = [];
before(async () => {
  system = await startSystem({ clock });
  api = new ApiClient(system.url, await system.token({ organisation, userId: 'anne', role: 'admin' }));
  const put = (path: string, body: unknown) => api.call('PUT', path, anything, { body });
  await put('/v1/users/anne', {
    name: 'Anne',
    email: 'anne@relance.example',
    role: 'admin',
    zone: 'Europe/Paris',
  });
  await put('/v1/templates/mail', {
    kind: 'mail',
    name: 'Mail',
    subject: 'Hello',
    html: '<p>See <a href="https://acme.example/guide?a=1&amp;b=2" data-link="guide">the guide</a> or <a href="https://acme.example/prices">prices</a></p>',
  });
  await put('/v1/templates/sms', { kind: 'sms', name: 'SMS', text: 'Demo: https://acme.example/demo.' });
  const steps = [
    { id: 'm', name: 'Mail', type: 'automated-mail', wait: { amount: 0, unit: 'days' }, templateId: 'mail' },
    { id: 't', name: 'SMS', type: 'automated-sms', wait: { amount: 1, unit: 'days' }, templateId: 'sms' },
  ];
  const { revision } = await api.call('PUT', '/v1/sequences/spring', revised, {
    body: { name: 'Spring', draft: { steps, unsubscribeLink: { language: 'en' } } },
  });
  await api.call('POST', '/v1/sequences/spring/publish', anything, {
    headers: { 'if-match': `"${revision}"` },
  });
  for (const name of ['ada', 'bea']) {
    const body = {
      ownerId: 'anne',
      email: `${name}@example.com`,
      phone: name === 'ada' ? '+33612345678' : '+33612345679',
    };
    const { id } = await api.call('POST', '/v1/leads', z.object({ id: z.string() }), { body });
    leadIds.push(id);
  }
  await api.call('POST', '/v1/enrollments', anything, {
    body: { leadIds, sequenceId: 'spring', userId: 'anne' },
    headers: { 'idempotency-key': 'k1' },
  });
  await system.runUntil('2027-03-01T10:00:00.000Z');
});
after(async () => {
  await system.stop();
  clock.restore();
});

const mailTo = (lead: string) => {
  const [found] = system.aws.mailbox.list({ address: `${lead}@` });
  assert.ok(found?.kind === 'mail');
  return found;
};
const visit = (url: string, method = 'GET') =>
  fetch(url, { method, redirect: 'manual', headers: { 'user-agent': browser } });
const countsOf = async (step: string) => {
  const { steps } = await api.call('GET', '/v1/sequences/spring/statistics', counts);
  return steps.find((one) => one.step === step)?.counts ?? {};
};

describe('links of a mail and of a text, from outside', () => {
  test('D9: a link leads to where it led, and the click and the opening are counted once', async () => {
    const mail = mailTo('ada');
    const [guide = '', prices = ''] = linksIn(mail);
    assert.match(guide, new RegExp(`^${system.url}/l/`));
    assert.doesNotMatch(mail.html ?? '', /data-link/);
    const answer = await visit(guide);
    assert.deepEqual(
      [answer.status, answer.headers.get('location'), answer.headers.get('cache-control')],
      [302, 'https://acme.example/guide?a=1&b=2', 'no-store'],
    );
    const picture = await visit(picturesIn(mail)[0] ?? '');
    assert.deepEqual([picture.status, picture.headers.get('content-type')], [200, 'image/gif']);
    assert.equal(
      Buffer.from(await picture.arrayBuffer())
        .subarray(0, 6)
        .toString(),
      'GIF89a',
    );
    await system.runUntil('2027-03-01T11:00:00.000Z');
    await visit(prices);
    await visit(picturesIn(mail)[0] ?? '');
    await system.runUntil('2027-03-01T12:00:00.000Z');
    const { opened, clicked, machineClicked } = await countsOf('m');
    assert.deepEqual([opened, clicked, machineClicked], [1, 1, undefined]);
    const { items } = await api.call('GET', `/v1/leads/${leadIds[0] ?? ''}/activities?limit=100`, activities);
    const words = items.flatMap(({ events }) => events).filter(({ type }) => type === 'clicked');
    assert.equal(words[0]?.words, 'The link “guide” in “m” was clicked: https://acme.example/guide?a=1&b=2');
  });

  test('F8: a scanner that follows every link at once is a bot, also by its first click', async () => {
    const links = linksIn(mailTo('bea'));
    await visit(links[0] ?? '');
    await visit(links[1] ?? '');
    await visit(links[0] ?? '', 'HEAD');
    await system.runUntil('2027-03-01T13:00:00.000Z');
    const { clicked, machineClicked } = await countsOf('m');
    assert.deepEqual([clicked, machineClicked], [1, 1]);
  });

  test('D9: the link of a text is short and counts as well', async () => {
    await system.runUntil('2027-03-02T12:00:00.000Z');
    const [sms] = system.aws.mailbox.list({ address: '+33612345678' });
    assert.ok(sms?.kind === 'sms');
    const [link = ''] = linksInText(sms.text).map((one) => one.replace(/\.$/, ''));
    assert.match(link, new RegExp(`^${system.url}/l/local\\.[A-Za-z0-9_-]{10}$`));
    const answer = await visit(link);
    assert.equal(answer.headers.get('location'), 'https://acme.example/demo');
    await system.runUntil('2027-03-02T13:00:00.000Z');
    assert.equal((await countsOf('t'))['clicked'], 1);
  });

  test('the mailbox opens and clicks as a person does', async () => {
    const act = (action: string) =>
      fetch(`${system.mailboxUrl}/messages/${mailTo('bea').id}/${action}`, { method: 'POST' });
    assert.equal((await act('open')).status, 202);
    assert.equal((await act('click')).status, 202);
    await system.runUntil('2027-03-02T14:00:00.000Z');
    const { opened, clicked } = await countsOf('m');
    assert.deepEqual([opened, clicked], [2, 2]);
  });
});
