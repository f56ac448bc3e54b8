import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Caller } from '#shared/domain/people/access.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { runJobSlice } from '#shared/use-cases/jobs/run/run-job-slice.ts';
import { readCountedResults } from '#shared/use-cases/jobs/read-counted-results.ts';
import { readResults } from '#shared/use-cases/surveys/read-results.ts';
import { memoryFiles } from '#test/support/memory/memory-files.ts';
import {
  feedbackWorld,
  invite,
  start,
  surveyAddresses,
  surveyDraft,
  type FeedbackWorld,
} from '#test/support/feedback-world.ts';

const leads = Array.from({ length: 3 }, (_, index) => ({ id: `lead00000000000${index + 1}` }));
const any = { headers: { 'if-match': '*' } };

test('C1: a published version never changes, and who has begun goes on with it', async () => {
  const w = await feedbackWorld({ leads });
  await invite(w, 'care', ...leads.map(({ id }) => id));
  await w.run(plusMinutes(start, 5));
  const [first = '', second = ''] = [surveyAddresses(w, 0)[0], surveyAddresses(w, 1)[0]];
  await w.open(first, { 'q.nps': '9', do: 'save' });
  const questions = surveyDraft.questions
    .slice(0, 1)
    .map((question) => ({ ...question, text: { en: 'Now what?' } }));
  const body = { name: 'Happy', draft: { ...surveyDraft, questions } };
  assert.equal((await w.admin('PUT', '/v1/surveys/happy', { body, ...any })).status, 200);
  assert.doesNotMatch((await w.open(second)).body, /Now what/);
  assert.equal((await w.admin('POST', '/v1/surveys/happy/publish', any)).body.currentVersion, 2);
  assert.match((await w.open(second)).body, /Now what\?/);
  assert.match((await w.open(first)).body, /Would you recommend us\?/);
  const { body: versions } = await w.admin('GET', '/v1/surveys/happy/versions');
  assert.deepEqual(
    versions.items.map(({ version, questions: asked }: any) => [version, asked.length]),
    [
      [1, 5],
      [2, 1],
    ],
  );
});

test('C1: a draft is seen as a client sees it, in any language, and nothing is kept of it', async () => {
  const w = await feedbackWorld();
  const { body } = await w.admin('POST', '/v1/surveys/happy/preview', { body: { language: 'fr' } });
  assert.equal(body.language, 'fr');
  assert.match(body.html, /<html lang="fr">.*Comment était-ce \?/s);
  const missing = await w.admin('POST', '/v1/surveys/happy/preview', { body: { version: 7 } });
  assert.equal(missing.status, 404);
});

test('C1: an unfinished draft is kept and not published: every problem is told with its place', async () => {
  const w = await feedbackWorld();
  const draft = { title: {}, questions: [{ id: 'a', type: 'text', compulsory: true, text: {} }] };
  assert.equal((await w.admin('PUT', '/v1/surveys/new', { body: { name: 'New', draft } })).status, 201);
  const { status, body } = await w.admin('POST', '/v1/surveys/new/publish', any);
  assert.equal(status, 400);
  assert.deepEqual(
    body.errors.map(({ path }: any) => path),
    ['draft.title', 'draft.questions', 'draft.questions.0.text'],
  );
});

test('C1: a survey that a feedback sequence asks is not deleted', async () => {
  const w = await feedbackWorld();
  const refused = await w.admin('DELETE', '/v1/surveys/happy', any);
  assert.equal(refused.status, 409);
  assert.match(refused.body.detail, /“care” asks it/);
  assert.equal((await w.admin('DELETE', '/v1/feedback-sequences/care', any)).status, 204);
  assert.equal((await w.admin('DELETE', '/v1/surveys/happy', any)).status, 204);
});

test('C8: each setting is saved by itself, wrong ones are told by name and change nothing', async () => {
  const w = await feedbackWorld();
  const change = (body: object) => w.admin('PATCH', '/v1/feedback-sequences/care', { body });
  const saved = await Promise.all([
    change({ reminders: 5 }),
    change({ betweenSendsDays: 10 }),
    change({ alerts: { warning: 'paul' } }),
    change({ unhappyBelow: null }),
  ]);
  for (const { status, body } of saved) assert.equal(status, 200, JSON.stringify(body));
  const { body } = await w.admin('GET', '/v1/feedback-sequences/care');
  const { reminders, betweenSendsDays, alerts, unhappyBelow } = body.settings;
  assert.deepEqual(
    [reminders, betweenSendsDays, alerts, unhappyBelow],
    [5, 10, { warning: 'paul' }, undefined],
  );
  // What does not change what is sent makes no version.
  const { body: same } = await change({ sharePositive: true });
  assert.equal(same.currentVersion, body.currentVersion);

  const refused = async (wrong: object) => {
    const answer = await change(wrong);
    return [answer.status, answer.body.errors?.map(({ path }: any) => path)];
  };
  assert.deepEqual(await refused({ reminders: 11 }), [400, ['reminders']]);
  assert.deepEqual(await refused({ reminderDays: 0 }), [400, ['reminderDays']]);
  assert.deepEqual(await refused({ positiveFrom: 11 }), [400, ['positiveFrom']]);
  assert.deepEqual(await refused({ betweenSequencesDays: 1.5 }), [400, ['betweenSequencesDays']]);
  assert.deepEqual(await refused({ survey: 'nowhere' }), [400, ['survey']]);
  assert.deepEqual(await refused({ invitation: 'mail' }), [400, ['invitation']]);
  assert.deepEqual(await refused({ alerts: { warning: 'nobody' } }), [400, ['alerts.warning']]);
  assert.deepEqual(await refused({ webhookUrl: 'http://example.com' }), [400, ['webhookUrl']]);
  assert.deepEqual((await refused({ channel: 'sms' }))[0], 409);
  assert.deepEqual((await refused({}))[0], 400);
  assert.equal((await w.admin('GET', '/v1/feedback-sequences/care')).body.revision, same.revision);
});

test('C1: an invitation by text bears the link, as short as the links of texts are', async () => {
  const w = await feedbackWorld({ leads, settings: { channel: 'sms', invitation: 'ask-sms', reminders: 0 } });
  await invite(w, 'care', leads[0]?.id ?? '');
  await w.run(plusMinutes(start, 5));
  const [text] = w.sms.sent.map(({ message }) => message.text);
  assert.match(text ?? '', /^How was it\? https:\/\/acme\.example\/l\/acme\.[\w-]{10}$/);
  const [link] = await Array.fromAsync(w.store.shortLinks.scan());
  assert.equal((await w.open(link?.target ?? '')).status, 200);
});

test('C1: what one answer does not count a job counts, within what its maker may see', async () => {
  const clients = Array.from({ length: 5 }, (_, index) => ({ id: `client000000000${index}` }));
  const w = await feedbackWorld({ leads: clients });
  await invite(
    w,
    'care',
    { leadId: clients[0]?.id ?? '', employees: ['paul'] },
    ...clients.slice(1).map(({ id }) => id),
  );
  await w.run(plusMinutes(start, 60));
  for (const rank of clients.keys())
    await w.open(surveyAddresses(w, rank)[0] ?? '', { 'q.nps': String(10 - rank), do: 'send' });
  const files = memoryFiles();
  const ports = { ...w.ports, store: w.store, files, inboundMail: files };
  const caller = { organisation: 'acme', userId: 'anne', role: 'admin' } as const;
  const read = { caller, id: 'happy', most: 2 };
  const first = await readResults(ports, { ...read, filter: {} });
  assert.ok(first.kind === 'read');
  assert.deepEqual([first.results.complete, first.results.begun], [false, 2]);

  /** Has a job count, two responses a slice, each slice twice as after a crash, and reads its figures. */
  const count = async (as: typeof w.admin, who: Caller, body: object) => {
    const started = await as('POST', '/v1/surveys/happy/count', { body });
    assert.equal(started.status, 202, JSON.stringify(started.body));
    const jobId = String(started.body.id);
    const request = { organisation: 'acme', jobId, now: w.clock.now(), size: { rows: 2, chunk: 1 } };
    const wanted = { caller: who, surveyId: 'happy', jobId };
    const early = await readCountedResults(ports, wanted);
    assert.ok(early.kind === 'conflict');
    for (let slice = 0; slice < 6; slice += 1) {
      const before = await w.store.jobs.get('acme', jobId);
      await runJobSlice({ ...ports, store: withoutJobs(w.store) }, request);
      assert.deepEqual(await w.store.jobs.get('acme', jobId), before);
      await runJobSlice(ports, request);
    }
    const counted = await readCountedResults(ports, wanted);
    assert.ok(counted.kind === 'read', JSON.stringify(counted));
    return counted.results;
  };
  const all = await readResults(ports, { ...read, filter: {}, most: 100 });
  assert.ok(all.kind === 'read' && all.results.complete);
  const asTexts = (results: object): unknown => JSON.parse(JSON.stringify(results));
  assert.deepEqual(asTexts(await count(w.admin, caller, {})), asTexts(all.results));
  assert.deepEqual(all.results.satisfaction.distribution, { 6: 1, 7: 1, 8: 1, 9: 1, 10: 1 });
  const month = await count(w.admin, caller, { month: '2027-03', completed: true });
  assert.deepEqual([month.begun, month.complete], [5, true]);
  const paul = { ...caller, userId: 'paul', role: 'user' } as const;
  assert.equal((await count(w.as('paul', 'user'), paul, {})).begun, 1);
  // A count has its filter.
  const both = await w.admin('GET', '/v1/surveys/happy/results', { query: { job: 'a1', month: '2027-03' } });
  assert.equal(both.status, 400);
});

/** A store in which jobs cannot be written: a slice that dies before it is noted. */
function withoutJobs(store: FeedbackWorld['store']): FeedbackWorld['store'] {
  return { ...store, jobs: { ...store.jobs, put: async () => 'conflict' } };
}

test('C1: results are counted, who is behind each figure is listed, and all answers are written into a file that runs nothing', async () => {
  const w = await feedbackWorld({ leads });
  await invite(
    w,
    'care',
    { leadId: leads[0]?.id ?? '', employees: ['paul'] },
    leads[1]?.id ?? '',
    leads[2]?.id ?? '',
  );
  await w.run(plusMinutes(start, 5));
  const [a = '', b = '', c = ''] = [0, 1, 2].map((rank) => surveyAddresses(w, rank)[0]);
  await w.open(a, { 'q.nps': '10', 'q.words': '=HYPERLINK("x")', do: 'send' });
  await w.open(b, { 'q.nps': '3', 'q.again': 'no', do: 'send' });
  await w.open(c, { 'q.again': 'yes', do: 'save' });
  const { body: results } = await w.admin('GET', '/v1/surveys/happy/results');
  assert.deepEqual([results.begun, results.completed], [3, 2]);
  assert.deepEqual(results.satisfaction, { count: 2, mean: 6.5, nps: 0, distribution: { 3: 1, 10: 1 } });
  assert.deepEqual(
    results.byEmployee.map(({ employee, begun }: any) => [employee, begun]),
    [
      ['anne', 2],
      ['paul', 1],
    ],
  );
  const behind = async (query: Record<string, string>) =>
    (await w.admin('GET', '/v1/responses', { query: { survey: 'happy', ...query } })).body.items.length;
  assert.equal(await behind({ completed: 'true' }), 2);
  assert.equal(await behind({ question: 'nps', value: '10' }), 1);
  assert.equal(await behind({ question: 'again' }), 2);
  assert.equal(await behind({ employee: 'paul' }), 1);
  assert.equal(await behind({ month: '2027-03' }), 3);
  assert.equal(await behind({ month: '2027-04' }), 0);
  const filtered = await w.admin('GET', '/v1/surveys/happy/results', { query: { employee: 'paul' } });
  assert.deepEqual([filtered.body.begun, filtered.body.satisfaction.mean], [1, 10]);
  // Paul sees what is about his work, and nothing else.
  const own = await w.as('paul', 'user')('GET', '/v1/surveys/happy/results');
  assert.equal(own.body.begun, 1);

  const started = await w.admin('POST', '/v1/surveys/happy/export');
  assert.equal(started.status, 202, JSON.stringify(started.body));
  const files = memoryFiles();
  const ports = { ...w.ports, store: w.store, files, inboundMail: files };
  const size = { rows: 1, chunk: 1 };
  const request = { organisation: 'acme', jobId: started.body.id, now: w.clock.now(), size };
  for (let slice = 0; slice < 10; slice += 1) await runJobSlice(ports, request);
  const job = await w.store.jobs.get('acme', started.body.id);
  assert.ok(job?.kind === 'export-answers' && job.status === 'done');
  const decoder = new TextDecoder();
  const text = job.resultParts.map((part) => decoder.decode(files.stored.get(part))).join('');
  const lines = text.trim().split('\r\n');
  assert.equal(lines.length, 1 + 5);
  assert.match(text, /Anything to say\?,"'=HYPERLINK\(""x""\)"/);
});
