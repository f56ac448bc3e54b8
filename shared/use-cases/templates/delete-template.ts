import { refusalOfExpected, type Expected } from '../../domain/kernel/expected.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import type { Store } from '../../ports/store.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { usesOfTemplate, describeUses } from './template-uses.ts';

/** Deletes a template that no sequence uses (D8). What was sent from it stays in the record by its hash. */
export async function deleteTemplate(
  ports: { store: Pick<Store, 'templates' | 'users' | 'sequences' | 'versions' | 'statistics'> },
  { caller, id, expected }: { caller: Caller; id: string; expected: Expected },
): Promise<{ kind: 'deleted' } | Refusal> {
  const { organisation } = caller;
  const [template, access, uses] = await Promise.all([
    ports.store.templates.get(organisation, id),
    loadAccessScope(ports.store, caller),
    usesOfTemplate(ports, organisation, id),
  ]);

  if (template === undefined) return { kind: 'not-found', what: 'template', id };
  if (!canAccess(access, template.ownerId)) {
    return { kind: 'forbidden', detail: 'The template belongs to another user.' };
  }
  const refused = refusalOfExpected(expected, template.revision);
  if (refused) return refused;
  if (uses.length > 0) {
    const detail = `${describeUses(uses)}. Choose another template there and publish, or delete the sequence.`;
    return { kind: 'conflict', detail, id: uses[0]?.sequenceId };
  }

  await ports.store.templates.remove(organisation, id);
  return { kind: 'deleted' };
}
