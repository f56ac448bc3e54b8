import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createApi } from '#test/support/create-api.ts';
import { personPage } from '#shared/domain/erasure/person-page.ts';
import { runJobSlice } from '#shared/use-cases/jobs/run/run-job-slice.ts';
import { apiWorld, callersOf } from '#test/support/api.ts';
import { heldEverywhere, person, type HeldEverywhere } from '#test/support/erased-world.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';

const { organisation, id } = person;

function apiOf(w: HeldEverywhere) {
  const { ports } = apiWorld(w.clock.now(), w.store);
  return callersOf(createApi({ ...ports, files: w.files, queue: w.queue, clock: w.clock }));
}

async function runJobs(w: HeldEverywhere): Promise<void> {
  for (let next = w.queue.jobs.shift(); next; next = w.queue.jobs.shift()) {
    await runJobSlice(w.ports, { ...next, now: w.clock.now() });
    w.clock.set(plusSeconds(w.clock.now(), 900));
  }
}

describe('the data of one person', () => {
  test('F9: is exported as JSON and as a page, for whoever can read the lead', async () => {
    const w = await heldEverywhere();
    const as = apiOf(w);
    const started = await as('u1', 'user')('POST', `/v1/leads/${id}/export`);
    assert.equal(started.status, 202, JSON.stringify(started.body));
    assert.equal(started.headers['location'], `/v1/jobs/${started.body.id}`);
    await runJobs(w);
    const got = await as('u1', 'user')('GET', `/v1/jobs/${started.body.id}/result.csv`);
    assert.equal(got.status, 200, JSON.stringify(got.body));
    const texts = got.body.parts.map((url: string) =>
      new TextDecoder().decode(
        w.files.stored.get(url.replace('https://files.example/', '').replace('?download', '')),
      ),
    );
    const held = JSON.parse(texts[0]);
    assert.equal(held.lead.email, person.email);
    assert.equal(held.lead.createdAt, '2027-01-04T08:00:00.000Z');
    assert.equal(held.account, 'Initech');
    const parts = [
      'enrollments',
      'activities',
      'replies',
      'answers',
      'records',
      'tasks',
      'suppressions',
      'webhooks',
    ];
    for (const part of parts) assert.notEqual(held[part].length, 0, part);
    assert.match(held.activities[0].words[0], /elise@initech\.example/);
    assert.equal(held.replies[0].text, 'Yes, let us talk on Tuesday.');
    assert.match(texts[1], /<dd>Yes, let us talk on Tuesday\.<\/dd>/);
    const foreign = await as('luc', 'user')('GET', `/v1/jobs/${started.body.id}/result.csv`);
    assert.equal(foreign.status, 403);
  });

  test('F9: nothing in the page is read as HTML', () => {
    const page = personPage('<b>', { '<i>': [{ '"a': '<script>alert(1)</script>\nnext' }] });
    assert.doesNotMatch(page, /<script|<b>|<i>/);
    assert.match(page, /&lt;script&gt;alert\(1\)&lt;\/script&gt;<br>/);
  });

  test('F9: is erased by admins alone, whose certificate names nobody; its exports go too', async () => {
    const w = await heldEverywhere();
    const as = apiOf(w);
    const exported = await as('u1', 'user')('POST', `/v1/leads/${id}/export`);
    await runJobs(w);
    const manager = await as('u1', 'manager')('POST', `/v1/leads/${id}/erase`);
    assert.equal(manager.status, 403);
    const ada = as('ada', 'admin');
    const started = await ada('POST', `/v1/leads/${id}/erase`);
    assert.equal(started.status, 202, JSON.stringify(started.body));
    assert.equal(started.body.certificate, undefined);
    await runJobs(w);
    const { body } = await ada('GET', `/v1/jobs/${started.body.id}`);
    assert.equal(body.status, 'done');
    assert.equal(body.certificate.by, 'ada');
    assert.ok(body.certificate.tables.some(({ table }: { table: string }) => table === 'activities'));
    assert.doesNotMatch(JSON.stringify(body), new RegExp(`${id}|elise|Martin`, 'i'));
    assert.deepEqual(
      [...w.files.stored.keys()].filter((key) => key.includes(exported.body.id)),
      [],
    );
    assert.equal((await ada('GET', `/v1/leads/${id}`)).status, 404);
    assert.equal((await ada('POST', `/v1/leads/${id}/erase`)).status, 404);
    const job = await w.store.jobs.get(organisation, started.body.id);
    assert.doesNotMatch(JSON.stringify(job), new RegExp(`${id}|elise`, 'i'));
    const listed = await ada('GET', '/v1/suppressions', { query: { address: person.email ?? '' } });
    assert.deepEqual(listed.body.items.length, 2);
    const figures = await ada('GET', '/v1/sequences/q1/statistics/s1/sent/leads');
    assert.equal(figures.body.items.length, 2);
  });
});
