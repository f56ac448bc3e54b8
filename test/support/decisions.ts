import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Command } from '#shared/domain/core/commands.ts';
import { decide } from '#shared/domain/core/decide.ts';
import type { Decision } from '#shared/domain/core/decision.ts';
import type { Call } from '#shared/domain/core/effects.ts';
import type { Enrollment, EnrollmentStatus } from '#shared/domain/core/enrollment.ts';
import type { EnrollmentEvent } from '#shared/domain/core/events.ts';
import type { StepFacts } from '#shared/domain/core/facts.ts';
import { ReadLane } from '#shared/domain/lanes/lane-book.ts';
import { slotKey } from '#shared/domain/lanes/slot-key.ts';
import type { StepTask } from '#shared/domain/tasks/task.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { day, enrollmentNamed, laneNamed } from './at.ts';
import { factsOf, now } from './facts.ts';

/** A person's own doing. */
export const person = { kind: 'person', userId: 'boss' } as const;

/** Tomorrow at the same hour. */
export const tomorrow = plusMinutes(now, 24 * 60);

/** The enrollment of the facts in each of its states, at its first step of two. */
export const inState: Record<EnrollmentStatus, Partial<Enrollment>> = {
  scheduled: { state: { status: 'scheduled', step: 's1', due: now, at: now } },
  backlogged: {
    state: {
      status: 'backlogged',
      step: 's1',
      due: now,
      lane: laneNamed('anne.mail'),
      priority: 1,
      opensOn: day('2027-03-01'),
    },
  },
  sending: {
    attempts: 1,
    claim: { step: 's1', attempt: 1, at: now },
    state: { status: 'sending', step: 's1', due: now },
  },
  unknown: {
    attempts: 1,
    claim: { step: 's1', attempt: 1, at: now },
    state: { status: 'unknown', step: 's1', due: now, listedAt: tomorrow },
  },
  waiting: {
    state: { status: 'waiting', step: 's1', due: now, taskId: 'l1.spring.1.s1', since: now },
  },
  paused: { state: { status: 'paused', step: 's1', due: now, because: person } },
  stopped: { state: { status: 'stopped', at: now, because: person } },
  finished: {
    done: ['s1', 's2'],
    state: { status: 'finished', at: now, because: { kind: 'engine', rule: 'all-steps-done' } },
  },
};

/** Facts of an enrollment in a state; its lanes are not limited unless that is said. */
export function factsIn(
  status: EnrollmentStatus,
  of: Parameters<typeof factsOf>[0] & { also?: Partial<StepFacts> } = {},
): StepFacts {
  const settings = { maxMailsPerDay: null, maxTasksPerDay: null, ...of.settings };
  const enrollment = { ...inState[status], ...of.enrollment };
  return { ...factsOf({ ...of, settings, enrollment }), ...of.also };
}

/** Every lane, with a slot of this Monday taken by the first step of each of these enrollments. */
export function takenBy(...enrollments: string[]): StepFacts['lanes'] {
  const slots = enrollments.map((id) => ({
    key: slotKey(enrollmentNamed(id), 's1'),
    at: now,
    gap: 0,
    due: now,
    priority: 0 as const,
  }));
  const lane = { organisation: 'acme', lane: laneNamed('anne.mail') };
  return { of: () => new ReadLane(lane, [{ ...lane, date: day('2027-03-01'), revision: 1, slots }]) };
}

type TaskIn<Status extends StepTask['status']> = Extract<StepTask, { status: Status }>;

/** What the task of the first step is in all of its states. */
const everyTask = {
  organisation: 'acme',
  id: 'l1.spring.1.s1',
  revision: 2,
  userId: 'anne',
  leadId: 'l1',
  enrollmentId: enrollmentNamed('l1.spring.1'),
  step: 's1',
  type: 'call' as const,
  name: '',
  openedAt: now,
};
const closing = { closedAt: now, closedBy: 'anne' };

/** The task of the first step while it is open. */
export function openTask(of: Partial<TaskIn<'open'>> = {}): StepTask {
  return { ...everyTask, status: 'open', ...of };
}

/** The task of the first step, completed. */
export function completedTask(of: Partial<TaskIn<'completed'>> = {}): StepTask {
  return { ...everyTask, ...closing, status: 'completed', ...of };
}

/** The task of the first step, skipped. */
export function skippedTask(of: Partial<TaskIn<'skipped'>> = {}): StepTask {
  return { ...everyTask, ...closing, status: 'skipped', ...of };
}

/** The call of the provider that a decision makes. */
export function callOf(facts: StepFacts, command: Command): { after: StepFacts; call: Call } {
  const decision = decided(facts, command);
  const call = decision.effects.find((effect) => effect.kind === 'send');
  assert.ok(call?.kind === 'send');
  return { after: { ...facts, enrollment: decision.after }, call };
}

/** What is decided, where the command is not refused. */
export function decided(facts: StepFacts, command: Command): Decision {
  const decision = decide(facts, command);
  assert.ok(decision.kind === 'decided');
  return decision;
}

/**
 * A decision in short: its events with their steps, then its effects in their order; `nothing`, or the words of a
 * refusal. `sent s1, planned s2 | write-enrollment, wake-at`
 */
function inShort(facts: StepFacts, command: Command): string {
  const decision = decide(facts, command);
  if (decision.kind !== 'decided') return 'detail' in decision ? decision.detail : decision.kind;
  const { events, effects } = decision;
  if (events.length === 0 && effects.length === 0) return 'nothing';
  return [events.map(eventInShort).join(', '), effects.map(({ kind }) => kind).join(', ')].join(' | ');
}

function eventInShort(event: EnrollmentEvent): string {
  return 'step' in event && event.step !== undefined ? `${event.type} ${event.step}` : event.type;
}

/** One row of a table of decisions: the rule, the facts, the command, and the decision in short. */
export type Row = [rule: string, facts: StepFacts, command: Command, decision: string];

/** A test for each row of a table of decisions. */
export function testRows(rows: readonly Row[]): void {
  for (const [rule, facts, command, decision] of rows)
    test(rule, () => {
      assert.equal(inShort(facts, command), decision);
    });
}
