import assert from 'node:assert/strict';
import { wakeUpMessage, momentOf, type WakeUp } from '#shared/domain/lanes/wake-up.ts';
import { describe, test } from 'node:test';
import * as z from 'zod/mini';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import { workLane } from '#shared/use-cases/lanes/work-lane.ts';
import { LEAD, enrolledWorld, taskWorld } from '#test/support/task-world.ts';
import { seed, SENDER, SEQUENCE } from '#test/support/world.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { at, day, laneNamed } from '#test/support/at.ts';

const monday = at('2027-03-01T08:00:00.000Z');
const wakeUp: WakeUp = { kind: 'lane', organisation: 'acme', lane: laneNamed('anne.mail') };
const wanted = (text: string): WakeUp => ({ ...wakeUp, entry: { name: `e-${text}`, at: at(text) } });

describe('a wake-up that comes a moment early', () => {
  const moments: [what: string, wakeUps: WakeUp[], moment: Instant][] = [
    ['one without an entry is worked off now', [wakeUp], monday],
    ['one that is due or late is worked off now', [wanted('2027-03-01T07:59:00.000Z')], monday],
    [
      'one two seconds early counts as due',
      [wanted('2027-03-01T08:00:02.000Z')],
      at('2027-03-01T08:00:02.000Z'),
    ],
    ['one earlier than that does not', [wanted('2027-03-01T08:00:02.001Z')], monday],
    [
      'of several the latest within two seconds counts',
      [
        wanted('2027-03-01T08:00:01.500Z'),
        wanted('2027-03-01T08:00:01.000Z'),
        wanted('2027-03-01T09:00:00.000Z'),
      ],
      at('2027-03-01T08:00:01.500Z'),
    ],
  ];
  for (const [what, wakeUps, moment] of moments)
    test(`F4: ${what}`, () => assert.equal(momentOf(wakeUps, monday), moment));

  test('F4: runs its step', async () => {
    const w = await enrolledWorld({
      steps: [{ type: 'automated-mail', wait: { amount: 1, unit: 'hours' } }],
    });
    const [entry] = w.scheduler.entries();
    assert.ok(entry);
    const run = (secondsEarly: number) =>
      workLane(w.ports, [entry.wakeUp], plusSeconds(entry.at, -secondsEarly));
    assert.deepEqual((await run(3)).results, ['stale']);
    assert.deepEqual((await run(1.5)).results, ['done']);
    assert.equal(w.mailer.sent.length, 1);
    assert.equal((await w.enrollment(`${LEAD}.${SEQUENCE}.1`)).state.status, 'finished');
  });

  test('F4: puts its custom task on the list', async () => {
    const w = taskWorld(monday);
    await seed(w, { steps: [{ type: 'call' }], leads: [{ id: LEAD }] });
    const anne = w.as(SENDER, 'user');
    await anne('POST', '/v1/tasks', { body: { leadId: LEAD, name: 'Soon', due: '2027-03-01T09:00:00Z' } });
    const [entry] = w.scheduler.entries();
    assert.ok(entry);
    await workLane(w.ports, [entry.wakeUp], plusSeconds(entry.at, -1));
    assert.equal((await anne('GET', '/v1/tasks')).body.items.length, 1);
  });

  test('F4: opens the lane of its own day, not of the day before', async () => {
    const w = await enrolledWorld({
      steps: [{ type: 'automated-mail' }],
      leads: [{ id: LEAD }, { id: 'b3j9x0q2m4v7b1zc' }],
      settings: { maxMailsPerDay: 1 },
    });
    await w.run(at('2027-03-01T20:00:00.000Z'));
    const entry = w.scheduler.entries().find((each) => each.wakeUp.kind === 'lane');
    assert.ok(entry);
    const { pulled } = await workLane(w.ports, [entry.wakeUp], plusSeconds(entry.at, -1));
    assert.equal(pulled, 1);
  });
});

test('F4: wake-ups that version 0.2.0 sent are read', () => {
  for (const body of [
    { kind: 'step', organisation: 'acme', lane: 'anne.mail', enrollment: 'l1.q1.1', step: 's1', revision: 4 },
    { kind: 'lane', organisation: 'acme', lane: 'anne.mail', freed: { date: '2027-03-01', key: 'k' } },
  ])
    assert.deepEqual(wakeUpMessage.parse(body), body);
});

test('A3: a slot that is given back is named by its instant in the message, and read again', () => {
  const freed = { date: day('2027-03-01'), key: 'k', at: at('2027-03-01T09:00:01.000Z') };
  const wakeUp = { kind: 'lane' as const, organisation: 'acme', lane: laneNamed('anne.mail'), freed };
  const body: unknown = JSON.parse(JSON.stringify(z.encode(wakeUpMessage, wakeUp)));
  assert.deepEqual(wakeUpMessage.parse(body), wakeUp);
});
