import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as z from 'zod';
import { timeLapseClock, type Clock } from '#infra/local/clock.ts';
import { ApiClient } from '#infra/local/demo/api-client.ts';
import { organisation } from '#infra/local/names.ts';
import { startSystem, type System } from '#infra/local/system.ts';

// Monday, 09:00 in Paris.
const start = '2027-03-01T08:00:00.000Z';
const present = { 'if-match': '*' };

const any = z.looseObject({});
const side = z.looseObject({ version: z.number(), steps: z.array(z.string()), due: z.string().optional() });
const difference = z.looseObject({
  totals: z.looseObject({ underWay: z.number(), affected: z.number(), pinned: z.number() }).optional(),
  items: z.array(z.looseObject({ enrollmentId: z.string(), step: z.string(), before: side, after: side })),
});
const enrollment = z.looseObject({ done: z.array(z.string()), state: z.looseObject({ status: z.string() }) });
const statistics = z.looseObject({
  counts: z.record(z.string(), z.number()),
  steps: z.array(z.looseObject({ step: z.string(), counts: z.record(z.string(), z.number()) })),
});
const shown = z.looseObject({
  steps: z.array(
    z.looseObject({
      step: z.string(),
      outcome: z.string(),
      subject: z.string(),
      missing: z.array(z.string()),
    }),
  ),
});

const mail = (id: string, days: number) => ({
  id,
  name: `Mail ${id}`,
  type: id === 'a' ? 'automated-mail' : 'automated-reply',
  wait: { amount: days, unit: 'days' },
  templateId: id === 'a' ? 'first' : 'again',
});

describe('a sequence is edited and deleted in use on the local system, through the HTTP API alone', () => {
  let clock: Clock;
  let system: System;
  let api: ApiClient;
  const ids: string[] = [];
  const of = (index: number) => `/v1/enrollments/${ids[index]}.edit.1`;
  const read = (index: number) => api.call('GET', of(index), enrollment);
  const put = (draft: object) =>
    api.call('PUT', '/v1/sequences/edit', any, { body: { name: 'Edit', draft }, headers: present });

  before(async () => {
    clock = timeLapseClock(start);
    system = await startSystem({ clock, leastRateMinutes: 24 * 60 });
    api = new ApiClient(system.url, await system.token({ organisation, userId: 'anne', role: 'admin' }));
    const body = { name: 'Anne', email: 'anne@lumen.example', zone: 'Europe/Paris', role: 'admin' };
    await api.call('PUT', '/v1/users/anne', any, { body });
    const first = { kind: 'mail', name: 'First', subject: 'Bonjour', html: '<p>Bonjour</p>' };
    const again = { kind: 'mail', name: 'Again', html: '<p>Encore, {{ lead.firstName }}</p>' };
    await api.call('PUT', '/v1/templates/first', any, { body: first });
    await api.call('PUT', '/v1/templates/again', any, { body: again });
    const steps = [mail('a', 0), mail('b', 1), mail('c', 1)];
    await api.call('PUT', '/v1/sequences/edit', any, { body: { name: 'Edit', draft: { steps } } });
    await api.call('POST', '/v1/sequences/edit/publish', any, { body: {}, headers: present });
    for (const name of ['ana', 'bob']) {
      const values = { email: `${name}@example.com`, firstName: name };
      const lead = await api.call('POST', '/v1/leads', z.looseObject({ id: z.string() }), { body: values });
      ids.push(lead.id);
    }
    await api.call('POST', '/v1/enrollments', any, { body: { leadIds: ids, sequenceId: 'edit' } });
    await system.runUntil('2027-03-01T12:00:00.000Z');
    await system.drain();
  });
  after(async () => {
    await system.stop();
    clock.restore();
  });

  test('D6, D8: the preview shows each mail in its thread, and what is missing for a lead', async () => {
    const { steps } = await api.call('POST', '/v1/sequences/edit/preview', shown, { body: { lead: ids[0] } });
    assert.deepEqual(
      steps.map(({ step, outcome, subject }) => [step, outcome, subject]),
      [
        ['a', 'send', 'Bonjour'],
        ['b', 'send', 'Re: Bonjour'],
        ['c', 'send', 'Re: Bonjour'],
      ],
    );
    const nobody = await api.call('POST', '/v1/leads', z.looseObject({ id: z.string() }), {
      body: { email: 'nobody@example.com' },
    });
    const other = await api.call('POST', '/v1/sequences/edit/preview', shown, { body: { lead: nobody.id } });
    assert.deepEqual(other.steps[1]?.missing, ['lead.firstName']);
  });

  test('D10, F5: the difference is shown per lead before anything is saved, and is what then happens', async () => {
    await api.call('PUT', `${of(1)}/pin`, any, { body: { pinned: true } });
    const draft = { steps: [mail('a', 0), mail('b', 1), mail('d', 2)] };
    const before = await api.call('POST', '/v1/sequences/edit/draft/difference', difference, {
      body: { draft },
    });
    const { underWay, affected, pinned } = before.totals ?? {};
    assert.deepEqual([underWay, affected, pinned], [2, 1, 1]);
    const ana = before.items.find(({ enrollmentId }) => enrollmentId.startsWith(ids[0] ?? '-'));
    assert.deepEqual([ana?.step, ana?.before.steps, ana?.after.steps], ['b', ['c'], ['d']]);

    await put(draft);
    await api.call('POST', '/v1/sequences/edit/publish', any, { body: {}, headers: present });
    await system.runUntil('2027-03-03T18:00:00.000Z');
    assert.deepEqual((await read(0)).done, ['a', 'b']);
    assert.deepEqual((await read(1)).done, ['a', 'b', 'c']);
    const state = z.looseObject({ state: z.looseObject({ step: z.string(), due: z.string() }) });
    const next = await api.call('GET', of(0), state);
    assert.deepEqual([next.state.step, next.state.due.slice(0, 10)], ['d', ana?.after.due?.slice(0, 10)]);
  });

  test('D9: behind each figure are as many leads as it says', async () => {
    await system.drain();
    const found = await api.call('GET', '/v1/sequences/edit/statistics', statistics);
    const page = z.object({ items: z.array(z.looseObject({ leadId: z.string() })) });
    let seen = 0;
    for (const { step, counts } of [{ step: '-', counts: found.counts }, ...found.steps]) {
      for (const [counter, count] of Object.entries(counts)) {
        const path = `/v1/sequences/edit/statistics/${step}/${counter}/leads`;
        assert.equal((await api.call('GET', path, page)).items.length, count, `${step} ${counter}`);
        seen += count;
      }
    }
    assert.ok(seen >= 7);
  });

  test('D11: deleting warns with the number, and then nobody receives anything more', async () => {
    await assert.rejects(
      api.call('DELETE', '/v1/sequences/edit', any, { headers: present }),
      /1 leads are under way .*confirm=1/,
    );
    await api.call('DELETE', '/v1/sequences/edit?confirm=1', z.undefined(), { headers: present });
    await system.runUntil('2027-03-20T18:00:00.000Z');
    await system.drain();
    const { done, state } = await read(0);
    assert.deepEqual([done, state.status], [['a', 'b'], 'stopped']);
    const record = z.looseObject({ items: z.array(z.looseObject({ type: z.string() })) });
    assert.equal((await api.call('GET', `${of(0)}/record`, record)).items.at(-1)?.type, 'stopped');
    const { counts } = await api.call('GET', '/v1/sequences/edit/statistics', statistics);
    assert.deepEqual([counts['stopped'], counts['finished']], [1, 1]);
  });
});
