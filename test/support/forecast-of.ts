import { everyLaneDay } from './lane-days.ts';
import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import type { EnrollmentEvent } from '#shared/domain/core/events.ts';
import type { ForecastInput, UnderWay, Wave } from '#shared/domain/forecast/forecast-input.ts';
import { simulate } from '#shared/domain/forecast/simulate.ts';
import { startOf } from '#shared/domain/forecast/under-way.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import type { Sender } from '#shared/domain/core/planning.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Lead } from '#shared/domain/people/people.ts';
import type { Sequence, SequenceVersion } from '#shared/domain/sequences/step.ts';
import { loadSender } from '#shared/use-cases/people/load-sender.ts';
import { ORGANISATION, type World } from './world.ts';
import { day } from './at.ts';

/** What happened, or will, to one enrollment at one instant, without what a forecast cannot know. */
export type Happening = { at: Instant; enrollment: string; event: Record<string, unknown> };

/** What a forecast can be given leads from. */
export type Known = { now: Instant; lead: (id: string) => Lead; sender: (id: string) => Sender };

/** A change as stored, as far as a forecast can say it. */
export function happeningsOf({ id, events, changedAt: at }: Enrollment): Happening[] {
  return happenings(id, at, events);
}

function happenings(id: string, at: Instant, events: readonly EnrollmentEvent[]): Happening[] {
  return events.flatMap((event): Happening[] => {
    const of = (what: Record<string, unknown>) => [
      { at, enrollment: id, event: JSON.parse(JSON.stringify(what)) },
    ];
    switch (event.type) {
      case 'claimed':
        return [];
      case 'enrolled':
        return of({ type: 'enrolled' });
      case 'sent':
        return of({ type: 'sent', step: event.step, channel: event.channel });
      case 'task-opened':
      case 'task-completed':
        return of({ type: event.type, step: event.step });
      case 'planned':
      case 'queued':
      case 'deferred':
      case 'skipped':
      case 'failed':
      case 'released':
      case 'held':
      case 'outcome-unknown':
      case 'paused':
      case 'resumed':
      case 'pinned':
      case 'unpinned':
      case 'moved':
      case 'replied':
      case 'auto-replied':
      case 'task-skipped':
      case 'stopped':
      case 'finished':
        return of({ ...event });
    }
  });
}

/** A forecast from what a world holds at this moment, as a list of what will be. */
export async function forecastIn(
  w: World,
  of: { taskMinutes: number; waves?: (known: Known) => Wave[] },
): Promise<Happening[]> {
  const { store } = w.ports;
  const now = w.clock.now();
  const senders = new Map<string, Sender>();
  for await (const user of store.users.scan()) {
    const sender = await loadSender(store, ORGANISATION, user.id);
    if (sender !== undefined) senders.set(user.id, sender);
  }
  const sequences = new Map<string, Sequence>();
  for await (const sequence of store.sequences.scan()) sequences.set(sequence.id, sequence);
  const versions = new Map<string, SequenceVersion>();
  for await (const version of store.versions.scan())
    versions.set(`${version.sequenceId}.${version.version}`, version);
  const leads = new Map<string, Lead>();
  for await (const lead of store.leads.scan()) leads.set(lead.id, lead);
  const underWay: UnderWay[] = [];
  for (const enrollment of await w.enrollments()) {
    const known = {
      lead: leads.get(enrollment.leadId),
      sender: senders.get(enrollment.userId),
      version: versions.get(`${enrollment.sequenceId}.${enrollment.version}`),
    };
    const start = startOf(enrollment, known, { taskMinutes: of.taskMinutes, asked: true });
    if (start.kind === 'under-way') underWay.push(start);
  }
  const must = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('Not there');
    return value;
  };
  const input: ForecastInput = {
    organisation: ORGANISATION,
    now,
    until: plusMinutes(now, 60 * 24 * 400),
    sender: (id) => senders.get(id),
    sequence: (id) => sequences.get(id),
    version: (id, version) => versions.get(`${id}.${version}`),
    underWay,
    openings: w.scheduler
      .entries()
      .flatMap(({ name, wakeUp }) =>
        wakeUp.kind === 'lane' ? [{ lane: wakeUp.lane, date: day(name.slice(-10)) }] : [],
      ),
    days: await everyLaneDay(store),
    holds: [],
    waves:
      of.waves?.({ now, lead: (id) => must(leads.get(id)), sender: (id) => must(senders.get(id)) }) ?? [],
    taskMinutes: of.taskMinutes,
  };
  const foretold: Happening[] = [];
  simulate(input, ({ enrollment: { id } }, at, events) => {
    foretold.push(...happenings(id, at, events));
  });
  return foretold;
}

/** By instant, then enrollment; the events of one enrollment at one instant in their order. */
export function inOrder(all: Happening[]): Happening[] {
  return all.toSorted((a, b) =>
    a.at === b.at
      ? a.enrollment < b.enrollment
        ? -1
        : a.enrollment > b.enrollment
          ? 1
          : 0
      : a.at < b.at
        ? -1
        : 1,
  );
}
