import { refusalOfExpected, type Expected } from '../../domain/kernel/expected.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { reaches, type Caller } from '../../domain/people/authority.ts';
import type { Store } from '../../ports/store.ts';
import { loadReach } from '../people/load-reach.ts';
import { usesOfTemplate, wordsOfUses } from './template-uses.ts';

/** Deletes a template that no sequence uses (D8). What was sent from it stays in the record by its hash. */
export async function deleteTemplate(
  ports: { store: Pick<Store, 'templates' | 'users' | 'sequences' | 'versions' | 'statistics'> },
  { caller, id, expected }: { caller: Caller; id: string; expected: Expected },
): Promise<{ kind: 'deleted' } | Refusal> {
  const { organisation } = caller;
  const [template, reach, uses] = await Promise.all([
    ports.store.templates.get(organisation, id),
    loadReach(ports.store, caller),
    usesOfTemplate(ports, organisation, id),
  ]);

  if (template === undefined) return { kind: 'not-found', what: 'template', id };
  if (!reaches(reach, template.ownerId)) {
    return { kind: 'forbidden', detail: 'The template belongs to another user.' };
  }
  const refused = refusalOfExpected(expected, template.revision);
  if (refused) return refused;
  if (uses.length > 0) {
    const detail = `${wordsOfUses(uses)}. Choose another template there and publish, or delete the sequence.`;
    return { kind: 'conflict', detail, id: uses[0]?.sequenceId };
  }

  await ports.store.templates.remove(organisation, id);
  return { kind: 'deleted' };
}
