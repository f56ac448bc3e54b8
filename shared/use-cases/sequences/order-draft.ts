import type { Expected } from '../../domain/kernel/expected.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { refusalOfKind } from '../../domain/sequences/sequence-kind.ts';
import type { Sequence, Step } from '../../domain/sequences/step.ts';
import { orderProblems, threadsOutOfOrder } from '../../domain/sequences/validate-sequence.ts';
import type { Store } from '../../ports/store.ts';
import { saveItem, type Saved } from '../save-item.ts';

/** Puts the steps of a draft in another order (D2). They keep their ids; no reply may come before what it answers (D6). */
export async function orderDraft(
  ports: { store: Pick<Store, 'sequences'> },
  request: { caller: Caller; id: string; steps: readonly string[]; expected: Expected; now: Instant },
): Promise<Saved<Sequence> | Refusal> {
  const { caller, id, steps: order, expected, now } = request;
  const sequence = await ports.store.sequences.get(caller.organisation, id);
  if (sequence === undefined || sequence.status === 'deleted')
    return { kind: 'not-found', what: 'sequence', id };
  const otherKind = refusalOfKind(sequence, undefined);
  if (otherKind) return otherKind;
  const { draft } = sequence;

  const wrong = orderProblems(draft.steps, order);
  if (wrong.length > 0) return { kind: 'invalid', problems: wrong };
  const steps = order.flatMap((each): Step[] => draft.steps.filter((step) => step.id === each));
  const threads = threadsOutOfOrder(steps);
  if (threads.length > 0) return { kind: 'invalid', problems: threads };

  const ordered = { ...sequence, draft: { ...draft, steps }, changedBy: caller.userId, changedAt: now };
  return saveItem(ports.store.sequences, sequence, ordered, expected);
}
