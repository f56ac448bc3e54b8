import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Step } from '#shared/domain/sequences/step.ts';
import type { Settings } from '#shared/domain/settings/settings.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import { completeTask, skipTask } from '#shared/use-cases/tasks/close-task.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { goToStep } from '#shared/use-cases/enrollments/change-enrollment.ts';
import {
  ORGANISATION as organisation,
  seed,
  SENDER,
  SEQUENCE,
  world,
  type World,
} from '#test/support/world.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { localDate } from '#shared/domain/time/zones.ts';
import { utc } from '#shared/domain/time/utc.ts';

const id = enrollmentNamed(`lead1.${SEQUENCE}.1`);

/** Enrolls one lead at an instant; the settings are those by default, but for the delay between mails and those given. */
async function enrolled(
  start: Instant,
  steps: Partial<Step>[],
  settings: Partial<Settings> = {},
): Promise<World> {
  const w = world(start);
  await seed(w, { steps, settings });
  const request = { organisation, leadIds: ['lead1'], sequenceId: SEQUENCE, userId: SENDER, by: SENDER };
  await enrollLeads(w.ports, { ...request, now: start });
  return w;
}

const days = (amount: number) => ({ wait: { amount, unit: 'days' as const } });
const dueOf = async (w: World) => {
  const { state } = await w.enrollment(id);
  return state.status === 'scheduled' ? [state.step, state.due, state.at] : [state.status];
};

describe('a step', () => {
  test('D3: goes at once, or after its wait from when the lead was enrolled', async () => {
    // A Monday, 10:00 in Paris; entries of the scheduler wake a minute later at the earliest.
    const start = at('2027-03-15T09:00:00.000Z');
    const now = await enrolled(start, [days(0)]);
    assert.deepEqual(await dueOf(now), ['s1', start, at('2027-03-15T09:01:00.000Z')]);
    const later = await enrolled(start, [{ wait: { amount: 90, unit: 'minutes' } }]);
    assert.deepEqual(await dueOf(later), [
      's1',
      at('2027-03-15T10:30:00.000Z'),
      at('2027-03-15T10:30:00.000Z'),
    ]);
  });

  test('D3: comes 24 hours a day after the one before was done, and keeps the wall clock over a change of time', async () => {
    const w = await enrolled(at('2027-03-15T09:00:00.000Z'), [days(0), days(1)]);
    await w.run(at('2027-03-15T09:02:00.000Z'));
    assert.deepEqual(await dueOf(w), ['s2', at('2027-03-16T09:01:00.000Z'), at('2027-03-16T09:01:00.000Z')]);
    // Friday to Monday over the last Sunday of March: 10:01 in Paris both times, an hour less in between.
    const over = await enrolled(at('2027-03-26T09:00:00.000Z'), [days(0), days(3)]);
    await over.run(at('2027-03-26T09:02:00.000Z'));
    assert.deepEqual(await dueOf(over), [
      's2',
      at('2027-03-29T08:01:00.000Z'),
      at('2027-03-29T08:01:00.000Z'),
    ]);
    const hours = { wait: { amount: 72, unit: 'hours' as const } };
    const elapsed = await enrolled(at('2027-03-26T09:00:00.000Z'), [days(0), hours]);
    await elapsed.run(at('2027-03-26T09:02:00.000Z'));
    assert.equal((await dueOf(elapsed))[1], at('2027-03-29T09:01:00.000Z'));
  });

  test('D3: waits in working days pass over the weekend, and a set hour is kept', async () => {
    // A Thursday.
    const wait = { amount: 2, unit: 'working-days' as const };
    const w = await enrolled(at('2027-03-18T09:00:00.000Z'), [days(0), { type: 'call', wait, at: '14:30' }]);
    await w.run(at('2027-03-18T09:02:00.000Z'));
    await w.run(at('2027-03-22T13:29:00.000Z'));
    assert.notEqual((await w.enrollment(id)).state.status, 'waiting');
    await w.run(at('2027-03-22T13:31:00.000Z'));
    const { state } = await w.enrollment(id);
    assert.deepEqual(state.status === 'waiting' && [state.step, state.since], [
      's2',
      at('2027-03-22T13:30:00.000Z'),
    ]);
  });

  test('D3: a day after the morning of a day is the hour of the next, not of the one after', async () => {
    // Done at 11:01 in Paris; tomorrow at 10:30.
    const w = await enrolled(at('2027-03-15T10:00:00.000Z'), [days(0), { ...days(1), at: '10:30' }]);
    await w.run(at('2027-03-15T10:02:00.000Z'));
    assert.deepEqual(await dueOf(w), ['s2', at('2027-03-16T09:30:00.000Z'), at('2027-03-16T09:30:00.000Z')]);
  });

  test('D3: where its day is a day off, a step goes on the next open day, at its hour', async () => {
    const step = { ...days(1), at: '10:30' };
    // A Friday; then the day before a public holiday: the Thursday of Ascension.
    for (const [start, due, goes] of [
      [at('2027-03-19T10:00:00.000Z'), at('2027-03-20T09:30:00.000Z'), at('2027-03-22T09:30:00.000Z')],
      [at('2027-05-05T10:00:00.000Z'), at('2027-05-06T08:30:00.000Z'), at('2027-05-07T08:30:00.000Z')],
    ] as const) {
      const w = await enrolled(start, [days(0), step], { holidays: { country: 'FR', extra: [] } });
      await w.run(plusSeconds(start, 120));
      assert.deepEqual(await dueOf(w), ['s2', due, goes]);
      await w.run(plusSeconds(goes, -60));
      assert.equal(w.mailer.sent.length, 1);
      await w.run(plusSeconds(goes, 60));
      assert.equal(w.mailer.sent.length, 2);
    }
  });

  test('D3: an hour when nobody works goes at the opening after it, on the next open day if none is left, and never waits for a person', async () => {
    const workingHours = [
      { from: '09:00', to: '12:00' },
      { from: '14:00', to: '18:00' },
    ];
    const monday = { amount: 1, unit: 'working-days' } as const;
    const saturday = { amount: 1, unit: 'days' } as const;
    const friday = { amount: 0, unit: 'days' } as const;
    // Before opening, in the break, after closing; on a day of work and on a day off. All read in Paris.
    for (const [wait, hour, goes] of [
      [monday, '06:00', at('2027-03-22T08:00:00.000Z')],
      [saturday, '06:00', at('2027-03-22T08:00:00.000Z')],
      [monday, '13:00', at('2027-03-22T13:00:00.000Z')],
      [saturday, '13:00', at('2027-03-22T13:00:00.000Z')],
      [monday, '20:00', at('2027-03-23T08:00:00.000Z')],
      [saturday, '20:00', at('2027-03-22T08:00:00.000Z')],
      [friday, '20:00', at('2027-03-22T08:00:00.000Z')],
    ] as const) {
      // A Friday.
      const steps = [days(0), { wait, at: hour }];
      const w = await enrolled(at('2027-03-19T10:00:00.000Z'), steps, { workingHours });
      await w.run(at('2027-03-19T10:02:00.000Z'));
      assert.equal((await dueOf(w))[2], goes, `${hour} after ${wait.amount} ${wait.unit}`);
    }
  });

  test('D3, A3: what finds no slot on its day goes on the next one, at its hour again', async () => {
    const w = world(at('2027-03-15T08:00:00.000Z'));
    await seed(w, {
      steps: [{ ...days(0), at: '14:00' }],
      leads: [{ id: 'lead1' }, { id: 'lead2' }],
      settings: { maxMailsPerDay: 1 },
    });
    const request = {
      organisation,
      leadIds: ['lead1', 'lead2'],
      sequenceId: SEQUENCE,
      userId: SENDER,
      by: SENDER,
    };
    await enrollLeads(w.ports, { ...request, now: w.clock.now() });
    await w.run(at('2027-03-16T18:00:00.000Z'));
    const ended = (await w.enrollments()).map(({ state }) => state.status === 'finished' && state.at);
    assert.deepEqual(
      ended.toSorted((a, b) => Number(a) - Number(b)),
      [at('2027-03-15T13:00:00.000Z'), at('2027-03-16T13:00:00.000Z')],
    );
  });

  test('D3, B3: whoever goes to the last step waits for its hour', async () => {
    const w = await enrolled(at('2027-03-15T09:00:00.000Z'), [days(0), days(1), { ...days(5), at: '14:30' }]);
    await w.run(at('2027-03-15T10:00:00.000Z'));
    const because = { kind: 'person', userId: SENDER } as const;
    await goToStep(w.ports, { organisation, id, because, now: w.clock.now() });
    assert.deepEqual(await dueOf(w), ['s3', at('2027-03-15T13:30:00.000Z'), at('2027-03-15T13:30:00.000Z')]);
  });

  test('D2, D3: after a task is counted from when it was completed', async () => {
    const w = await enrolled(at('2027-03-15T09:00:00.000Z'), [{ type: 'call', ...days(0) }, days(1)]);
    await w.run(at('2027-03-15T09:02:00.000Z'));
    await w.run(at('2027-03-17T11:00:00.000Z'));
    await completeTask(w.ports, { organisation, id: `${id}.s1`, by: SENDER, now: w.clock.now() });
    assert.deepEqual(await dueOf(w), ['s2', at('2027-03-18T11:00:00.000Z'), at('2027-03-18T11:00:00.000Z')]);
  });

  test('D4: goes on weekdays alone unless somebody has set other days', async () => {
    // Due on a Saturday: it goes when Monday opens.
    const w = await enrolled(at('2027-03-19T09:00:00.000Z'), [days(0), days(1)]);
    await w.run(at('2027-03-21T22:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 1);
    const { state } = await w.enrollment(id);
    assert.ok(state.status === 'scheduled');
    assert.deepEqual([state.step, state.due], ['s2', at('2027-03-20T09:01:00.000Z')]);
    assert.equal(localDate(state.at, utc), '2027-03-22');
    await w.run(at('2027-03-22T18:00:00.000Z'));
    assert.equal(w.mailer.sent.length, 2);
  });
});

describe('a follow-up', () => {
  const thread = (w: World) =>
    w.mailer.sent.map(({ message: { subject, headers } }) => [subject, headers['In-Reply-To']]);
  const messageId = (w: World, index: number) =>
    `<${w.mailer.sent[index]?.messageId}@eu-west-1.amazonses.com>`;

  test('D6: answers the latest mail, or the step that it names; anything else starts a thread', async () => {
    const reply = { type: 'automated-reply' as const };
    const w = await enrolled(at('2027-03-15T09:00:00.000Z'), [
      days(0),
      {},
      reply,
      { ...reply, inThreadOf: 's1' },
    ]);
    await w.run(at('2027-03-20T09:00:00.000Z'));
    // The template of these replies has a subject of its own, which stands.
    assert.deepEqual(thread(w), [
      ['Hello Zoé', undefined],
      ['Hello Zoé', undefined],
      ['Hello Zoé', messageId(w, 1)],
      ['Hello Zoé', messageId(w, 0)],
    ]);
  });

  test('D6: answers the latest mail where the one of the step that it names never went out', async () => {
    const named = { type: 'automated-reply' as const, inThreadOf: 's2' };
    const w = await enrolled(at('2027-03-15T09:00:00.000Z'), [days(0), { type: 'mail' }, named]);
    await w.run(at('2027-03-16T12:00:00.000Z'));
    await skipTask(w.ports, { organisation, id: `${id}.s2`, by: SENDER, now: w.clock.now() });
    await w.run(at('2027-03-20T09:00:00.000Z'));
    assert.deepEqual(thread(w), [
      ['Hello Zoé', undefined],
      ['Hello Zoé', messageId(w, 0)],
    ]);
  });

  test('D6: without a subject of its own bears that of its thread', async () => {
    const reply = { type: 'automated-reply' as const, templateId: 'bare' };
    const w = world(at('2027-03-15T09:00:00.000Z'));
    await seed(w, { steps: [days(0), reply, reply] });
    const { store } = w.ports;
    const mail = await store.templates.get(organisation, 'mail');
    assert.ok(mail);
    await store.templates.put({ ...mail, id: 'bare', subject: undefined }, 'absent');
    const request = { organisation, leadIds: ['lead1'], sequenceId: SEQUENCE, userId: SENDER, by: SENDER };
    await enrollLeads(w.ports, { ...request, now: w.clock.now() });
    await w.run(at('2027-03-20T09:00:00.000Z'));
    assert.deepEqual(
      thread(w).map(([subject]) => subject),
      ['Hello Zoé', 'Re: Hello Zoé', 'Re: Hello Zoé'],
    );
    const references = w.mailer.sent[2]?.message.headers['References'] ?? '';
    assert.ok(references.startsWith(`${messageId(w, 0)} ${messageId(w, 1)} `));
  });
});

test('D8: the record keeps the hash of what was really sent, which another text does not have', async () => {
  const w = await enrolled(at('2027-03-15T09:00:00.000Z'), [days(0), days(1)]);
  const hashes: string[] = [];
  for (const until of [at('2027-03-15T12:00:00.000Z'), at('2027-03-16T12:00:00.000Z')]) {
    await w.run(until);
    const { events } = await w.enrollment(id);
    hashes.push(...events.flatMap((event) => (event.type === 'sent' ? [event.contentHash] : [])));
    const template = await w.ports.store.templates.get(organisation, 'mail');
    assert.ok(template);
    const html = '<p>Another text</p>';
    await w.ports.store.templates.put(
      { ...template, html, revision: template.revision + 1 },
      template.revision,
    );
  }
  assert.equal(hashes.length, 2);
  assert.ok(hashes.every((hash) => hash.length >= 32));
  assert.notEqual(hashes[0], hashes[1]);
});
