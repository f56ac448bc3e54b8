import type { HourWarning } from '../../domain/core/enroll-warnings.ts';
import { refusalOfExpected, type Expected } from '../../domain/kernel/expected.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { problemsUnder } from '../../domain/kernel/problem.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { afterEdition } from '../../domain/sequences/difference.ts';
import { refusalOfKind } from '../../domain/sequences/sequence-kind.ts';
import type { Sequence, SequenceKind, SequenceVersion } from '../../domain/sequences/step.ts';
import type { Store } from '../../ports/store.ts';
import { saveItem, type Saved } from '../save-item.ts';
import { countAffected, type Affected } from './difference-totals.ts';
import { draftProblems, draftWarnings } from './draft-problems.ts';

/** What is known of a publication: whose hours leave out that of a step (D3), and whom it changes something for (D10). */
export type Published = Saved<Sequence> & Affected & { warnings: HourWarning[] };

/**
 * Publishes the draft as a new, immutable version (D10); `keepPresent`: leads under way go on with theirs. The version
 * is written before the sequence names it: cut off in between, publishing again writes the next number over nothing
 * and finds this one unused.
 */
export async function publishSequence(
  ports: { store: Pick<Store, 'sequences' | 'versions' | 'enrollments' | 'templates' | 'settings'> },
  request: {
    caller: Caller;
    id: string;
    /** Undefined: one that people enrol into. */
    kind?: SequenceKind | undefined;
    keepPresent: boolean;
    expected: Expected;
    now: Instant;
  },
): Promise<Published | Refusal> {
  const { caller, id, keepPresent, expected, now } = request;
  const { organisation } = caller;
  const sequence = await ports.store.sequences.get(organisation, id);
  if (sequence === undefined || sequence.status === 'deleted')
    return { kind: 'not-found', what: 'sequence', id };

  const otherKind = refusalOfKind(sequence, request.kind);
  if (otherKind) return otherKind;
  const refused = refusalOfExpected(expected, sequence.revision);
  if (refused) return refused;
  const problems = await draftProblems(ports.store, organisation, sequence.draft);
  if (problems.length > 0) return { kind: 'invalid', problems: problemsUnder(['draft'], problems) };

  const [warnings, affected] = await Promise.all([
    draftWarnings(ports.store, organisation, sequence.draft),
    countAffected(ports, sequence, keepPresent),
  ]);
  const version = await writeVersion(ports.store, sequence, { publishedAt: now, publishedBy: caller.userId });
  const published = {
    ...afterEdition(sequence, { version, keepPresent }),
    status: 'active' as const,
    publishedAt: now,
    changedBy: caller.userId,
    changedAt: now,
  };
  const saved = await saveItem(ports.store.sequences, sequence, published, sequence.revision);
  return saved.kind === 'saved' ? { ...saved, ...affected, warnings } : saved;
}

/** Writes the draft under the first number that no version has yet. */
export async function writeVersion(
  store: Pick<Store, 'versions'>,
  of: Pick<Sequence, 'organisation' | 'id' | 'currentVersion' | 'draft'>,
  published: Pick<SequenceVersion, 'publishedAt' | 'publishedBy'>,
): Promise<number> {
  const { organisation, id: sequenceId, currentVersion, draft } = of;
  for (let version = currentVersion + 1; ; version += 1) {
    const item = { organisation, sequenceId, version, revision: 1, ...draft, ...published };
    if ((await store.versions.put(item, 'absent')) === 'written') return version;
  }
}
