import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { EnrollmentId } from '#shared/domain/kernel/enrollment-id.ts';
import {
  pauseEnrollment,
  resolveUnknown,
  stopEnrollment,
} from '#shared/use-cases/enrollments/change-enrollment.ts';
import { checkCall } from '#test/support/history/check-call.ts';
import type { Act, History } from '#test/support/history/history.ts';
import { live } from '#test/support/history/live.ts';
import { ORGANISATION as organisation, SENDER } from '#test/support/world.ts';
import { enrolledWorld, type TaskWorld } from '#test/support/task-world.ts';
import { at, zoneNamed } from '#test/support/at.ts';

const zone = zoneNamed('Europe/Paris');
const person = { kind: 'person', userId: SENDER } as const;
// The Monday on which the leads are enrolled: 12:00 and 18:00 in Paris.
const noon = at('2027-03-01T11:00:00.000Z');
const evening = at('2027-03-01T17:00:00.000Z');

/** A day of two mails for four leads; the first call is not answered. It is noon. */
async function lostCall(): Promise<{ w: TaskWorld; id: EnrollmentId; state: () => Promise<string> }> {
  const leads = ['a', 'b', 'c', 'd'].map((letter) => ({ id: `${letter}3j9x0q2m4v7b1zc` }));
  const w = await enrolledWorld(
    { steps: [{ type: 'automated-mail' }], leads, settings: { maxMailsPerDay: 2 } },
    { behave: (call) => (call === 1 ? 'lose-call' : 'accept') },
  );
  await w.run(noon);
  const unknown = (await w.enrollments()).find(({ state }) => state.status === 'unknown');
  assert.ok(unknown);
  const { id } = unknown;
  return { w, id, state: async () => (await w.enrollment(id)).state.status };
}

describe('the cap of a day, and calls that were not answered', () => {
  test('A3, F3: a mail that may have gone out counts, whatever becomes of its enrollment', async () => {
    const changes = [
      ({ w, id }) => stopEnrollment(w.ports, { organisation, id, because: person, now: noon }),
      ({ w, id }) => pauseEnrollment(w.ports, { organisation, id, because: person, now: noon }),
      ({ w, id }) => resolveUnknown(w.ports, { organisation, id, outcome: 'sent', by: SENDER, now: noon }),
    ] as const satisfies ((of: Awaited<ReturnType<typeof lostCall>>) => Promise<unknown>)[];
    for (const change of changes) {
      const of = await lostCall();
      await change(of);
      await of.w.run(evening);
      assert.equal(of.w.mailer.calls.length, 2, await of.state());
    }
  });

  test('A3, F3: one that a person has sent again counts once', async () => {
    const { w, id, state } = await lostCall();
    await resolveUnknown(w.ports, { organisation, id, outcome: 'resend', by: SENDER, now: noon });
    await w.run(evening);
    assert.equal(w.mailer.sent.length + (await queued(w)), 4);
    assert.ok(w.mailer.sent.length <= 2, await state());
  });

  test('A3, F3: one that a person knows not to have gone out gives its slot to another when it is stopped', async () => {
    const { w, id } = await lostCall();
    await resolveUnknown(w.ports, { organisation, id, outcome: 'resend', by: SENDER, now: noon });
    await stopEnrollment(w.ports, { organisation, id, because: person, now: noon });
    await w.run(evening);
    assert.equal(w.mailer.sent.length, 2);
  });

  test('A3, A4, F3: whatever is lost, stopped, resolved and sent by hand on a full day, the cap holds', async () => {
    await fc.assert(
      fc.asyncProperty(fullDay, async (history) => {
        await live(history, checkCall, () => Promise.resolve());
      }),
      { numRuns: Number(process.env['HISTORIES'] ?? 60), examples: [[triedAgainAfterOneElsewhere]] },
    );
  });
});

async function queued(w: TaskWorld): Promise<number> {
  return (await w.enrollments()).filter(({ state }) => state.status !== 'finished').length;
}

const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom(
    ...(['settle-unknown', 'settle-unknown', 'stop', 'pause', 'resume', 'complete-task', 'event'] as const),
  ),
  after: fc.nat(90),
  pick: fc.nat(10),
  vary: fc.nat(100),
});

/** Leads enough for several days of a cap of one or two, calls that are lost, and people who do something about it. */
const fullDay: fc.Arbitrary<History> = fc
  .record({
    cap: fc.integer({ min: 1, max: 2 }),
    types: fc.array(fc.constantFrom('automated-mail' as const, 'mail' as const, 'automated-sms' as const), {
      minLength: 1,
      maxLength: 3,
    }),
    leads: fc.integer({ min: 3, max: 6 }),
    acts: fc.array(act, { minLength: 3, maxLength: 16 }),
    provider: fc.array(
      fc.constantFrom(
        'accept' as const,
        'lose-answer' as const,
        'lose-call' as const,
        { kind: 'refused', retry: true, code: 'Throttled', message: '' } as const,
        { kind: 'refused', retry: false, code: 'Rejected', message: '' } as const,
      ),
      { minLength: 1, maxLength: 6 },
    ),
    meanwhile: fc.array(fc.option(act, { nil: undefined, freq: 2 }), { maxLength: 4 }),
  })
  .map(historyOf);

/** What a full day is made of. */
type FullDay = {
  cap: number;
  types: ('automated-mail' | 'mail' | 'automated-sms')[];
  leads: number;
  acts: Act[];
  provider: History['provider'];
  meanwhile: History['meanwhile'];
};

function historyOf({ cap, types, leads, acts, provider, meanwhile }: FullDay): History {
  const wait = { amount: 10, unit: 'minutes' as const };
  const steps = types.map((type) => ({ type, wait }));
  const settings = {
    maxMailsPerDay: cap,
    maxSmsPerDay: cap,
    mailDelay: { kind: 'none' as const },
    workingHours: [{ from: '00:00', to: '24:00' }],
  };
  return {
    zone,
    leadZones: Array.from({ length: leads }, () => undefined),
    steps,
    edited: steps,
    settings,
    changed: settings,
    absences: [],
    enteredLate: false,
    colleagueZone: zone,
    acts,
    provider,
    meanwhile,
  };
}

/** A mail is refused for a minute, and meanwhile another is completed as sent elsewhere: the day is full then. */
const triedAgainAfterOneElsewhere = historyOf({
  cap: 2,
  types: ['mail', 'automated-mail'],
  leads: 3,
  acts: [
    { kind: 'settle-unknown', after: 6, pick: 0, vary: 0 },
    { kind: 'complete-task', after: 4, pick: 0, vary: 0 },
    { kind: 'settle-unknown', after: 10, pick: 0, vary: 0 },
  ],
  provider: [{ kind: 'refused', retry: true, code: 'Throttled', message: '' }, 'accept'],
  meanwhile: [{ kind: 'complete-task', after: 0, pick: 0, vary: 0 }],
});
