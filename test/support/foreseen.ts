import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import type { Course, ForeseenEvent } from '#shared/domain/forecast/course.ts';
import { foresee } from '#shared/domain/forecast/foresee.ts';
import type { Outset, Wave } from '#shared/domain/forecast/outset.ts';
import { takeUp } from '#shared/domain/forecast/take-up.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import type { Sender } from '#shared/domain/core/planning.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Lead } from '#shared/domain/people/people.ts';
import type { Sequence, SequenceVersion } from '#shared/domain/sequences/step.ts';
import { loadSender } from '#shared/use-cases/engine/load-sender.ts';
import { ORGANISATION, type World } from './world.ts';

/** What happened, or will, to one enrollment at one instant, without what a forecast cannot know. */
export type Told = { at: Instant; enrollment: string; event: Record<string, unknown> };

/** A change as stored, in the words of a forecast. */
export function toldOf({ id, events, changedAt: at }: Enrollment): Told[] {
  return events.flatMap((event): Told[] => {
    const told = (of: Record<string, unknown>) => [
      { at, enrollment: id, event: JSON.parse(JSON.stringify(of)) },
    ];
    switch (event.type) {
      case 'claimed':
        return [];
      case 'enrolled':
        return told({ type: 'enrolled' });
      case 'sent':
        return told({ type: 'sent', step: event.step, channel: event.channel });
      case 'task-opened':
      case 'task-completed':
        return told({ type: event.type, step: event.step });
      default:
        return told({ ...event });
    }
  });
}

/** A forecast from what a world holds at this moment, as a list of what will be. */
export async function foreseenIn(
  w: World,
  of: {
    taskMinutes: number;
    waves?: (outset: {
      lead: (id: string) => Lead;
      sender: (id: string) => Sender;
      version: number;
    }) => Wave[];
  },
): Promise<Told[]> {
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
  const underWay: { course: Course; wakesAt?: Instant | undefined }[] = [];
  for (const enrollment of await w.enrollments()) {
    const known = {
      lead: leads.get(enrollment.leadId),
      sender: senders.get(enrollment.userId),
      version: versions.get(`${enrollment.sequenceId}.${enrollment.version}`),
    };
    const taken = takeUp(enrollment, known, { taskMinutes: of.taskMinutes, asked: true });
    if (taken.kind === 'under-way') underWay.push(taken);
  }
  const must = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('Not there');
    return value;
  };
  const outset: Outset = {
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
        wakeUp.kind === 'lane' ? [{ lane: wakeUp.lane, date: name.slice(-10) }] : [],
      ),
    days: await Array.fromAsync(store.laneDays.scan()),
    waves:
      of.waves?.({ lead: (id) => must(leads.get(id)), sender: (id) => must(senders.get(id)), version: 1 }) ??
      [],
    taskMinutes: of.taskMinutes,
  };
  const told: Told[] = [];
  foresee(outset, (course, at, events) => {
    for (const event of events) told.push({ at, enrollment: course.enrollmentId, event: plain(event) });
  });
  return told;
}

function plain(event: ForeseenEvent): Record<string, unknown> {
  const copy: Record<string, unknown> = JSON.parse(JSON.stringify(event));
  delete copy['userId'];
  if (event.type === 'enrolled') return { type: 'enrolled' };
  return copy;
}

/** By instant, then enrollment; the events of one enrollment at one instant in their order. */
export function inOrder(told: Told[]): Told[] {
  return told.toSorted((a, b) =>
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
