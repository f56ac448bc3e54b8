import type { SequenceId } from '../../domain/kernel/ids.ts';
import type { Activity } from '../../domain/activity/activity.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Store } from '../../ports/store.ts';
import { walk } from '../../ports/walk.ts';
import { readEnrollment } from './read-enrollments.ts';
import type { EnrollmentId } from '../../domain/kernel/enrollment-id.ts';

type Ports = { store: Pick<Store, 'enrollments' | 'sequences' | 'versions' | 'users' | 'activities'> };

/** Everything that happened to an enrollment, in order of time, and the names of its steps (F2). */
export async function readRecord(
  ports: Ports,
  { caller, id }: { caller: Caller; id: EnrollmentId },
): Promise<
  { kind: 'read'; item: Enrollment; activities: Activity[]; stepNames: Map<string, string> } | Refusal
> {
  const found = await readEnrollment(ports, { caller, id });
  if (found.kind !== 'read') return found;
  const { item } = found;
  const [recorded, stepNames] = await Promise.all([
    activitiesOf(ports, item),
    namesOfSteps(ports.store, item),
  ]);

  return { kind: 'read', item, activities: withLatest(item, recorded), stepNames };
}

/** The table's stream may lag behind the enrollment: its last change is in the item itself. */
function withLatest(enrollment: Enrollment, recorded: Activity[]): Activity[] {
  const { id, revision, organisation, leadId, events, changedAt } = enrollment;
  const latest = `${id}#${revision}`;
  if (events.length === 0 || recorded.some((activity) => activity.id === latest)) return recorded;
  return [...recorded, { organisation, leadId, id: latest, at: changedAt, enrollmentId: id, events }];
}

async function activitiesOf(ports: Ports, { organisation, leadId, id }: Enrollment): Promise<Activity[]> {
  const found: Activity[] = [];
  for await (const activity of walk((page) => ports.store.activities.ofLead(organisation, leadId, page)))
    if (activity.enrollmentId === id) found.push(activity);
  return found;
}

/** Names of the steps, the latest version's where versions differ. */
export async function namesOfSteps(
  store: Pick<Store, 'sequences' | 'versions'>,
  of: { organisation: string; sequenceId: SequenceId; version: number },
): Promise<Map<string, string>> {
  const { organisation, sequenceId, version } = of;
  const sequence = await store.sequences.get(organisation, sequenceId);
  const numbers = new Set([version, sequence?.currentVersion ?? version]);
  const versions = await store.versions.getMany(
    organisation,
    [...numbers].map((number) => `${sequenceId}.${number}`),
  );
  const oldestFirst = versions.toSorted((a, b) => a.version - b.version);
  return new Map(oldestFirst.flatMap(({ steps }) => steps.map(({ id, name }) => [id, name] as const)));
}
