import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { enrollmentCodec } from '#shared/contracts/stored/enrollment.ts';
import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import type { Step } from '#shared/domain/sequences/step.ts';
import type { Absence, Settings } from '#shared/domain/settings/settings.ts';
import { secondsBetween } from '#shared/domain/time/instants.ts';
import { reconcile } from '#test/support/sweep.ts';
import { pauseEnrollment, resumeEnrollment } from '#shared/use-cases/enrollments/change-enrollment.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';
import { enroll, person, reasons, type Recorded } from '#test/support/recorded.ts';
import { ORGANISATION, seed, SENDER, SEQUENCE, world } from '#test/support/world.ts';
import { at, day, enrollmentNamed } from '#test/support/at.ts';
import { localDate } from '#shared/domain/time/zones.ts';
import { utc } from '#shared/domain/time/utc.ts';

// Thursday, 10:00 in Paris.
const thursday = at('2027-05-06T08:00:00.000Z');
const PAUL = 'paul';
const aMailThen: (step: Partial<Step>) => Partial<Step>[] = (step) => [
  {},
  { wait: { amount: 1, unit: 'days' }, ...step },
];
const reply = { type: 'automated-reply' } as const;

type Team = {
  steps?: Partial<Step>[];
  leads?: string[];
  absences?: Absence[];
  settings?: Partial<Settings>;
  paul?: { active?: boolean; values?: Partial<Settings> };
};

/** Anne and her colleague Paul, and leads that Anne follows up. */
async function team({ steps = aMailThen(reply), leads = ['lead1'], ...of }: Team): Promise<Recorded> {
  const changes: Enrollment[] = [];
  const store = memoryStore(({ table, item }) => {
    if (table === 'enrollments') changes.push(enrollmentCodec.decode(item));
  });
  const w = { ...world(thursday, undefined, store), changes };
  await seed(w, { steps, leads: leads.map((id) => ({ id })), settings: of.settings ?? {} });
  const anne = (await store.users.get(ORGANISATION, SENDER))!;
  const { active = true, values = {} } = of.paul ?? {};
  await store.users.put({ ...anne, id: PAUL, name: 'Paul', email: 'paul@acme.example', active }, 'absent');
  await store.settings.put(
    { organisation: ORGANISATION, scope: `user.${PAUL}`, revision: 1, values },
    'absent',
  );
  await away(w, of.absences ?? []);
  return w;
}

/** What Anne's absences are from now on. */
async function away(w: Recorded, absences: Absence[]): Promise<void> {
  const scope = `user.${SENDER}`;
  const before = await w.ports.store.settings.get(ORGANISATION, scope);
  const revision = (before?.revision ?? 0) + 1;
  const level = { organisation: ORGANISATION, scope, revision, values: { absences } };
  assert.equal(await w.ports.store.settings.put(level, before?.revision ?? 'absent'), 'written');
}

/** The mails that went out: day, and in whose name. */
const sends = ({ changes }: Recorded): string[] =>
  changes.flatMap(({ events, changedAt }) =>
    events.flatMap((event) =>
      event.type === 'sent' ? [`${localDate(changedAt, utc)} ${event.sender}`] : [],
    ),
  );

const ofAbsence = { kind: 'setting', setting: 'absences', source: { level: 'user', id: SENDER } };

describe('a user who is away', () => {
  test('F7: what falls into an absence waits for the return, and says so', async () => {
    const w = await team({ absences: [{ from: day('2027-05-07'), to: day('2027-05-18'), standIn: null }] });
    await enroll(w);
    await w.run(at('2027-06-01T00:00:00.000Z'));
    assert.deepEqual(sends(w), ['2027-05-06 anne', '2027-05-19 anne']);
    assert.deepEqual(reasons(w, 'planned').at(-1), [ofAbsence]);
  });

  test('F7: an absence entered after the step was planned holds it all the same', async () => {
    const w = await team({});
    await enroll(w);
    await w.run(at('2027-05-06T12:00:00.000Z'));
    await away(w, [{ from: day('2027-05-07'), to: day('2027-05-10'), standIn: null }]);
    await w.run(at('2027-06-01T00:00:00.000Z'));
    assert.deepEqual(sends(w), ['2027-05-06 anne', '2027-05-11 anne']);
    assert.deepEqual(reasons(w, 'deferred'), [[ofAbsence]]);
  });

  test('F7: who stands in sends in the own name, within the absence alone, and the record says why', async () => {
    const steps = [...aMailThen(reply), { ...reply, wait: { amount: 7, unit: 'days' } } as const];
    const w = await team({
      steps,
      absences: [{ from: day('2027-05-07'), to: day('2027-05-10'), standIn: PAUL }],
    });
    await enroll(w);
    await w.run(at('2027-06-01T00:00:00.000Z'));
    assert.deepEqual(sends(w), ['2027-05-06 anne', '2027-05-07 paul', '2027-05-14 anne']);
    assert.deepEqual(
      w.mailer.sent.map(({ message }) => message.from.address),
      ['anne@acme.example', 'paul@acme.example', 'anne@acme.example'],
    );
    assert.deepEqual(reasons(w, 'planned')[1], [ofAbsence]);
  });

  test('F7: a step planned before the absence was entered is handed over when it is due', async () => {
    const w = await team({ settings: { maxMailsPerDay: 5 } });
    await enroll(w);
    await w.run(at('2027-05-06T12:00:00.000Z'));
    await away(w, [{ from: day('2027-05-07'), to: day('2027-05-10'), standIn: PAUL }]);
    await w.run(at('2027-06-01T00:00:00.000Z'));
    assert.deepEqual(sends(w), ['2027-05-06 anne', '2027-05-07 paul']);
  });

  test('F7, A3: mails sent by who stands in count among that user’s own', async () => {
    const leads = ['lead1', 'lead2', 'lead3'];
    const absences = [{ from: day('2027-05-07'), to: day('2027-05-12'), standIn: PAUL }];
    const w = await team({ leads, absences, paul: { values: { maxMailsPerDay: 1 } } });
    await enroll(w, leads);
    await w.run(at('2027-06-01T00:00:00.000Z'));
    assert.deepEqual(sends(w).toSorted().slice(3), ['2027-05-07 paul', '2027-05-10 paul', '2027-05-11 paul']);
  });

  test('F7: what still queues with who stood in comes back on the return', async () => {
    const leads = ['lead1', 'lead2', 'lead3'];
    const absences = [{ from: day('2027-05-07'), to: day('2027-05-10'), standIn: PAUL }];
    const w = await team({ leads, absences, paul: { values: { maxMailsPerDay: 1 } } });
    await enroll(w, leads);
    await w.run(at('2027-06-01T00:00:00.000Z'));
    assert.deepEqual(sends(w).toSorted().slice(3), ['2027-05-07 paul', '2027-05-10 paul', '2027-05-11 anne']);
    const { enrolled, finished } = await reconcile(w.ports, ORGANISATION, w.clock.now());
    assert.deepEqual([enrolled, finished], [3, 3]);
  });

  test('F7: first touches that queue with who is away are handed over too', async () => {
    const leads = ['lead1', 'lead2'];
    const absences = [{ from: day('2027-05-07'), to: day('2027-05-20'), standIn: PAUL }];
    const w = await team({ steps: [{}], leads, absences, settings: { maxMailsPerDay: 1 } });
    await enroll(w, leads);
    await w.run(at('2027-05-15T00:00:00.000Z'));
    assert.deepEqual(sends(w), ['2027-05-06 anne', '2027-05-07 paul']);
  });

  test('F7: tasks come on the list of who stands in', async () => {
    const absences = [{ from: day('2027-05-07'), to: day('2027-05-10'), standIn: PAUL }];
    const w = await team({ steps: aMailThen({ type: 'call' }), absences });
    await enroll(w);
    await w.run(at('2027-05-08T00:00:00.000Z'));
    const task = await w.ports.store.tasks.get(ORGANISATION, `lead1.${SEQUENCE}.1.s2`);
    assert.equal(task?.userId, PAUL);
  });

  test('F7: a colleague who is not active, or away too, stands in for nobody', async () => {
    const absences = [{ from: day('2027-05-07'), to: day('2027-05-10'), standIn: PAUL }];
    for (const paul of [{ active: false }, { values: { absences: [{ ...absences[0]!, standIn: null }] } }]) {
      const w = await team({ absences, paul });
      await enroll(w);
      await w.run(at('2027-06-01T00:00:00.000Z'));
      assert.deepEqual(sends(w), ['2027-05-06 anne', '2027-05-11 anne']);
    }
  });

  test('F7: a public holiday is no working day', async () => {
    const w = await team({ settings: { holidays: { country: 'FR', extra: [day('2027-05-07')] } } });
    await enroll(w);
    await w.run(at('2027-06-01T00:00:00.000Z'));
    // 6 May is Ascension Day in 2027, 7 May the organisation's own day off.
    assert.deepEqual(sends(w), ['2027-05-10 anne', '2027-05-11 anne']);
  });
});

describe('resuming', () => {
  test('F6: what fell due during a pause goes out within cap and delay, not at once', async () => {
    const leads = ['lead1', 'lead2', 'lead3', 'lead4'];
    const settings: Partial<Settings> = { maxMailsPerDay: 2, mailDelay: { kind: 'fixed', seconds: 600 } };
    const w = await team({ steps: [{ wait: { amount: 1, unit: 'days' } }], leads, settings });
    await enroll(w, leads);
    const ids = leads.map((lead) => enrollmentNamed(`${lead}.${SEQUENCE}.1`));
    for (const id of ids) {
      await pauseEnrollment(w.ports, { organisation: ORGANISATION, id, because: person, now: w.clock.now() });
    }
    // Two weeks later, at night.
    await w.run(at('2027-05-20T22:00:00.000Z'));
    assert.deepEqual(sends(w), []);
    for (const id of ids) {
      await resumeEnrollment(w.ports, {
        organisation: ORGANISATION,
        id,
        because: person,
        now: w.clock.now(),
      });
    }
    await w.run(at('2027-06-01T00:00:00.000Z'));
    assert.deepEqual(sends(w), ['2027-05-21 anne', '2027-05-21 anne', '2027-05-24 anne', '2027-05-24 anne']);
    const [first, second] = w.changes
      .filter(({ events }) => events.some(({ type }) => type === 'sent'))
      .map(({ changedAt }) => changedAt);
    assert.equal(secondsBetween(first!, second!), 600);
  });

  test('D3, F6: a pause of days keeps the wall clock when the clocks change', async () => {
    const w = await team({ steps: [{ wait: { amount: 30, unit: 'days' } }] });
    // Friday, 10:00 in Paris; the clocks go back on Sunday.
    w.clock.set(at('2027-10-29T08:00:00.000Z'));
    await enroll(w);
    const lasts = { amount: 3, unit: 'days' } as const;
    const id = enrollmentNamed(`lead1.${SEQUENCE}.1`);
    await pauseEnrollment(w.ports, {
      organisation: ORGANISATION,
      id,
      lasts,
      because: person,
      now: w.clock.now(),
    });
    const { state } = await w.enrollment(id);
    assert.equal(state.status === 'paused' && state.until, at('2027-11-01T09:00:00.000Z'));
  });
});
