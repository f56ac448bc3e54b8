import type { HourWarning } from '../../domain/core/enroll-warnings.ts';
import type { Problem } from '../../domain/kernel/problem.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { refusalOfKind } from '../../domain/sequences/sequence-kind.ts';
import type { Store } from '../../ports/store.ts';
import { countAffected, type Affected } from './difference-totals.ts';
import { draftProblems, draftWarnings } from './draft-problems.ts';

/** What keeps the draft of a sequence from being published, what to know before it is (D3), and how many leads a publication would change something for (D10). */
export async function validateDraft(
  ports: { store: Pick<Store, 'sequences' | 'versions' | 'enrollments' | 'templates' | 'settings'> },
  request: { organisation: string; id: string },
): Promise<({ kind: 'validated'; problems: Problem[]; warnings: HourWarning[] } & Affected) | Refusal> {
  const { organisation, id } = request;
  const sequence = await ports.store.sequences.get(organisation, id);
  if (sequence === undefined || sequence.status === 'deleted')
    return { kind: 'not-found', what: 'sequence', id };
  const otherKind = refusalOfKind(sequence, undefined);
  if (otherKind) return otherKind;
  const [problems, warnings, affected] = await Promise.all([
    draftProblems(ports.store, organisation, sequence.draft),
    draftWarnings(ports.store, organisation, sequence.draft),
    countAffected(ports, sequence, false),
  ]);
  return { kind: 'validated', problems, warnings, ...affected };
}
