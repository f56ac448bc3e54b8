import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { blankEnrollment } from '#shared/domain/core/enrollment.ts';
import type { Sender } from '#shared/domain/core/planning.ts';
import type { SimulatedEnrollment } from '#shared/domain/forecast/simulated-enrollment.ts';
import { simulate } from '#shared/domain/forecast/simulate.ts';
import { enrollmentId } from '#shared/domain/kernel/enrollment-id.ts';
import { resolveSettings } from '#shared/domain/settings/resolve.ts';
import type { Sequence, SequenceVersion, Step } from '#shared/domain/sequences/step.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { at, zoneNamed } from '#test/support/at.ts';
import { localDate } from '#shared/domain/time/zones.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { anne } from '#test/support/anne.ts';

// A Monday, 09:00 in Paris.
const start = at('2027-03-01T08:00:00.000Z');
const organisation = 'acme';
const zone = zoneNamed('Europe/Paris');

/** A lane that carries less than what is asked of it. */
const scenario = fc.record({
  cap: fc.integer({ min: 1, max: 8 }),
  delay: fc.constantFrom(0, 60, 600),
  waits: fc.array(
    fc.record({
      amount: fc.integer({ min: 0, max: 4 }),
      unit: fc.constantFrom('hours' as const, 'days' as const),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  waves: fc.array(
    fc.record({ leads: fc.integer({ min: 1, max: 12 }), afterHours: fc.integer({ min: 0, max: 90 }) }),
    { minLength: 1, maxLength: 4 },
  ),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

/** A step that waited to be sent: since when it was known, when it was due, and when it went out. */
type Sent = { name: string; knownAt: Instant; due: Instant; priority: 0 | 1; at: Instant };

function senderOf({ cap, delay }: Scenario): Sender {
  const values = {
    maxMailsPerDay: cap,
    mailDelay: delay === 0 ? { kind: 'none' as const } : { kind: 'fixed' as const, seconds: delay },
  };
  return {
    user: { ...anne, zone },
    settings: resolveSettings({
      organisation: { organisation, scope: 'organisation', revision: 1, values },
      groups: [],
      user: undefined,
    }),
  };
}

/** Plays the lane to its end. `wakeUps`: entries made for steps; those of the lane are one a day. */
function play(of: Scenario): { sent: Sent[]; wakeUps: number } {
  const sender = senderOf(of);
  const steps = of.waits.map((wait, index): Step => ({
    id: `s${index + 1}`,
    name: '',
    type: 'automated-mail',
    wait,
    templateId: 'mail',
  }));
  const version: SequenceVersion = {
    organisation,
    sequenceId: 'spring',
    version: 1,
    steps,
    publishedAt: start,
    publishedBy: 'anne',
  };
  const sequence: Sequence = {
    organisation,
    id: 'spring',
    revision: 1,
    name: 'Spring',
    status: 'active',
    draft: { steps },
    currentVersion: 1,
    createdBy: 'anne',
    createdAt: start,
  };
  const enrolled = (wave: number, index: number, when: Instant): SimulatedEnrollment => {
    const leadId = `l${wave}x${index}`;
    const id = enrollmentId(leadId, 'spring', 1);
    const blank = {
      organisation,
      id,
      leadId,
      sequenceId: 'spring',
      userId: 'anne',
      version: 1,
      pinned: false,
    };
    const lead = {
      organisation,
      id: leadId,
      revision: 1,
      status: 'lead' as const,
      ownerId: 'anne',
      email: `${leadId}@example.com`,
      fields: {},
      suppression: {},
      createdAt: start,
    };
    return { enrollment: blankEnrollment(blank, when), lead, sender, asked: true };
  };
  const waves = of.waves.map(({ leads, afterHours }, wave) => {
    const when = plusMinutes(start, afterHours * 60);
    return {
      at: when,
      enrollments: Array.from({ length: leads }, (_, index) => enrolled(wave, index, when)),
    };
  });
  const waiting = new Map<string, Omit<Sent, 'at'>>();
  const sent: Sent[] = [];
  let wakeUps = 0;
  simulate(
    {
      organisation,
      now: start,
      until: plusMinutes(start, 60 * 24 * 900),
      sender: () => sender,
      sequence: () => sequence,
      version: () => version,
      underWay: [],
      openings: [],
      days: [],
      holds: [],
      waves,
      taskMinutes: 0,
    },
    ({ enrollment: { id } }, now, events) => {
      for (const event of events) {
        if (event.type === 'planned' || event.type === 'deferred') wakeUps += 1;
        if (event.type === 'planned' || event.type === 'queued') {
          const name = `${id} ${event.step}`;
          const priority = event.step === 's1' ? 1 : 0;
          if (!waiting.has(name)) waiting.set(name, { name, knownAt: now, due: event.due, priority });
        }
        if (event.type !== 'sent') continue;
        const known = waiting.get(`${id} ${event.step}`);
        assert.ok(known);
        sent.push({ ...known, at: now });
      }
    },
  );
  return { sent, wakeUps };
}

/**
 * Whether one that ranks before another, and could have had its place, was left to a later day for it. Within a day
 * the moments stand that were given.
 */
function isOvertaken(old: Sent, young: Sent): boolean {
  if (localDate(young.at, zone) >= localDate(old.at, zone)) return false;
  // What is known within the minute in which another wakes cannot take its place any more.
  if (plusMinutes(old.knownAt, 2) > young.at || plusMinutes(old.due, 2) > young.at) return false;
  return old.priority === young.priority
    ? plusMinutes(old.due, 1) < young.due
    : old.priority < young.priority;
}

describe('a full lane', () => {
  test('A3, A4: lets nothing that is due later overtake, however long it has been planned', () => {
    fc.assert(
      fc.property(scenario, (of) => {
        const { sent } = play(of);
        assert.equal(sent.length, of.waves.reduce((sum, { leads }) => sum + leads, 0) * of.waits.length);
        const overtaken = sent.flatMap((old) =>
          sent.filter((young) => isOvertaken(old, young)).map((young) => ({ old, young })),
        );
        assert.deepEqual(overtaken.slice(0, 3), []);
      }),
      { numRuns: 60, seed: 20270301 },
    );
  });

  test('A3: needs no more than 1.1 wake-ups a step, its openings included', () => {
    const waits = [1, 2, 3, 2].map((amount) => ({ amount, unit: 'days' as const }));
    const waves = [0, 30, 60, 200].map((afterHours) => ({ leads: 300, afterHours }));
    const { sent, wakeUps } = play({ cap: 50, delay: 60, waits, waves });
    const openings = new Set(sent.map((each) => localDate(each.at, zone))).size;
    assert.equal(sent.length, 1_200 * waits.length);
    const each = (wakeUps + openings) / sent.length;
    assert.ok(each <= 1.1, `${each} wake-ups a step`);
  });
});
