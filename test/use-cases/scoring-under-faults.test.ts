import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scoreActivities } from '#shared/use-cases/scoring/score-activities.ts';
import { ProcessDied, withFaults } from '#test/support/memory/faults.ts';
import { foldOf } from '#test/support/score-oracle.ts';
import {
  activity,
  decide,
  later,
  opened,
  prepared,
  replied,
  scoreNow,
  scoring,
  scoreEvents,
} from '#test/support/scored-lead.ts';

describe('after the process died at any of its port calls', () => {
  test('A12: delivered again, points are added once and each change is told once', async () => {
    const activities = [
      activity('e1', 0, opened),
      activity('e2', 1, replied),
      activity('e3', 2, { type: 'bounced', permanent: true, detail: '' }),
      activity('e4', 3, replied),
    ];
    for (let call = 1, died = true; died; call += 1)
      for (const when of ['before', 'after'] as const) {
        const { store } = await prepared();
        const { ports, calls } = withFaults({ store }, { call, when });
        const failed = await scoreActivities(ports, activities, later(10)).catch((error: unknown) => {
          if (error instanceof ProcessDied) return [{ error }];
          throw error;
        });
        died = failed.some(({ error }) => error instanceof ProcessDied);
        await scoreActivities({ store }, activities, later(20));
        await scoreActivities({ store }, activities.toReversed(), later(30));
        const what = `${calls[call - 1]}, ${when}`;
        const expected = foldOf(activities, scoring(), later(30));
        assert.equal((await scoreNow(store)).value, expected, what);
        const events = await scoreEvents(store);
        assert.deepEqual(
          events.map((event) => (event.type === 'scored' ? event.after : event.type)),
          [1, 21, 'qualified', 11, 31, 'qualified'],
          what,
        );
      }
  });

  test('A12: told again, a change is told as it was, though the setting has changed since', async () => {
    const { store } = await prepared();
    const { ports } = withFaults({ store }, { call: 5, when: 'before' });
    const [first] = await scoreActivities(ports, [activity('e1', 0, replied)], later(1));
    assert.ok(first?.error instanceof ProcessDied);
    assert.equal((await scoreEvents(store)).length, 0);
    await decide(store, 'organisation', { points: { replied: 7 }, threshold: 99 });
    await scoreActivities({ store }, [activity('e1', 0, replied)], later(2));
    const events = await scoreEvents(store);
    assert.deepEqual(
      events.map(({ type }) => type),
      ['scored', 'qualified'],
    );
    assert.ok(events[0]?.type === 'scored');
    assert.deepEqual(
      [events[0].points, events[0].because],
      [20, { kind: 'setting', setting: 'scoring', source: { level: 'default', id: 'default' } }],
    );
  });
});
