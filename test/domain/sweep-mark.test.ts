import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { tables } from '#shared/tables/tables.ts';
import { toItem } from '#shared/adapters/collection.ts';
import { isOver, type EnrollmentState } from '#shared/domain/core/enrollment.ts';
import { evolve } from '#shared/domain/core/evolve.ts';
import { openingOf } from '#shared/domain/lanes/backlog.ts';
import { markText, readMark, sweepMark } from '#shared/domain/reconciliation/sweep-mark.ts';
import { enrollment } from '#test/contracts/store/samples/enrollments.ts';
import { at, day, laneNamed } from '#test/support/at.ts';

const due = at('2027-03-01T09:00:00.000Z');
const scheduled = { status: 'scheduled', step: 's1', due, at: due } as const;
const carried = (of: typeof enrollment): unknown => toItem(tables.enrollments, of)['by'];

describe('marks of the sweep', () => {
  test('F4: a mark comes out of its text as it went in, a time never later', () => {
    for (const mark of [{ kind: 'due', at: due }, { kind: 'task', since: due }, { kind: 'nothing' }] as const)
      assert.deepEqual(readMark(markText(mark)), mark);
    const late = at('2027-03-01T09:09:59.999Z');
    assert.deepEqual(readMark(markText({ kind: 'due', at: late })), { kind: 'due', at: due });
  });

  test('F4: the mark that former releases gave what queues is understood', () => {
    const mark = { kind: 'lane', lane: laneNamed('u1.mail'), opensOn: day('2027-03-02') };
    assert.deepEqual(readMark('L2027-03-02u1.mail'), mark);
  });

  test('F4: an enrollment is in the index of those under way or in that of queues while it is under way, and never in both', () => {
    const of = { step: 's1', due } as const;
    const because = { kind: 'person', userId: 'u1' } as const;
    const states: Record<EnrollmentState['status'], EnrollmentState> = {
      scheduled,
      backlogged: {
        ...of,
        status: 'backlogged',
        lane: laneNamed('u1.mail'),
        priority: 0,
        opensOn: day('2027-03-02'),
      },
      sending: { ...of, status: 'sending' },
      unknown: { ...of, status: 'unknown', listedAt: due },
      waiting: { ...of, status: 'waiting', taskId: 't1', since: due },
      paused: { ...of, status: 'paused', because },
      stopped: { status: 'stopped', at: due, because },
      finished: { status: 'finished', at: due, because },
    };
    for (const state of Object.values(states)) {
      const item = toItem(tables.enrollments, { ...enrollment, state });
      const isQueued = state.status === 'backlogged';
      const isOpen = !isOver(state) && !isQueued;
      assert.deepEqual(
        [item['open'] !== undefined, item['by'] !== undefined, item['backlogKey'] !== undefined],
        [isOpen, isOpen, isQueued],
        state.status,
      );
    }
  });

  test('F4: the index of queues says when a lane opens for whom, but not where a former release wrote it', () => {
    const { backlogOrder } = toItem(tables.enrollments, enrollment);
    const entry = { of: 'u1.mail', order: String(backlogOrder) };
    assert.deepEqual(openingOf(entry), { lane: 'u1.mail', opensOn: '2027-03-16' });
    const former = entry.order.slice(0, entry.order.lastIndexOf('#'));
    assert.equal(openingOf({ ...entry, order: former }), undefined);
    assert.equal(openingOf({ ...entry, of: 'u1' }), undefined);
  });

  test('F4: what no mark of this release says is none, so that its enrollment is looked at', () => {
    for (const unknown of [
      undefined,
      { status: 'scheduled' },
      '',
      'X1',
      'T',
      'dÖ',
      'L2027-13-01u1.mail',
      'L',
    ])
      assert.equal(readMark(unknown), undefined);
  });

  test('F4: claiming a step within its ten minutes changes nothing of what the index carries, planning the next does', () => {
    const before = { ...enrollment, claim: undefined, state: scheduled };
    const claimed = evolve(before, [{ type: 'claimed', step: 's1', attempt: 1 }], due);
    assert.equal(claimed.state.status, 'sending');
    assert.equal(carried(claimed), carried(before));
    assert.notEqual(
      carried({ ...before, state: { ...scheduled, at: at('2027-03-04T09:00:00.000Z') } }),
      carried(before),
    );
  });

  test('F4: a claim is due since it was made', () => {
    const state = { status: 'sending', step: 's1', due } as const;
    const claim = { step: 's1', attempt: 1, at: at('2027-03-01T11:00:00.000Z') };
    assert.deepEqual(sweepMark({ state, claim }), { kind: 'due', at: claim.at });
  });
});
