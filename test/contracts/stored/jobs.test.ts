import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { StoredItemError } from '#shared/contracts/stored/codec.ts';
import type { Job } from '#shared/domain/jobs/job.ts';
import { job } from '#test/contracts/store/samples/jobs.ts';
import { readStored, storedForm } from '#test/support/stored-form.ts';
import { at } from '#test/support/at.ts';

/** What version 0.2.0 wrote with a job of every kind. */
const flat = {
  organisation: 'acme',
  id: 'j1',
  revision: 2,
  createdBy: 'u1',
  createdAt: '2027-03-15T09:00:00.000Z',
  strict: false,
  phase: 'write',
  slices: 1,
  position: { byte: 0, line: 1 },
  progress: { read: 7, accepted: 7, unchanged: 0, rejected: 0 },
  rejected: [],
  rejectedParts: [],
};
const finishedAt = '2027-03-15T09:01:00.000Z';
const wanted = { sequenceId: 'q1', draft: false, taskMinutes: 0 };
const sums = { leads: 1, mails: 1, sms: 0, tasks: 0, skipped: 0 };
const summary = { ...sums, fullDays: 0, notForecast: 0, alreadyEnrolled: 0 };

const read = (attributes: Record<string, unknown>): Job =>
  readStored('jobs', { ...storedForm('jobs', job), ...clean, ...attributes });
/** Attributes of the sample that a flat item does not have. */
const clean = Object.fromEntries(Object.keys(job).map((name) => [name, undefined]));

describe('a job that version 0.2.0 wrote', () => {
  const cases: Record<string, Record<string, unknown>> = {
    'waiting for its file': { kind: 'import-leads', status: 'awaiting-upload' },
    'enrolling, nothing warned of yet': {
      ...{ kind: 'enroll-leads', status: 'running', totalBytes: 99, sequenceId: 'q1', userId: 'u1' },
    },
    'importing, refused': {
      ...{ kind: 'import-suppressions', status: 'failed', totalBytes: 99, problem: 'No.', finishedAt },
    },
    'exporting, half way': {
      ...{ kind: 'export-suppressions', status: 'running', cursor: 'c', resultParts: ['r1'] },
    },
    stopping: { kind: 'stop-enrollments', status: 'running', sequenceId: 'q1', cursor: 'c' },
    forecasting: { kind: 'forecast', status: 'running', forecast: { wanted } },
    forecast: {
      ...{ kind: 'forecast', status: 'done', finishedAt, resultParts: ['r'], loadParts: ['l'] },
      forecast: { wanted, summary },
    },
  };
  for (const [what, attributes] of Object.entries(cases)) {
    test(`is read: ${what}`, () => {
      const found = read({ ...flat, ...attributes });
      for (const [name, value] of Object.entries(attributes))
        assert.deepEqual(found[name as keyof Job], name === 'finishedAt' ? at(finishedAt) : value, name);
      assert.deepEqual(readStored('jobs', storedForm('jobs', found)), found);
    });
  }

  test('has nothing of a file where it works on none', () => {
    const found = read({ ...flat, kind: 'stop-enrollments', status: 'running', sequenceId: 'q1' });
    assert.ok(!('position' in found) && !('rejected' in found));
  });
});

test('a job that lacks what its kind needs is not read', () => {
  assert.throws(() => read({ ...flat, kind: 'stop-enrollments', status: 'running' }), StoredItemError);
  assert.throws(() => read({ ...flat, kind: 'import-leads', status: 'failed' }), StoredItemError);
});
