import assert from 'node:assert/strict';
import type { Zone } from '#shared/domain/kernel/instant.ts';
import type { Absence } from '#shared/domain/settings/settings.ts';
import { ORGANISATION as organisation, seed, SENDER, SEQUENCE, type World } from '../world.ts';
import { COLLEAGUE, OTHER, type Lived } from './lived.ts';

/** What is there before a history begins: the sequence and its leads, another sequence, a colleague, absences. */
export async function setStage(lived: Lived): Promise<void> {
  const { w, history, settings } = lived;
  const leads = history.leadZones.map((zone, n) => ({ id: `l${n}`, zone }));
  await seed(w, { steps: history.steps, leads, settings, user: { zone: history.zone } });
  await addOtherSequence(w);
  await addColleague(w, history.colleagueZone);
  await enterAbsences(w, lived.absences);
  await noteVersion(lived, 1);
}

/** Notes the steps of a version that was published. */
export async function noteVersion({ w, versions }: Lived, version: number): Promise<void> {
  const stored = await w.ports.store.versions.get(organisation, `${SEQUENCE}.${version}`);
  versions.set(version, stored?.steps ?? []);
}

/** Enters when the sender is away. */
export async function enterAbsences({ ports: { store } }: World, absences: Absence[]): Promise<void> {
  const scope = `user.${SENDER}`;
  const before = await store.settings.get(organisation, scope);
  const revision = (before?.revision ?? 0) + 1;
  await store.settings.put(
    { organisation, scope, revision, values: { absences } },
    before?.revision ?? 'absent',
  );
}

async function addColleague({ ports: { store } }: World, zone: Zone): Promise<void> {
  const user = await store.users.get(organisation, SENDER);
  assert.ok(user);
  await store.users.put({ ...user, id: COLLEAGUE, name: 'Paul', email: 'paul@acme.example', zone }, 'absent');
}

async function addOtherSequence({ clock, ports: { store } }: World): Promise<void> {
  const step = { id: 'o1', name: 'Other', type: 'automated-mail', templateId: 'mail' } as const;
  await store.versions.put(
    {
      organisation,
      sequenceId: OTHER,
      version: 1,
      revision: 1,
      steps: [{ ...step, wait: { amount: 3, unit: 'hours' } }],
      publishedAt: clock.now(),
      publishedBy: SENDER,
    },
    'absent',
  );
  const sequence = await store.sequences.get(organisation, SEQUENCE);
  assert.ok(sequence);
  await store.sequences.put({ ...sequence, id: OTHER, name: 'Autumn' }, 'absent');
}
