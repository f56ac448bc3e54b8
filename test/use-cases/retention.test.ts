import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createApi } from '#test/support/create-api.ts';
import type { Activity } from '#shared/domain/activity/activity.ts';
import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import type { Job } from '#shared/domain/jobs/job.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { mostErasedTogether } from '#shared/domain/erasure/erased-person.ts';
import type { Settings } from '#shared/domain/settings/settings.ts';
import { minusMonths, plusMinutes, plusSeconds, textOf } from '#shared/domain/time/instants.ts';
import { runJobSlice } from '#shared/use-cases/jobs/run/run-job-slice.ts';
import { sweepRetention } from '#shared/use-cases/reconciliation/sweep-retention.ts';
import { readEntries } from '#shared/use-cases/suppressions/read-entries.ts';
import { apiWorld, callersOf } from '#test/support/api.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';
import { samples } from '#test/contracts/store/samples/samples.ts';
import { dieAtEveryCall } from '#test/support/deaths.ts';
import { memoryFiles } from '#test/support/memory/memory-files.ts';
import { ORGANISATION as organisation, world } from '#test/support/world.ts';

const now = at('2027-03-31T09:00:00.000Z');
const old = at('2025-12-31T09:00:00.000Z');
const young = at('2027-03-01T09:00:00.000Z');

/** A stage whose organisation has decided this. */
async function stage(values: Partial<Settings>) {
  const w = world(now);
  const { store } = w.ports;
  await store.settings.put({ organisation, scope: 'organisation', revision: 1, values }, 'absent');
  const files = memoryFiles();
  const { ports: outside } = apiWorld(now, store);
  const as = callersOf(createApi({ ...outside, clock: w.clock }));
  return { ...w, store, as, ports: { ...w.ports, files, inboundMail: memoryFiles() } };
}
type Stage = Awaited<ReturnType<typeof stage>>;

const leadId = (name: string) => name.padEnd(16, '0');
const enrollmentOf = (name: string) => enrollmentNamed(`${leadId(name)}.care.1`);

async function putLead({ store }: Stage, name: string, createdAt: Instant = old): Promise<void> {
  const { suppression: _, ownerChange: _change, ...lead } = samples.leads.item;
  const own = { id: leadId(name), email: `${name}@example.com`, phone: undefined, suppression: {} };
  await store.leads.put({ ...lead, ...own, organisation, createdAt }, 'absent');
}

async function putActivity({ store }: Stage, name: string, when: Instant): Promise<void> {
  const events: Activity['events'] = [{ type: 'call-made', seconds: 5, by: 'anne' }];
  const id = `${name} ${textOf(when)}`;
  await store.activities.add([{ organisation, leadId: leadId(name), id, at: when, events }]);
}

async function putEnrollment(
  { store }: Stage,
  name: string,
  changedAt: Instant,
  state: Enrollment['state'],
): Promise<void> {
  const own = { id: enrollmentOf(name), leadId: leadId(name), state, changedAt };
  const { claim: _, ...enrollment } = samples.enrollments.item;
  await store.enrollments.put({ ...enrollment, ...own, organisation, events: [] }, 'absent');
}

const over = (when: Instant): Enrollment['state'] => ({
  status: 'finished',
  at: when,
  because: { kind: 'person', userId: 'anne' },
});
const waits: Enrollment['state'] = {
  status: 'paused',
  step: 's1',
  due: young,
  because: { kind: 'person', userId: 'anne' },
};

async function putAnswers({ store }: Stage, name: string, when: Instant): Promise<void> {
  const { item } = samples.responses;
  const answers = item.answers.map((one) => ({ ...one, at: when }));
  const own = { id: enrollmentOf(name), leadId: leadId(name), answers, begunAt: when, completedAt: when };
  await store.responses.put({ ...item, ...own, organisation, changedAt: when }, 'absent');
}

const unreadable = (error: Error): never => {
  throw error;
};

/** Has the sweep begin a round, and runs the jobs to their end; the retention job. */
async function sweep(w: Stage, rows = 20_000): Promise<Job | undefined> {
  await sweepRetention(w.ports, w.clock.now(), unreadable);
  return runJobs(w, rows);
}

async function runJobs(w: Stage, rows = 20_000): Promise<Job | undefined> {
  for (let slices = 0; slices < 2_000; slices += 1) {
    const next = w.queue.jobs.shift();
    if (next === undefined)
      return w.store.jobs.get(organisation, w.ports.ids.of(`retention ${organisation}`));
    await runJobSlice(w.ports, { ...next, now: w.clock.now(), size: { rows, chunk: 1 } });
    w.clock.set(plusSeconds(w.clock.now(), 60));
  }
  throw new Error('The jobs never end');
}

const leadsLeft = async ({ store }: Stage): Promise<string[]> =>
  (await store.leads.list(organisation, { limit: 1_000 })).items.map(({ id }) => id.replace(/0+$/, ''));
const activitiesOf = async ({ store }: Stage, name: string): Promise<Instant[]> =>
  (await store.activities.ofLead(organisation, leadId(name), { limit: 100 })).items.map((one) => one.at);
const answersOf = async ({ store }: Stage, name: string): Promise<number | undefined> =>
  (await store.responses.get(organisation, enrollmentOf(name)))?.answers.length;

describe('retention', () => {
  test('F9: erases leads to which nothing has happened for the months that the setting says, and no others', async () => {
    const w = await stage({ leadRetentionMonths: 12 });
    await putLead(w, 'silent');
    await putActivity(w, 'silent', old);
    await putLead(w, 'new', young);
    await putLead(w, 'called');
    await putActivity(w, 'called', old);
    await putActivity(w, 'called', young);
    await putLead(w, 'paused');
    await putEnrollment(w, 'paused', old, waits);
    await putLead(w, 'ended');
    await putEnrollment(w, 'ended', young, over(young));
    await putLead(w, 'longago');
    await putEnrollment(w, 'longago', old, over(old));
    await putLead(w, 'answered');
    await putAnswers(w, 'answered', young);
    // Its activities are gone by their own setting.
    await putLead(w, 'engaged');
    const engagement = { organisation, leadId: leadId('engaged'), revision: 1, lastCallAt: young };
    await w.store.engagements.put(engagement, 'absent');
    await putLead(w, 'tasked');
    const task = { ...samples.tasks.item, id: `${leadId('tasked')}.own`, leadId: leadId('tasked') };
    await w.store.tasks.put({ ...task, organisation, status: 'open' } as never, 'absent');
    const job = await sweep(w);
    const kept = ['answered', 'called', 'ended', 'engaged', 'new', 'paused', 'tasked'];
    assert.deepEqual((await leadsLeft(w)).toSorted(), kept);
    assert.equal(await w.store.enrollments.get(organisation, enrollmentOf('longago')), undefined);
    assert.equal(
      (await w.store.enrollments.get(organisation, enrollmentOf('paused')))?.state.status,
      'paused',
    );
    assert.ok(job?.kind === 'apply-retention' && job.status === 'done');
    assert.equal(job.leads, 2);
  });

  test('F9: an inactive lead leaves no new entry on the suppression list, and those that it has as hashes', async () => {
    const w = await stage({ leadRetentionMonths: 12 });
    await putLead(w, 'silent');
    await putLead(w, 'optout');
    const { lifted: _, ...entry } = samples.suppressions.item;
    const own = { id: 'optout0000000000', address: 'optout@example.com', reason: 'unsubscribed' as const };
    await w.store.suppressions.put({ ...entry, ...own, organisation, leadId: leadId('optout') }, 'absent');
    await sweep(w);
    assert.deepEqual(await leadsLeft(w), []);
    assert.deepEqual(await readEntries(w.ports, organisation, ['silent@example.com']), []);
    const [hashed] = (await w.store.suppressions.list(organisation, { limit: 10 })).items;
    assert.match(hashed?.address ?? '', /^erased:/);
    assert.equal((await readEntries(w.ports, organisation, ['optout@example.com'])).length, 1);
  });

  test('F9: a lead to which something happens before its erasure begins stays', async () => {
    const w = await stage({ leadRetentionMonths: 12 });
    for (const name of ['silent', 'woken']) await putLead(w, name);
    await sweepRetention(w.ports, now, unreadable);
    const retention = w.queue.jobs.shift();
    assert.ok(retention);
    await runJobSlice(w.ports, { ...retention, now });
    await putActivity(w, 'woken', now);
    await runJobs(w);
    assert.deepEqual(await leadsLeft(w), ['woken']);
    assert.deepEqual((await w.store.leads.get(organisation, leadId('woken')))?.suppression, {});
  });

  test('F9: removes activities, answers and words of messages of their age, none of a lead with an enrollment under way', async () => {
    const w = await stage({ activityRetentionMonths: 12, answerRetentionMonths: 12, sentTextDays: 90 });
    for (const name of ['free', 'busy']) {
      await putLead(w, name);
      for (const when of [old, minusMonths(now, 12), plusMinutes(minusMonths(now, 12), 1), young])
        await putActivity(w, name, when);
      await putAnswers(w, name, old);
    }
    await putEnrollment(w, 'free', old, over(old));
    await putEnrollment(w, 'busy', old, waits);
    await putLead(w, 'happy');
    await putAnswers(w, 'happy', young);
    for (const [step, when] of [
      ['s1', old],
      ['s2', young],
    ] as const) {
      const own = { id: `${enrollmentOf('busy')}.${step}`, at: when };
      await w.store.sentMessages.put({ ...samples.sentMessages.item, ...own, organisation }, 'absent');
    }
    const job = await sweep(w);
    assert.deepEqual(await activitiesOf(w, 'free'), [plusMinutes(minusMonths(now, 12), 1), young]);
    assert.equal((await activitiesOf(w, 'busy')).length, 4);
    assert.deepEqual(
      [await answersOf(w, 'free'), await answersOf(w, 'busy'), await answersOf(w, 'happy')],
      [0, 3, 3],
    );
    const words = await w.store.sentMessages.list(organisation, { limit: 9, group: leadId('busy') });
    assert.deepEqual(
      words.items.map(({ id }) => id.slice(-2)),
      ['s2'],
    );
    assert.ok(job?.kind === 'apply-retention' && job.status === 'done');
    assert.deepEqual(
      job.counts.toSorted((a, b) => a.table.localeCompare(b.table)),
      [
        { table: 'activities', removed: 2, anonymised: 0 },
        { table: 'responses', removed: 0, anonymised: 1 },
        { table: 'sentMessages', removed: 1, anonymised: 0 },
      ],
    );
    // That it was completed stays, so that its link takes nothing more and it is counted.
    const left = await w.store.responses.get(organisation, enrollmentOf('free'));
    assert.equal(left?.completedAt, old);
  });

  test('F9: answers that were taken away and activities that went do not make a lead active', async () => {
    const w = await stage({ answerRetentionMonths: 6, activityRetentionMonths: 6 });
    await putLead(w, 'silent');
    await putActivity(w, 'silent', old);
    await putAnswers(w, 'silent', old);
    await sweep(w);
    assert.deepEqual([await activitiesOf(w, 'silent'), await answersOf(w, 'silent')], [[], 0]);
    const values = { leadRetentionMonths: 12, answerRetentionMonths: 6 };
    await w.store.settings.put({ organisation, scope: 'organisation', revision: 2, values }, 1);
    w.clock.set(plusMinutes(w.clock.now(), 24 * 60));
    await sweep(w);
    assert.deepEqual(await leadsLeft(w), []);
  });

  for (const rows of [1, 2, 3])
    test(`F9: exactly the old go, also in slices of ${rows}, whose end is in the middle of a lead`, async () => {
      const w = await stage({ leadRetentionMonths: 12, activityRetentionMonths: 6 });
      for (let number = 0; number < 12; number += 1) {
        const name = `lead${number.toString(36)}x`;
        await putLead(w, name);
        for (let day = 0; day < 5; day += 1) await putActivity(w, name, plusMinutes(old, day * 1_440));
        if (number % 2 === 0) await putActivity(w, name, young);
      }
      const job = await sweep(w, rows);
      assert.deepEqual((await leadsLeft(w)).length, 6);
      for (const name of await leadsLeft(w)) assert.deepEqual(await activitiesOf(w, name), [young]);
      assert.ok(job?.kind === 'apply-retention' && job.status === 'done' && job.slices > 4);
      assert.deepEqual(job.counts, [{ table: 'activities', removed: 30, anonymised: 0 }]);
      assert.equal(job.leads, 6);
    });

  test('F9: at most a hundred leads are erased together, and the next slice waits for them', async () => {
    const w = await stage({ leadRetentionMonths: 12 });
    const names = Array.from({ length: mostErasedTogether + 20 }, (_, number) => `a${number}x`);
    for (const name of names) await putLead(w, name);
    await sweepRetention(w.ports, now, unreadable);
    const first = w.queue.jobs.shift();
    assert.ok(first);
    await runJobSlice(w.ports, { ...first, now });
    const erasing = (await w.store.jobs.list(organisation, { limit: 10 })).items.filter(
      ({ kind }) => kind === 'erase-lead',
    );
    assert.deepEqual(
      erasing.map((job) => job.kind === 'erase-lead' && job.people.length),
      [mostErasedTogether],
    );
    const job = await runJobs(w);
    assert.deepEqual(await leadsLeft(w), []);
    assert.ok(job?.kind === 'apply-retention' && job.leads === names.length);
  });

  test('F9, F4: after a death at any port call exactly the same are gone', { timeout: 300_000 }, async () => {
    const prepared = async () => {
      const w = await stage({
        leadRetentionMonths: 12,
        activityRetentionMonths: 6,
        answerRetentionMonths: 6,
      });
      for (const name of ['silent', 'active']) {
        await putLead(w, name);
        for (const when of [old, plusMinutes(old, 1)]) await putActivity(w, name, when);
        await putAnswers(w, name, old);
      }
      await putActivity(w, 'active', young);
      return w;
    };
    await dieAtEveryCall({
      before: prepared,
      ports: (w) => w.ports,
      work: async (w, ports) => {
        await sweepRetention(ports, now, unreadable);
        const next = w.queue.jobs.shift();
        if (next !== undefined) await runJobSlice(ports, { ...next, now });
      },
      after: async (w, where) => {
        // What was not worked off comes again, and the next sweep lets go on what stands still.
        w.clock.set(plusMinutes(now, 61));
        await sweep(w);
        assert.deepEqual(await leadsLeft(w), ['active'], where);
        assert.deepEqual(await activitiesOf(w, 'active'), [young], where);
        assert.equal(await answersOf(w, 'active'), 0, where);
      },
    });
  });

  test('F9: a round begins once a day, nothing where nothing is decided, and admins see what was removed', async () => {
    const w = await stage({ activityRetentionMonths: 12 });
    await putLead(w, 'free');
    await putActivity(w, 'free', old);
    const job = await sweep(w);
    assert.equal(await sweepRetention(w.ports, w.clock.now(), unreadable), 0);
    w.clock.set(plusMinutes(now, 24 * 60));
    await putActivity(w, 'free', plusMinutes(old, 5));
    await sweep(w);
    const { status, body } = await w.as('ada', 'admin')('GET', `/v1/jobs/${job?.id}`);
    assert.equal(status, 200);
    assert.deepEqual(body.retention.tables, [{ table: 'activities', removed: 2, anonymised: 0 }]);
    assert.equal(body.retention.since, textOf(now));
    assert.equal((await w.as('anne', 'user')('GET', `/v1/jobs/${job?.id}`)).status, 403);
    const none = await stage({ activityRetentionMonths: null });
    assert.equal(await sweepRetention(none.ports, now, unreadable), 0);
    assert.deepEqual(none.queue.jobs, []);
  });
});

test('F9: how long something is kept belongs to the organisation, within bounds, each told by its path', async () => {
  const w = await stage({});
  const body = { sentTextDays: 4_000, leadRetentionMonths: 0, activityRetentionMonths: 1.5 };
  const headers = { 'if-match': '*' };
  const ada = w.as('ada', 'admin');
  const refused = await ada('PATCH', '/v1/settings/organisation', { headers, body });
  assert.equal(refused.status, 400);
  const paths = JSON.stringify(refused.body);
  for (const name of Object.keys(body)) assert.ok(paths.includes(name), `${name}: ${paths}`);
  const right = { sentTextDays: 0, leadRetentionMonths: 24, answerRetentionMonths: null };
  const saved = await ada('PATCH', '/v1/settings/organisation', { headers, body: right });
  assert.equal(saved.status, 200, JSON.stringify(saved.body));
  const ofGroup = await ada('PATCH', '/v1/settings/group.paris', {
    headers,
    body: { answerRetentionMonths: 3 },
  });
  assert.notEqual(ofGroup.status, 200);
});

test('F9: months are those of the calendar, a day that a month lacks its last', () => {
  const before = (text: string, months: number) => textOf(minusMonths(at(text), months)).slice(0, 10);
  assert.equal(before('2027-03-31T09:00:00.000Z', 1), '2027-02-28');
  assert.equal(before('2028-03-31T09:00:00.000Z', 1), '2028-02-29');
  assert.equal(before('2027-01-31T09:00:00.000Z', 1), '2026-12-31');
  assert.equal(before('2027-12-15T09:00:00.000Z', 12), '2026-12-15');
  assert.equal(before('2027-01-15T09:00:00.000Z', 25), '2024-12-15');
});
