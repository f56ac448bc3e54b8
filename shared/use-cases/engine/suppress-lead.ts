import { suppressedBecause } from '../../domain/core/decide-due.ts';
import { isOver, type Enrollment } from '../../domain/core/enrollment.ts';
import type { EnrollmentEvent } from '../../domain/core/events.ts';
import type { Sender } from '../../domain/core/planning.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead, Suppression } from '../../domain/people/people.ts';
import { stepsLeft } from '../../domain/sequences/steps-left.ts';
import { versionToFollow } from '../../domain/sequences/version-to-follow.ts';
import { taskInHand } from '../../domain/core/task-in-hand.ts';
import { changeEnrollment, type Change } from './change-enrollment.ts';
import { ContentionError } from './contention.ts';
import type { EnginePorts } from './engine-ports.ts';
import { followUp } from './follow-up.ts';
import { channelOf } from './write-enrollment.ts';

const ATTEMPTS = 8;

/**
 * Notes on the lead why it may not be written to; the first instant stays. Undefined when there is no such lead.
 * From this write on nothing that the rules forbid goes out: every due step reads the lead.
 */
export async function noteSuppression(
  ports: Pick<EnginePorts, 'store'>,
  organisation: string,
  leadId: string,
  facts: Suppression,
): Promise<{ lead: Lead; new: boolean } | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const lead = await ports.store.leads.get(organisation, leadId);
    if (lead === undefined) return undefined;
    const suppression = { ...facts, ...withoutUndefined(lead.suppression) };
    const isNew = Object.keys(suppression).length > Object.keys(withoutUndefined(lead.suppression)).length;
    if (!isNew) return { lead, new: false };
    const changed = { ...lead, suppression, revision: lead.revision + 1 };
    if ((await ports.store.leads.put(changed, lead.revision)) === 'written')
      return { lead: changed, new: true };
  }
  throw new ContentionError(`Lead ${leadId} is contended`);
}

/**
 * Ends at once the lead's enrollments whose remaining steps are all skipped by the rules (A6, A7, pinned); the others
 * go on, and skip step by step when due. A task that is open and now skipped is taken off its user's list.
 */
export async function endWhatIsSkipped(ports: EnginePorts, lead: Lead, now: Instant): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await ports.store.enrollments.list(lead.organisation, {
      group: lead.id,
      limit: 100,
      cursor,
    });
    for (const enrollment of page.items) {
      if (isOver(enrollment.state)) continue;
      await changeEnrollment(
        ports,
        lead.organisation,
        enrollment.id,
        (current, sender) => endIfSkipped(ports, current, lead, sender, now),
        now,
      );
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
}

async function endIfSkipped(
  ports: EnginePorts,
  enrollment: Enrollment,
  lead: Lead,
  sender: Sender,
  now: Instant,
): Promise<Change> {
  const { state, organisation, sequenceId } = enrollment;
  // A message that is or may be in the provider's hands, even of an enrollment paused since, is settled first (F3).
  if (isOver(state) || enrollment.claim !== undefined) return { events: [] };
  const sequence = await ports.store.sequences.get(organisation, sequenceId);
  const latest = versionToFollow(enrollment, sequence);
  const [own, ofLatest] = await Promise.all([
    ports.store.versions.get(organisation, `${sequenceId}.${enrollment.version}`),
    ports.store.versions.get(organisation, `${sequenceId}.${latest}`),
  ]);
  const current = own?.steps.find(({ id }) => id === state.step);
  if (current === undefined || ofLatest === undefined) return { events: [] };
  const { done } = enrollment;
  const waited = done.includes(current.id) ? [] : [current];
  const left = [...waited, ...stepsLeft(ofLatest, [...done, current.id])];
  const skipped = left.flatMap((step): EnrollmentEvent[] => {
    const because = suppressedBecause(step.type, lead, sender.settings);
    return because === undefined ? [] : [{ type: 'skipped', step: step.id, because }];
  });
  if (skipped.length < left.length) {
    const [first] = skipped;
    if (taskInHand(enrollment) === undefined || first?.type !== 'skipped' || first.step !== current.id)
      return { events: [] };
    // What follows is planned when it is resumed.
    if (state.status === 'paused') return { events: [first], channel: channelOf(current) };
    const skip = { enrollment, step: current, lead, sender, sequence, version: own, at: now };
    const next = (await followUp(ports, [skip], now)).get(enrollment.id);
    return { events: [first, ...(next?.events ?? [])], channel: next?.channel ?? 'mail' };
  }
  return { events: [...skipped, { type: 'finished', because: { kind: 'engine', rule: 'all-steps-done' } }] };
}

function withoutUndefined(suppression: Suppression): Suppression {
  return Object.fromEntries(Object.entries(suppression).filter(([, at]) => at !== undefined));
}
