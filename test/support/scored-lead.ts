import assert from 'node:assert/strict';
import { activityCodec } from '#shared/contracts/stored/activity.ts';
import type { Activity, ActivityEvent } from '#shared/domain/activity/activity.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import type { Caller } from '#shared/domain/people/access.ts';
import type { Lead } from '#shared/domain/people/people.ts';
import type { Scoring } from '#shared/domain/scoring/reasons.ts';
import { defaultSettings } from '#shared/domain/settings/settings.ts';
import type { Store } from '#shared/ports/store.ts';
import { readScore } from '#shared/use-cases/scoring/read-scores.ts';
import { scoreActivities } from '#shared/use-cases/scoring/score-activities.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';
import { aLead } from '#test/support/recorded.ts';
import { ORGANISATION as organisation, SENDER } from '#test/support/world.ts';
import { at, zoneNamed } from './at.ts';

/** 09:00 in Paris. */
export const monday = at('2027-03-01T08:00:00.000Z');

/** So many minutes after {@link monday}. */
export const later = (minutes: number) => plusMinutes(monday, minutes);

export const admin: Caller = { organisation, userId: 'ada', role: 'admin' };

/** The points of the defaults, but for these. */
export const scoring = (values: Partial<Scoring> = {}): Scoring => ({
  ...defaultSettings.scoring,
  ...values,
});

/** A person’s first open of a mail. */
export const opened = { type: 'opened', step: 's1', messageId: 'm1', machine: false, again: false } as const;

export const replied: ActivityEvent = { type: 'replied', step: 's1' };

/** Something that happened to a lead so many minutes after {@link monday}. */
export function activity(id: string, minutes: number, event: ActivityEvent, leadId = 'lead1'): Activity {
  return { organisation, leadId, id, at: later(minutes), events: [event] };
}

/** A store with a lead of Anne's, and what was added to its activities, as the stream gives it. */
export async function prepared(leads: (Partial<Lead> & { id: string })[] = [{ id: 'lead1' }]) {
  const stream: Activity[] = [];
  const store = memoryStore(({ table, item }) => {
    if (table === 'activities') stream.push(activityCodec.decode(item));
  });
  const user = {
    organisation,
    revision: 1,
    name: 'Anne',
    email: 'a@acme.example',
    zone: zoneNamed('Europe/Paris'),
  };
  await store.users.put({ ...user, id: SENDER, role: 'user', groupIds: ['paris'], active: true }, 'absent');
  for (const lead of leads) await store.leads.put({ ...aLead, ...lead }, 'absent');
  return { store, stream };
}

/** Decides points at a level that decided none. */
export const decide = (store: Store, scope: string, values: Partial<Scoring>) =>
  store.settings.put({ organisation, scope, revision: 1, values: { scoring: scoring(values) } }, 'absent');

/** Works off the stream, what it brings about included. */
export async function work(store: Store, stream: Activity[], now = later(600)): Promise<void> {
  while (stream.length > 0) assert.deepEqual(await scoreActivities({ store }, stream.splice(0), now), []);
}

/** What was told of the score of a lead. */
export const scoreEvents = async (store: Store, leadId = 'lead1') => {
  const page = await store.activities.ofLead(organisation, leadId, { limit: 100 });
  return page.items
    .flatMap(({ events }) => events)
    .filter(({ type }) => type === 'scored' || type === 'qualified');
};

/** The score of a lead as an admin reads it. */
export const scoreNow = async (store: Store, now = later(600), leadId = 'lead1') => {
  const outcome = await readScore({ store }, { caller: admin, leadId, now });
  return outcome.kind === 'read' ? outcome.score : assert.fail(outcome.kind);
};
