import fc from 'fast-check';
import { sequenceStepTypes } from '#shared/domain/channels/step-types.ts';
import { type Step } from '#shared/domain/sequences/step.ts';
import type { Absence, Settings } from '#shared/domain/settings/settings.ts';
import { day, zoneNamed } from '../at.ts';
import type { ProviderBehaviour } from '../memory/memory-sender.ts';
import { acts, type History } from './history.ts';
import { COLLEAGUE } from './lived.ts';

const zones = ['Europe/Paris', 'America/New_York', 'Pacific/Auckland', 'Asia/Kolkata'].map(zoneNamed);
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const step: fc.Arbitrary<Partial<Step>> = fc.record(
  {
    type: fc.oneof(
      { weight: 4, arbitrary: fc.constant('automated-mail' as const) },
      { weight: 4, arbitrary: fc.constantFrom('automated-reply' as const, 'automated-sms' as const) },
      { weight: 3, arbitrary: fc.constantFrom(...sequenceStepTypes) },
      { weight: 3, arbitrary: fc.constantFrom('mail' as const, 'reply' as const, 'sms' as const) },
    ),
    wait: fc.oneof(
      fc.record({ amount: fc.integer({ min: 0, max: 400 }), unit: fc.constantFrom('minutes' as const) }),
      fc.record({
        amount: fc.integer({ min: 0, max: 3 }),
        unit: fc.constantFrom('hours', 'days', 'working-days'),
      }),
    ),
    at: fc.constantFrom('08:00', '10:30', '15:00', '23:45'),
    weekdays: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 3 }),
  },
  { requiredKeys: ['type', 'wait'] },
);

/** Working hours that leave room whatever the step's hour, so that most steps can run some day. */
const settings = (limited: boolean, paced: boolean): fc.Arbitrary<Partial<Settings>> =>
  fc.record(
    {
      maxMailsPerDay: limited ? fc.integer({ min: 1, max: 4 }) : fc.constant(null),
      maxSmsPerDay: limited ? fc.integer({ min: 1, max: 3 }) : fc.constant(null),
      mailDelay: paced
        ? fc.oneof(
            fc.integer({ min: 60, max: 30_000 }).map((seconds) => ({ kind: 'fixed' as const, seconds })),
            fc.constant({ kind: 'random' as const, minSeconds: 0, maxSeconds: 900 }),
          )
        : fc.constant({ kind: 'none' as const }),
      workingDays: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 5 }),
      workingHours: fc.constantFrom(
        [{ from: '09:00', to: '18:00' }],
        [{ from: '00:00', to: '24:00' }],
        [
          { from: '07:00', to: '11:00' },
          { from: '14:00', to: '23:30' },
        ],
      ),
      windowZone: fc.constantFrom('sender' as const, 'recipient' as const),
      holidays: fc.constantFrom(
        { country: null, extra: [] },
        { country: null, extra: [day('2027-03-24'), day('2027-03-26')] },
      ),
      smsQuietHours: fc.record({
        from: fc.constant('22:00'),
        to: fc.constantFrom('07:30', '12:00'),
        policy: fc.constantFrom('drop' as const, 'defer' as const),
      }),
      unsubscribeRules: fc.record({ skips: fc.subarray([...sequenceStepTypes]) }),
      bounceRules: fc.record({ skips: fc.subarray([...sequenceStepTypes]) }),
      maxTasksPerDay: fc.constantFrom(null, 1, 2),
    },
    { requiredKeys: ['maxMailsPerDay', 'maxSmsPerDay', 'mailDelay', 'workingHours', 'windowZone'] },
  );

const act = fc.record({
  kind: fc.constantFrom(...acts),
  after: fc.oneof(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 2_000 })),
  pick: fc.nat(40),
  vary: fc.nat(10_000),
});
const throttled = { kind: 'refused', retry: true, code: 'Throttled', message: '' } as const;
const rejected = { kind: 'refused', retry: false, code: 'Rejected', message: '' } as const;

/** Histories; `chaotic`: wake-ups are lost, late and double, the provider fails, and the process dies. */
export const histories = (chaotic: boolean): fc.Arbitrary<History> =>
  fc.tuple(fc.boolean(), fc.boolean()).chain(([limited, paced]) =>
    fc.record({
      zone: fc.constantFrom(...zones),
      leadZones: fc.array(fc.constantFrom(undefined, ...zones), { minLength: 1, maxLength: 5 }),
      steps: fc.array(step, { minLength: 1, maxLength: 5 }),
      edited: fc
        .array(step, { minLength: 1, maxLength: 4 })
        .map((steps) => steps.map((one, n) => ({ ...one, id: ['x', 's1', 's3', 'y'][n] ?? 'z' }))),
      settings: settings(limited, paced),
      changed: settings(limited, paced),
      absences: fc.constantFrom<Absence[][]>(
        [],
        [],
        [{ from: day('2027-03-22'), to: day('2027-03-24'), standIn: null }],
        [{ from: day('2027-03-23'), to: day('2027-03-24'), standIn: COLLEAGUE }],
        [
          { from: day('2027-03-22'), to: day('2027-03-22'), standIn: COLLEAGUE },
          { from: day('2027-03-24'), to: day('2027-03-25'), standIn: null },
        ],
      ),
      enteredLate: fc.boolean(),
      colleagueZone: fc.constantFrom(...zones),
      acts: fc.array(act, { maxLength: 14 }),
      provider: chaotic
        ? fc.array(
            fc.constantFrom<ProviderBehaviour[]>(
              'accept',
              'accept',
              'lose-answer',
              'lose-call',
              throttled,
              rejected,
            ),
            {
              minLength: 1,
              maxLength: 8,
            },
          )
        : fc.constant(['accept' as const]),
      meanwhile: chaotic
        ? fc.array(fc.option(act, { nil: undefined, freq: 2 }), { maxLength: 5 })
        : fc.constant([]),
      chaos: chaotic
        ? fc.record({
            twice: fc.nat(4),
            lateMinutes: fc.nat(300),
            lost: fc.nat(6),
            dieAt: fc.nat(400),
            before: fc.boolean(),
          })
        : fc.constant(undefined),
    }),
  );
