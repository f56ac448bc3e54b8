import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { StoredItemError, type Item } from '#shared/contracts/stored/codec.ts';
import { enrollmentId } from '#shared/domain/kernel/enrollment-id.ts';
import type { CustomTask, StepTask, Task } from '#shared/domain/tasks/task.ts';
import { at } from '#test/support/at.ts';
import { readStored, storedForm } from '#test/support/stored-form.ts';

const every = {
  organisation: 'acme',
  revision: 3,
  userId: 'u1',
  leadId: 'k3v9x2m1p0q8w7e6',
  type: 'call' as const,
  name: 'Call Élise',
  openedAt: at('2027-03-15T09:00:00.000Z'),
  reassigned: { by: 'u2', from: 'u2', at: at('2027-03-15T09:05:00.000Z') },
};
const step = {
  ...every,
  id: 'k3v9x2m1p0q8w7e6.q1.1.s2',
  enrollmentId: enrollmentId('k3v9x2m1p0q8w7e6', 'q1', 1),
  step: 's2',
  templateId: 'call',
};
const custom = {
  ...every,
  id: 'k3v9x2m1p0q8w7e6.m4v7b1zck3j9x0q2',
  note: 'Ask for Jean',
  dueAt: at('2027-03-15T08:30:00.000Z'),
  createdBy: 'u1',
  createdAt: at('2027-03-14T08:30:00.000Z'),
};
const closed = { closedAt: at('2027-03-15T09:10:00.000Z'), closedBy: 'u1' };
const completed = { ...closed, status: 'completed' as const, outcome: 'answered', durationSeconds: 95 };
const reason = { skipReason: 'r1', skipLabel: 'Wrong number', skipNote: 'It is a bakery' };
const skipped = { ...closed, status: 'skipped' as const, ...reason };

/** One of each kind in each of its states. */
const all: Task[] = [
  { ...step, status: 'open' },
  { ...step, ...completed, sentAt: closed.closedAt },
  { ...step, ...skipped },
  { ...step, status: 'cancelled', closedAt: closed.closedAt },
  { ...custom, status: 'planned' },
  { ...custom, status: 'open' },
  { ...custom, ...completed },
  { ...custom, ...skipped },
  { ...custom, status: 'cancelled', ...closed },
];

const item = (attributes: Record<string, unknown>): Item => ({
  ...storedForm('tasks', { ...step, status: 'open' }),
  ...attributes,
});

describe('a stored task', () => {
  for (const task of all) {
    test(`is read as it was written: ${'step' in task ? 'of a step' : 'custom'}, ${task.status}`, () => {
      assert.deepEqual(readStored('tasks', storedForm('tasks', task)), task);
    });
  }

  test('keeps what belongs to its kind and state alone', () => {
    const { closedAt: _closed, ...read } = item({ ...reason, note: 'Ask for Jean', outcome: 'answered' });
    assert.deepEqual(readStored('tasks', { ...read, closedAt: '2027-03-15T09:10:00.000Z' }), {
      ...step,
      status: 'open',
    });
  });

  test('of a step is never read as a custom one, whatever is wrong with it', () => {
    const made = { dueAt: every.openedAt, createdBy: 'u1', createdAt: every.openedAt };
    const ofCustom = storedForm('tasks', { ...custom, ...made, status: 'open' });
    for (const wrong of [{ step: 7 }, { status: 'planned' }])
      assert.throws(() => readStored('tasks', { ...ofCustom, ...item(wrong) }), StoredItemError);
  });

  test('cannot be in a state that its kind has not, by type', () => {
    // @ts-expect-error a step is planned in its enrollment.
    const planned: StepTask = { ...step, status: 'planned' };
    // @ts-expect-error a closed task says when.
    const undated: CustomTask = { ...custom, status: 'cancelled' };
    // @ts-expect-error only what is completed was sent.
    const sent: StepTask = { ...step, ...skipped, sentAt: closed.closedAt };
    assert.equal([planned, undated, sent].length, 3);
  });
});
