import assert from 'node:assert/strict';
import { enrollmentCodec } from '#shared/contracts/stored/enrollment.ts';
import { activityOfChange } from '#shared/domain/activity/activity-of-change.ts';
import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import type { EnrollmentEvent } from '#shared/domain/core/events.ts';
import type { Reason } from '#shared/domain/settings/reason.ts';
import type { Lead } from '#shared/domain/people/people.ts';
import { countsOf } from '#shared/domain/statistics/count-activity.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import type { ProviderBehaviour } from '#test/support/memory/memory-sender.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';
import {
  ORGANISATION as organisation,
  seed,
  SENDER,
  SEQUENCE,
  world,
  type World,
} from '#test/support/world.ts';
import { at, enrollmentNamed } from './at.ts';

// A Monday, 10:00 in Paris.
export const start = at('2026-11-23T09:00:00.000Z');
export const id = enrollmentNamed(`lead1.${SEQUENCE}.1`);
export const person = { kind: 'person', userId: SENDER } as const;
export const source = { level: 'organisation', id: organisation } as const;

/** A world that keeps every change of an enrollment, in order. */
export type Recorded = World & { changes: Enrollment[] };

/** A world in which leads were enrolled on {@link start}. */
export async function living(
  of: Parameters<typeof seed>[1],
  behave?: (call: number) => ProviderBehaviour,
): Promise<Recorded> {
  const changes: Enrollment[] = [];
  const store = memoryStore(({ table, item }) => {
    if (table === 'enrollments') changes.push(enrollmentCodec.decode(item));
  });
  const w = { ...world(start, behave, store), changes };
  await seed(w, of);
  await enroll(
    w,
    (of.leads ?? [{ id: 'lead1' }]).map((lead) => lead.id),
  );
  return w;
}

/** Enrolls leads at the present of the world. */
export const enroll = (w: World, leadIds = ['lead1'], request?: string) =>
  enrollLeads(w.ports, {
    organisation,
    leadIds,
    sequenceId: SEQUENCE,
    userId: SENDER,
    by: SENDER,
    now: w.clock.now(),
    ...(request !== undefined && { request }),
  });

/** What happened to an enrollment so far. */
export const eventsOf = (w: Recorded, of: string = id): EnrollmentEvent[] =>
  w.changes.filter((change) => change.id === of).flatMap(({ events }) => events);
/** The reasons that the events of one type bear. */
export const reasons = (w: Recorded, type: EnrollmentEvent['type'], of: string = id): Reason[][] =>
  eventsOf(w, of).flatMap((event) =>
    event.type === type && 'because' in event ? [[event.because ?? []].flat()] : [],
  );

/** A lead that no world has yet. */
export const aLead: Lead = {
  organisation,
  id: 'lead1',
  revision: 1,
  status: 'lead',
  ownerId: SENDER,
  firstName: 'Zoé',
  email: 'lead1@example.com',
  fields: {},
  suppression: {},
  createdAt: start,
};

/** A second sequence, `autumn`, of one mail at once. */
export async function addOther({ ports: { store } }: World): Promise<void> {
  const sequence = await store.sequences.get(organisation, SEQUENCE);
  const version = await store.versions.get(organisation, `${SEQUENCE}.1`);
  assert.ok(sequence && version);
  const step = { id: 'o1', name: 'Other', type: 'automated-mail', templateId: 'mail' } as const;
  const steps = [{ ...step, wait: { amount: 0, unit: 'minutes' as const } }];
  await store.sequences.put({ ...sequence, id: 'autumn' }, 'absent');
  await store.versions.put({ ...version, sequenceId: 'autumn', steps }, 'absent');
}

/** What the changes so far count in the statistics, by step. */
export function counts(w: Recorded): Record<string, Record<string, number>> {
  const all: Record<string, Record<string, number>> = {};
  const seen = new Map(w.changes.flatMap((one) => activityOfChange(one) ?? []).map((one) => [one.id, one]));
  for (const { step, counter } of [...seen.values()].flatMap(countsOf)) {
    const of = (all[step] ??= {});
    of[counter] = (of[counter] ?? 0) + 1;
  }
  return all;
}
