import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Step } from '#shared/domain/sequences/step.ts';
import { forecastSlice } from '#shared/use-cases/jobs/run/forecast-slice.ts';
import type { JobPorts } from '#shared/use-cases/jobs/job-ports.ts';
import { runJobSlice } from '#shared/use-cases/jobs/run/run-job-slice.ts';
import { csvRecords } from '#test/support/csv-records.ts';
import { ProcessDied, withFaults } from '#test/support/memory/faults.ts';
import type { MemoryFiles } from '#test/support/memory/memory-files.ts';
import { sequenceWorld, type SequenceWorld } from '#test/support/sequence-world.ts';
import { ORGANISATION as organisation, seed, SENDER, SEQUENCE } from '#test/support/world.ts';
import { at } from '#test/support/at.ts';

// A Monday, 10:00 in Paris.
const monday = at('2027-03-22T09:00:00.000Z');
const leadId = (n: number) => `lead${String(n).padStart(12, '0')}`;
const columns = 'lead enrollment sequence step channel outcome due at user reasons';

type Prepared = { w: SequenceWorld; ports: JobPorts; files: MemoryFiles };

async function prepared(call: Pick<Step, 'at'> = {}): Promise<Prepared> {
  const w = sequenceWorld(monday);
  await seed(w, {
    steps: [
      { type: 'automated-mail' },
      { type: 'call', wait: { amount: 1, unit: 'working-days' }, ...call },
      { type: 'automated-reply' },
    ],
    leads: Array.from({ length: 6 }, (_, n) => ({ id: leadId(n), ...(n === 5 && { ownerId: 'bob' }) })),
    settings: { maxMailsPerDay: 4, mailDelay: { kind: 'fixed', seconds: 600 } },
  });
  const files = w.api.files as MemoryFiles;
  return { w, files, ports: { ...w.ports, files, inboundMail: files } };
}

/** Makes a job through the API. @returns its id */
async function made(w: SequenceWorld, forecast: Record<string, unknown>): Promise<string> {
  const answer = await w.as(SENDER, 'user')('POST', '/v1/jobs', { body: { kind: 'forecast', forecast } });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  assert.equal(answer.body.upload, undefined);
  assert.deepEqual(w.queue.jobs.splice(0), [{ organisation, jobId: answer.body.job.id }]);
  return answer.body.job.id;
}

const run = (ports: JobPorts, w: SequenceWorld, jobId: string) =>
  runJobSlice(ports, { organisation, jobId, now: w.clock.now() });

/** The rows of a file of a job, its parts joined. */
async function rowsOf({ w, files }: Prepared, id: string, file: 'result' | 'load') {
  const { body } = await w.as(SENDER, 'user')('GET', `/v1/jobs/${id}/${file}.csv`);
  const keys = body.parts.map((url: string) => new URL(url).pathname.slice(1));
  const text = keys.map((key: string) => new TextDecoder().decode(files.stored.get(key))).join('');
  return csvRecords(text);
}

describe('a job of kind “forecast”', () => {
  test('F1: foresees what the direct answer does, one line a step, with sums and load', async () => {
    const p = await prepared();
    const { w, ports } = p;
    const as = w.as(SENDER, 'user');
    const input = { sequenceId: SEQUENCE, leads: { owner: SENDER }, startAt: '2027-03-22T10:00:00.000Z' };
    const { body: direct } = await as('POST', '/v1/forecasts', { body: input });
    const id = await made(w, input);
    w.clock.set(at('2027-03-22T09:07:00.000Z'));
    await run(ports, w, id);

    const { body: job } = await as('GET', `/v1/jobs/${id}`);
    assert.deepEqual([job.status, job.percent], ['done', 100]);
    assert.deepEqual(job.forecast.summary, {
      ...direct.totals,
      notForecast: 0,
      alreadyEnrolled: 0,
      warnings: [],
    });
    const [header, ...rows] = await rowsOf(p, id, 'result');
    assert.equal(header?.join(' '), columns);
    const steps = direct.leads.flatMap(({ leadId: lead, enrollmentId, sequenceId, steps: all }: any) =>
      all.map(({ step, channel, outcome, due, at, userId, words }: any) =>
        [lead, enrollmentId, sequenceId, step, channel, outcome, due, at, userId, words.join('; ')].join('|'),
      ),
    );
    const ends = direct.leads.map(({ leadId: lead, enrollmentId, sequenceId, userId, end }: any) =>
      [lead, enrollmentId, sequenceId, '', '', end.outcome, '', end.at, userId, end.words].join('|'),
    );
    assert.deepEqual(rows.map((row) => row.join('|')).toSorted(), [...steps, ...ends].toSorted());
    const times = rows.map((row) => row[7]);
    assert.deepEqual(times, times.toSorted());
    const [names, ...load] = await rowsOf(p, id, 'load');
    assert.equal(names?.join(' '), 'user channel date used cap full');
    const days = direct.load.map(({ userId, channel, date, used, cap, full }: any) =>
      [userId, channel, date, used, cap ?? '', full ? 'yes' : 'no'].join(' '),
    );
    assert.deepEqual(
      load.map((row) => row.join(' ')),
      days,
    );
  });

  test('F1: foresees leads that are enrolled in the name of several users together', async () => {
    const { w, ports } = await prepared();
    const input = {
      sequenceId: SEQUENCE,
      enrollments: [{ leads: { count: 5 } }, { leads: { count: 3 } }],
    };
    const id = await made(w, input);
    const job = await run(ports, w, id);
    assert.ok(job?.kind === 'forecast' && job.status === 'done', JSON.stringify(job));
    assert.equal(job.forecast.summary.leads, 8);
  });

  test('F1: foresees what is enrolled already, and lists what cannot be told and who is enrolled', async () => {
    const p = await prepared();
    const { w, ports } = p;
    const as = w.as(SENDER, 'user');
    const body = { leadIds: [leadId(0), leadId(1)], sequenceId: SEQUENCE };
    await as('POST', '/v1/enrollments', { body });
    const paused = `${leadId(1)}.${SEQUENCE}.1`;
    await as('POST', `/v1/enrollments/${paused}/pause`, { body: {} });
    const under = await made(w, {});
    await run(ports, w, under);
    const outcomes = (await rowsOf(p, under, 'result')).slice(1).map((row) => `${row[0]} ${row[5]}`);
    assert.deepEqual(outcomes.toSorted(), [
      ...['finished', 'sent', 'sent', 'task'].map((outcome) => `${leadId(0)} ${outcome}`),
      `${leadId(1)} not-forecast`,
    ]);
    const all = await made(w, { sequenceId: SEQUENCE, leads: { all: true } });
    const job = await run(ports, w, all);
    assert.ok(job?.kind === 'forecast' && job.status === 'done');
    assert.equal(job.forecast.summary.alreadyEnrolled, 2);
    assert.equal(job.forecast.summary.leads, 3, 'the lead of bob is not in reach');
    const enrolled = (await rowsOf(p, all, 'result')).filter((row) => row[5] === 'already-enrolled');
    assert.deepEqual(enrolled.map((row) => row[0]).toSorted(), [leadId(0), leadId(1)]);
  });

  test('D3, F1: warns of hours outside those of the sender, as the direct answer does', async () => {
    const { w, ports } = await prepared({ at: '19:00' });
    const as = w.as(SENDER, 'user');
    const input = { sequenceId: SEQUENCE, leads: { owner: SENDER } };
    const { body: direct } = await as('POST', '/v1/forecasts', { body: input });
    assert.deepEqual(
      direct.warnings.map(({ steps }: { steps: string[] }) => steps),
      [['s2']],
    );
    const id = await made(w, input);
    const job = await run(ports, w, id);
    const shown = await as('GET', `/v1/jobs/${id}`);
    assert.deepEqual(shown.body.forecast.summary.warnings, direct.warnings);

    // One of version 0.2.0 does not know, and does not say that there is nothing to warn of.
    assert.ok(job?.kind === 'forecast' && job.status === 'done');
    const { warnings: _, ...summary } = job.forecast.summary;
    const former = { ...job, revision: job.revision + 1, forecast: { ...job.forecast, summary } };
    await ports.store.jobs.put(former, job.revision);
    const read = await as('GET', `/v1/jobs/${id}`);
    assert.equal(read.status, 200);
    assert.equal('warnings' in read.body.forecast.summary, false);
  });

  test('F1: is refused for what is known at once, and fails with why for what is found later', async () => {
    const { w, ports } = await prepared();
    const as = w.as(SENDER, 'user');
    const refused = async (forecast: unknown, kind = 'forecast') =>
      (await as('POST', '/v1/jobs', { body: { kind, forecast } })).status;
    assert.equal(await refused(undefined), 400);
    assert.equal(await refused({ sequenceId: SEQUENCE, leads: { all: true } }, 'import-leads'), 400);
    assert.equal(await refused({ sequenceId: 'none', leads: { all: true } }), 404);
    assert.equal(await refused({ userId: 'bob' }), 403);
    assert.equal(await refused({ sequenceId: SEQUENCE, leads: { count: 100_001 } }), 400);
    assert.deepEqual(w.queue.jobs, []);
    const id = await made(w, { sequenceId: SEQUENCE, leads: { ids: [leadId(5)] } });
    const early = await as('GET', `/v1/jobs/${id}/result.csv`);
    assert.equal(early.status, 409);
    const job = await run(ports, w, id);
    assert.equal(job?.status, 'failed');
    assert.equal(job.problem, `The lead “${leadId(5)}” belongs to another user.`);
  });

  test('F1: writes 5,000 leads in parts of bounded size, each step of each lead once', async () => {
    const p = await prepared();
    const { w, ports } = p;
    const id = await made(w, { sequenceId: SEQUENCE, leads: { count: 5_000, zone: 'Asia/Tokyo' } });
    const stored = await ports.store.jobs.get(organisation, id);
    assert.ok(stored?.kind === 'forecast' && stored.status === 'running');
    const job = await forecastSlice(ports, stored, { now: monday, lines: 1_000 });
    assert.ok(job?.status === 'done');
    const { leads, mails, tasks } = job.forecast.summary;
    // With four mails a day some are not through within five years.
    assert.equal(leads, 5_000);
    const rows = (await rowsOf(p, id, 'result')).slice(1);
    const steps = rows.filter((row) => row[3] !== '').map((row) => `${row[1]} ${row[3]}`);
    assert.equal(steps.length, mails + tasks);
    assert.equal(new Set(steps).size, steps.length);
    for (const key of job.resultParts) {
      const lines = new TextDecoder().decode(p.files.stored.get(key)).split('\r\n').length;
      assert.ok(lines < 1_100, `${key}: ${lines}`);
    }
    assert.ok(job.resultParts.length >= steps.length / 1_100);
  });

  test('F1, F4: after a death at any port call, the same files are written under the same names', async () => {
    const expected = await prepared();
    const input = { sequenceId: SEQUENCE, leads: { count: 9 } };
    const id = await made(expected.w, input);
    await run(expected.ports, expected.w, id);
    const filesOf = ({ stored }: MemoryFiles) =>
      [...stored].map(([key, bytes]) => [key, new TextDecoder().decode(bytes)]);
    for (let call = 1, died = true; died; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const p = await prepared();
        assert.equal(await made(p.w, input), id);
        const faulty = withFaults(p.ports, { call, when }, ['clock', 'ids', 'links', 'addresses']);
        died = await run(faulty.ports, p.w, id).then(
          () => false,
          (error: unknown) => {
            if (error instanceof ProcessDied) return true;
            throw error;
          },
        );
        p.w.clock.set(at('2027-03-22T09:30:00.000Z'));
        await run(p.ports, p.w, id);
        const what = `call ${call} (${faulty.calls[call - 1]}), ${when}`;
        assert.deepEqual(filesOf(p.files), filesOf(expected.files), what);
        const job = await p.ports.store.jobs.get(organisation, id);
        assert.ok(job?.kind === 'forecast' && job.status === 'done', what);
        assert.deepEqual(job.resultParts, [`jobs/${organisation}/${id}/result-000001.csv`], what);
      }
    }
  });
});
