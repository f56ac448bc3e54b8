import type { SequenceId } from '../../../domain/kernel/ids.ts';
import { isOver, type Enrollment } from '../../../domain/core/enrollment.ts';
import { refusalOfExpected, type Expected } from '../../../domain/kernel/expected.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Refusal } from '../../../domain/kernel/refusal.ts';
import { refusalOfKind } from '../../../domain/sequences/sequence-kind.ts';
import type { SequenceKind } from '../../../domain/sequences/step.ts';
import type { Caller } from '../../../domain/people/access.ts';
import type { PageRequest } from '../../../ports/documents.ts';
import type { WholePorts } from '../../core/engine-ports.ts';
import { summaryOf } from '../../../domain/statistics/rates.ts';
import type { Store } from '../../../ports/store.ts';
import { walkPages } from '../../../ports/walk.ts';
import { stopByJob } from './stop-by-job.ts';
import { stopOfEnded } from './stop-of-ended.ts';
import { saveItem } from '../../save-item.ts';

/** Stopped within the request; a job stops the rest. */
const stoppedAtOnce = 200;
/** Enrollments counted one by one; of a larger sequence the counters say how many are under way. */
const countedAtMost = 5_000;

/**
 * Deletes a sequence for good (D11): from the write on nothing more of it is sent, whatever is still planned.
 * Enrollments under way are stopped, many of them by a job; their history stays. `confirm` must be their number, which
 * shows that the warning was read. Deleting again goes on stopping.
 */
export async function deleteSequence(
  ports: WholePorts,
  request: {
    caller: Caller;
    id: string;
    /** Undefined: one that people enrol into. */
    kind?: SequenceKind | undefined;
    confirm?: number | undefined;
    expected: Expected;
    now: Instant;
    atOnce?: number | undefined;
  },
): Promise<{ kind: 'deleted' } | Refusal> {
  const { caller, id, confirm = 0, expected, now, atOnce = stoppedAtOnce } = request;
  const { organisation } = caller;
  const sequence = await ports.store.sequences.get(organisation, id);
  if (sequence === undefined) return { kind: 'not-found', what: 'sequence', id };
  const otherKind = refusalOfKind(sequence, request.kind);
  if (otherKind) return otherKind;
  const { open, all } = await openEnrollments(ports, organisation, id);
  const underWay = all
    ? open.length
    : Math.max(open.length, await leadsUnderWay(ports.store, organisation, id));

  const deleted = { ...sequence, status: 'deleted' as const };
  if (sequence.status !== 'deleted') {
    const refused = refusalOfExpected(expected, sequence.revision);
    if (refused) return refused;
    if (confirm !== underWay) {
      const detail = `${underWay} leads are under way in it and would receive nothing more: repeat with ?confirm=${underWay}.`;
      return { kind: 'conflict', detail };
    }
    const saved = await saveItem(ports.store.sequences, sequence, deleted, sequence.revision);
    if (saved.kind !== 'saved') return saved;
  }

  if (!all || open.length > atOnce) {
    await stopByJob(ports, { caller, sequenceId: id, now });
    return { kind: 'deleted' };
  }
  await stopOfEnded(ports, open, { sequence: deleted, now });
  return { kind: 'deleted' };
}

/** The enrollments of a sequence that are not over; `all`: there are no more than were read. */
async function openEnrollments(
  ports: WholePorts,
  organisation: string,
  id: string,
): Promise<{ open: Enrollment[]; all: boolean }> {
  const open: Enrollment[] = [];
  let cursor: string | undefined;
  const query = { index: 'bySequence', of: id } as const;
  const list = (page: PageRequest) => ports.store.enrollments.list(organisation, { ...page, query });
  for await (const page of walkPages(list, { most: countedAtMost })) {
    open.push(...page.items.filter(({ state }) => !isOver(state)));
    ({ cursor } = page);
  }
  return { open, all: cursor === undefined };
}

/** Leads of a sequence that are under way, from its statistics, which lag seconds behind (D11). */
async function leadsUnderWay(
  store: Pick<Store, 'statistics'>,
  organisation: string,
  sequenceId: SequenceId,
): Promise<number> {
  const [whole] = await store.statistics.ofWholes(organisation, [sequenceId]);
  return summaryOf(whole?.counts ?? {}).active;
}
