import { isOver } from '../../domain/enrollment/enrollment.ts';
import { refusalOfExpected, type Expected } from '../../domain/kernel/expected.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/authority.ts';
import type { EnginePorts } from '../engine/engine-ports.ts';
import { inChunks } from '../engine/in-chunks.ts';
import { stopEnrollment } from '../engine/stop-enrollment.ts';
import { saveItem } from '../save-item.ts';

const concurrency = 20;
/** Stopped within the request; the rest stop when they wake, since nothing is sent of a deleted sequence. */
const stoppedAtOnce = 2000;

/**
 * Deletes a sequence for good (D11): from the write on nothing more of it is sent. Enrollments under way are stopped,
 * their history stays. `confirm` must be their number, which shows that the warning was read. Deleting again goes on
 * stopping.
 */
export async function deleteSequence(
  ports: EnginePorts,
  request: { caller: Caller; id: string; confirm?: number | undefined; expected: Expected; now: Instant },
): Promise<{ kind: 'deleted' } | Refusal> {
  const { caller, id, confirm = 0, expected, now } = request;
  const { organisation } = caller;
  const sequence = await ports.store.sequences.get(organisation, id);
  if (sequence === undefined) return { kind: 'not-found', what: 'sequence', id };
  const open = await openEnrollments(ports, organisation, id);

  if (sequence.status !== 'deleted') {
    const refused = refusalOfExpected(expected, sequence.revision);
    if (refused) return refused;
    if (confirm !== open.length) {
      const detail = `${open.length} leads are under way in it and would receive nothing more: repeat with ?confirm=${open.length}.`;
      return { kind: 'in-the-way', detail };
    }
    const deleted = await saveItem(
      ports.store.sequences,
      sequence,
      { ...sequence, status: 'deleted' },
      sequence.revision,
    );
    if (deleted.kind !== 'saved') return deleted;
  }

  const because = { kind: 'engine', rule: 'sequence-deleted' } as const;
  await inChunks(open.slice(0, stoppedAtOnce), concurrency, (each) =>
    stopEnrollment(ports, { organisation, id: each, because, now }),
  );
  return { kind: 'deleted' };
}

/** Ids of the enrollments of a sequence that are not over. */
async function openEnrollments(ports: EnginePorts, organisation: string, id: string): Promise<string[]> {
  const open: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { index: 'bySequence', of: id } as const;
    const page = await ports.store.enrollments.list(organisation, { limit: 100, cursor, query });
    open.push(...page.items.filter(({ state }) => !isOver(state)).map((each) => each.id));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return open;
}
