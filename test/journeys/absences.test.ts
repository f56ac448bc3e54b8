import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as z from 'zod';
import { secondsBetween } from '#shared/domain/time/instants.ts';
import { timeLapseClock, type Clock } from '#infra/local/clock.ts';
import { ApiClient } from '#infra/local/demo/api-client.ts';
import { organisation } from '#infra/local/names.ts';
import { startSystem, type System } from '#infra/local/system.ts';
import { at } from '#test/support/at.ts';

// Monday, 08:00 in Paris; the Wednesday is a day off of the organisation's own.
const start = '2027-03-01T07:00:00.000Z';
const present = { 'if-match': '*' };

const any = z.looseObject({});
const lead = z.looseObject({ id: z.string() });
const record = z.object({
  items: z.array(
    z.object({
      at: z.string(),
      type: z.string(),
      words: z.string(),
      event: z.looseObject({ sender: z.string().optional() }),
    }),
  ),
});

describe('absences, holidays and pauses on the local system, through the HTTP API alone', () => {
  let clock: Clock;
  let system: System;
  let api: ApiClient;
  const ids: string[] = [];

  const enrollment = (index: number) => `/v1/enrollments/${ids[index]}.spring.1`;
  const happened = async (index: number, type: string) =>
    (await api.call('GET', `${enrollment(index)}/record`, record)).items.filter((item) => item.type === type);
  const settings = (scope: string, body: object) => api.call('PATCH', `/v1/settings/${scope}`, any, { body });

  before(async () => {
    clock = timeLapseClock(start);
    system = await startSystem({ clock, leastRateMinutes: 24 * 60 });
    api = new ApiClient(system.url, await system.token({ organisation, userId: 'anne', role: 'admin' }));
    for (const [id, name] of [
      ['anne', 'Anne'],
      ['paul', 'Paul'],
    ] as const) {
      const body = { name, email: `${id}@lumen.example`, zone: 'Europe/Paris', role: 'admin' };
      await api.call('PUT', `/v1/users/${id}`, any, { body });
    }
    await settings('organisation', {
      maxMailsPerDay: 2,
      mailDelay: { kind: 'fixed', seconds: 600 },
      holidays: { country: null, extra: ['2027-03-03'] },
    });
    const mail = { kind: 'mail', name: 'Mail', subject: 'Bonjour', html: '<p>Bonjour</p>' };
    await api.call('PUT', '/v1/templates/mail', any, { body: mail });
    const step = { type: 'automated-mail', templateId: 'mail' };
    const steps = [
      { ...step, id: 'a', name: 'First', wait: { amount: 0, unit: 'minutes' } },
      { ...step, id: 'b', name: 'Second', wait: { amount: 1, unit: 'days' } },
      { ...step, id: 'c', name: 'Third', wait: { amount: 1, unit: 'days' } },
    ];
    await api.call('PUT', '/v1/sequences/spring', any, { body: { name: 'Spring', draft: { steps } } });
    await api.call('POST', '/v1/sequences/spring/publish', any, { body: {}, headers: present });
    for (const name of ['ana', 'bob', 'cora', 'dan']) {
      ids.push((await api.call('POST', '/v1/leads', lead, { body: { email: `${name}@example.com` } })).id);
    }
  });
  after(async () => {
    await system.stop();
    clock.restore();
  });

  test('F7: a colleague sends during an absence, nothing goes on a day off, and the user goes on afterwards', async () => {
    // Away on Tuesday, Paul stands in.
    await settings('user.anne', { absences: [{ from: '2027-03-02', to: '2027-03-02', standIn: 'paul' }] });
    await api.call('POST', '/v1/enrollments', any, {
      body: { leadIds: ids.slice(0, 1), sequenceId: 'spring' },
    });
    await system.runUntil('2027-03-05T22:00:00.000Z');
    await system.drain();
    const sent = await happened(0, 'sent');
    assert.deepEqual(
      sent.map(({ at, event }) => [at.slice(0, 10), event.sender]),
      [
        ['2027-03-01', 'anne'],
        ['2027-03-02', 'paul'],
        ['2027-03-04', 'anne'],
      ],
    );
    const planned = (await happened(0, 'planned')).map(({ words }) => words);
    assert.ok(
      planned.some((words) => words.includes('an absence, decided for the user anne')),
      planned.join('\n'),
    );
    assert.ok(
      planned.some((words) => words.includes('holidays, decided for the organisation')),
      planned.join('\n'),
    );
  });

  test('F6: three who are resumed after a pause go out two a day, ten minutes apart', async () => {
    const others = [1, 2, 3];
    await api.call('POST', '/v1/enrollments', any, {
      body: { leadIds: others.map((index) => ids[index]), sequenceId: 'spring' },
    });
    for (const index of others) await api.call('POST', `${enrollment(index)}/pause`, any, { body: {} });
    // Past the weekend and a week more, at night.
    await system.runUntil('2027-03-16T22:00:00.000Z');
    for (const index of others) await api.call('POST', `${enrollment(index)}/resume`, any);
    await system.runUntil('2027-03-23T22:00:00.000Z');
    await system.drain();
    const firsts = (await Promise.all(others.map((index) => happened(index, 'sent'))))
      .flatMap(([first]) => (first === undefined ? [] : [first.at]))
      .toSorted();
    assert.deepEqual(
      firsts.map((first) => first.slice(0, 10)),
      // On Thursday and Friday the follow-ups of the first two fill the day.
      ['2027-03-17', '2027-03-17', '2027-03-22'],
    );
    assert.equal(secondsBetween(at(firsts[0]!), at(firsts[1]!)), 600);
  });
});
