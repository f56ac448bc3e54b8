import { isActive, type Activation, type Automation } from '../../domain/automations/automation.ts';
import { asOfAutomation } from '../../domain/automations/validate-automation.ts';
import type { Expected } from '../../domain/kernel/expected.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { isRefusal, type Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Sequence } from '../../domain/sequences/step.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { startMatching } from '../jobs/start-matching.ts';
import { stopByJob } from '../jobs/deletions/stop-by-job.ts';
import { saveItem, type Saved } from '../save-item.ts';
import { publishSequence } from '../sequences/publish-sequence.ts';
import { draftSequence, problemsOf } from './save-automation.ts';

/** Which automation, by whom. */
type Of = { caller: Caller; id: string; expected: Expected; now: Instant };

const missing = (id: string): Refusal => ({ kind: 'not-found', what: 'automation', id });

/**
 * Activates an automation, for everything that matches or for what is created from now on (E6). Its filter is kept as it is
 * now and locked (E7), its steps are published; a job looks at all that is there. Refused where a step could never go (E4)
 * or where texts are off (E8). What an earlier activation had under way stays ended.
 */
export async function activateAutomation(
  ports: WholePorts,
  { caller, id, expected, now, scope }: Of & { scope: Activation['scope'] },
): Promise<Saved<Automation> | Refusal> {
  const { organisation } = caller;
  const automation = await ports.store.automations.get(organisation, id);
  if (automation === undefined) return missing(id);
  if (isActive(automation)) return { kind: 'conflict', detail: 'It is active already.' };
  const problems = await problemsOf(ports, automation);
  if (problems.length > 0) return { kind: 'invalid', problems };
  const filter = await ports.store.filters.get(organisation, automation.filterId);
  if (filter === undefined) return { kind: 'not-found', what: 'filter', id: automation.filterId };

  const published = await publish(ports, automation, { caller, now });
  if (isRefusal(published)) return published;
  const active: Activation = {
    since: now,
    by: caller.userId,
    scope,
    over: filter.over,
    filter: filter.filter,
  };
  const saved = await saveItem(ports.store.automations, automation, { ...automation, active }, expected);
  if (saved.kind === 'saved' && scope === 'all') await startMatching(ports, { ...saved.item, active }, now);
  return saved;
}

/** Publishes the steps; the sequence is on from now on, for what is enrolled from now on. */
async function publish(
  ports: WholePorts,
  automation: Automation,
  { caller, now }: { caller: Caller; now: Instant },
): Promise<{ kind: 'published' } | Refusal> {
  const { organisation, id } = automation;
  const drafted = await draftSequence(ports, automation, await ports.store.sequences.get(organisation, id));
  const published = await publishSequence(ports, {
    caller,
    id,
    kind: 'automation',
    keepPresent: false,
    expected: drafted.revision,
    now,
  });
  if (published.kind === 'invalid')
    return { kind: 'invalid', problems: asOfAutomation(published.problems.map(withoutDraft)) };
  if (published.kind !== 'saved') return published;
  await switchSequence(ports.store, automation, { off: undefined, onSince: now });
  return { kind: 'published' };
}

function withoutDraft<P extends { path: string[] }>(problem: P): P {
  return problem.path[0] === 'draft' ? { ...problem, path: problem.path.slice(1) } : problem;
}

async function switchSequence(
  store: Pick<Store, 'sequences'>,
  { organisation, id }: Pick<Automation, 'organisation' | 'id'>,
  to: Pick<Sequence, 'off' | 'onSince'>,
): Promise<void> {
  await change(store.sequences, { organisation, id }, (sequence) =>
    sequence === undefined ? 'unchanged' : { write: { ...sequence, ...to } },
  );
}

/**
 * Deactivates an automation at once (E7): its sequence is off from the first write on, so that nothing that is under way
 * goes on, and a job takes away what was planned. History stays, and its filter can be changed again.
 */
export async function deactivateAutomation(
  ports: WholePorts,
  { caller, id, expected, now }: Of,
): Promise<Saved<Automation> | Refusal> {
  const { organisation } = caller;
  const automation = await ports.store.automations.get(organisation, id);
  if (automation === undefined) return missing(id);
  await switchSequence(ports.store, automation, { off: true });
  const saved = await saveItem(
    ports.store.automations,
    automation,
    { ...automation, active: undefined },
    expected,
  );
  if (saved.kind === 'saved') await stopByJob(ports, { caller, sequenceId: id, now });
  return saved;
}

/** Deletes an automation for good: as deactivating it, and its id is not used again. */
export async function deleteAutomation(
  ports: WholePorts,
  { caller, id, expected, now }: Of,
): Promise<{ kind: 'deleted' } | Refusal> {
  const off = await deactivateAutomation(ports, { caller, id, expected, now });
  if (off.kind !== 'saved') return off;
  const { organisation } = caller;
  await change(ports.store.sequences, { organisation, id }, (sequence) =>
    sequence === undefined ? 'unchanged' : { write: { ...sequence, status: 'deleted' as const } },
  );
  await ports.store.automations.remove(organisation, id);
  return { kind: 'deleted' };
}
