import type { Expected } from '../../domain/kernel/expected.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { refusalOfKind } from '../../domain/sequences/sequence-kind.ts';
import type { Sequence } from '../../domain/sequences/step.ts';
import type { Store } from '../../ports/store.ts';
import { saveItem, type Saved } from '../save-item.ts';

/** Makes a sequence, or replaces its name and draft; touches no enrolled lead until it is published (D10). */
export async function putSequence(
  ports: { store: Pick<Store, 'sequences'> },
  request: {
    caller: Caller;
    id: string;
    name: string;
    draft: Sequence['draft'];
    expected: Expected;
    now: Instant;
  },
): Promise<Saved<Sequence> | Refusal> {
  const { caller, id, name, draft, expected, now } = request;
  const { organisation } = caller;
  const existing = await ports.store.sequences.get(organisation, id);

  if (existing?.status === 'deleted') {
    return {
      kind: 'conflict',
      detail: 'A sequence with this id was deleted, which is final: choose another id.',
    };
  }
  const otherKind = refusalOfKind(existing, undefined);
  if (otherKind) return otherKind;
  const begun = { status: 'draft' as const, currentVersion: 0, createdBy: caller.userId, createdAt: now };

  return saveItem(
    ports.store.sequences,
    existing,
    {
      ...(existing ?? { ...begun, organisation, id }),
      name,
      draft,
      changedBy: caller.userId,
      changedAt: now,
    },
    expected,
  );
}
