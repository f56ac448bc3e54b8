import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as z from 'zod';
import { type Clock, later, timeLapseClock } from '#infra/local/clock.ts';
import { ApiClient } from '#infra/local/demo/api-client.ts';
import { MailboxClient } from '#infra/local/demo/mailbox-client.ts';
import { organisation } from '#infra/local/names.ts';
import { startSystem, type System } from '#infra/local/system.ts';

// Monday, 09:00 in Paris.
const start = '2027-03-01T08:00:00.000Z';
const day = 24 * 60;

const lead = z.looseObject({ id: z.string() });
const score = z.looseObject({ value: z.number(), qualified: z.boolean() });
const activity = z.looseObject({ events: z.array(z.looseObject({ type: z.string(), words: z.string() })) });
const mail = z.looseObject({ html: z.string() });
const step = { type: 'automated-mail', templateId: 'offer' };

describe('a lead is scored on the local system, through the HTTP API and the mailbox alone', () => {
  let clock: Clock;
  let system: System;
  let api: ApiClient;
  let mailbox: MailboxClient;
  let now = start;
  const ids: string[] = [];
  const messages: string[] = [];

  const pass = async (minutes: number) => {
    now = later(now, minutes * 60);
    await system.runUntil(now);
    await system.drain();
  };
  const scoreOf = async (id = ids[0]) => {
    const { value, qualified } = await api.call('GET', `/v1/leads/${id}/score`, score);
    return { value, qualified };
  };

  before(async () => {
    clock = timeLapseClock(start);
    system = await startSystem({ clock, leastRateMinutes: day });
    api = new ApiClient(system.url, await system.token({ organisation, userId: 'anne', role: 'admin' }));
    mailbox = new MailboxClient(system.mailboxUrl);
    const put = (path: string, body: unknown) => api.call('PUT', path, z.unknown(), { body });
    await put('/v1/users/anne', {
      name: 'Anne',
      email: 'anne@lumen.example',
      zone: 'Europe/Paris',
      role: 'admin',
    });
    const scoring = {
      points: { mailSent: 1, mailOpened: 2, mailClicked: 4, replied: 8 },
      threshold: 15,
      halfLifeDays: null,
    };
    await api.call('PATCH', '/v1/settings/organisation', z.unknown(), { body: { scoring } });
    const html = '<p>Bonjour, <a href="https://lumen.example/offer">voici</a></p>';
    await put('/v1/templates/offer', { kind: 'mail', name: 'Offer', subject: 'Bonjour', html });
    const steps = [
      { ...step, id: 's1', name: 'First', wait: { amount: 0, unit: 'minutes' } },
      { ...step, id: 's2', name: 'Second', wait: { amount: 14, unit: 'days' } },
    ];
    await put('/v1/sequences/spring', { name: 'Spring', draft: { steps } });
    await api.call('POST', '/v1/sequences/spring/publish', z.unknown(), {
      body: {},
      headers: { 'if-match': '"1"' },
    });
    for (const email of ['zoe@example.com', 'scanned@example.com']) {
      const { id } = await api.call('POST', '/v1/leads', lead, { body: { email } });
      ids.push(id);
    }
    await api.call('POST', '/v1/enrollments', z.unknown(), { body: { leadIds: ids, sequenceId: 'spring' } });
    await pass(60);
    const sent = await mailbox.newMessages();
    for (const id of ids)
      messages.push(sent.find(({ tags }) => tags['enrollment']?.startsWith(id))?.id ?? '');
  });
  after(async () => {
    await system.stop();
    clock.restore();
  });

  test('A12: the mail that was sent gives its point', async () => {
    assert.deepEqual(await scoreOf(), { value: 1, qualified: false });
  });

  test('A12, F8: what a bot opens and clicks gives nothing', async () => {
    const response = await fetch(`${system.mailboxUrl}/messages/${encodeURIComponent(messages[1] ?? '')}`);
    const { html } = mail.parse(await response.json());
    const links = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, link = '']) =>
      link.replaceAll('&amp;', '&'),
    );
    const ours = links.filter((link) => link.startsWith(system.url));
    assert.equal(ours.length, 2);
    for (const link of ours)
      await fetch(link, { redirect: 'manual', headers: { 'user-agent': 'Barracuda Link Scanner' } });
    await pass(60);
    assert.deepEqual(await scoreOf(ids[1]), { value: 1, qualified: false });
    const events = await Array.fromAsync(api.list(`/v1/leads/${ids[1]}/activities`, activity));
    const words = events.flatMap((one) => one.events).map((event) => event.words);
    assert.equal(words.filter((each) => each.includes('by a bot')).length, 2, words.join('\n'));
  });

  test('A12: opened, clicked and replied to, the lead is qualified, and every point is told', async () => {
    const [message = ''] = messages;
    for (const [action, value] of [
      ['open', 3],
      ['click', 7],
      ['open', 7],
      ['reply', 15],
    ] as const) {
      await mailbox.act(message, action);
      await pass(60);
      assert.deepEqual(await scoreOf(), { value, qualified: value >= 15 }, action);
    }
    const activities = await Array.fromAsync(api.list(`/v1/leads/${ids[0]}/activities`, activity));
    const events = activities
      .flatMap(({ events }) => events)
      .filter(({ type }) => type === 'scored' || type === 'qualified');
    assert.deepEqual(
      events.map(({ words }) => words.replace(/ \(.*/, '')),
      [
        '+1 point for sending “s1”: the score went from 0 to 1',
        '+2 points for opening “s1”: the score went from 1 to 3',
        '+4 points for a click in “s1”: the score went from 3 to 7',
        '+8 points for a reply: the score went from 7 to 15',
        'The lead is qualified: the score of 15 reaches the threshold of 15',
      ],
    );
    const qualified = await Array.fromAsync(api.list('/v1/leads?qualified=true', lead));
    assert.deepEqual(
      qualified.map(({ id }) => id),
      [ids[0]],
    );
  });
});
