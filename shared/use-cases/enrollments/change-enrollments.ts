import type { Command, Lasts } from '../../domain/core/commands.ts';
import { isPending, type Enrollment } from '../../domain/core/enrollment.ts';
import type { EnrollmentId } from '../../domain/kernel/enrollment-id.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Reason } from '../../domain/settings/reason.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import { ContentionError } from '../../ports/contention-error.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { executeOne, type Outcome } from '../core/execute.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';

/** What is to be done with enrollments. */
export type EnrollmentAction =
  | { kind: 'pause'; until?: Instant | undefined; lasts?: Lasts | undefined }
  | { kind: 'resume' }
  | { kind: 'stop' };

/** What became of one of them. `unchanged`: it was so already. */
export type ActionResult = { id: EnrollmentId } & (
  | { outcome: 'changed' | 'unchanged'; status: Enrollment['state']['status'] }
  | { outcome: 'refused' | 'forbidden' | 'not-found' | 'busy'; why: string }
);

/** Enrollments changed side by side; those of one lane give way to each other. */
const AT_ONCE = 4;

/**
 * Does the same with several enrollments that the caller can access, each on its own, as asked for one by one (F12).
 * What one is refused keeps no other back. Repeated, what is done already is `unchanged`.
 *
 * @returns the outcome of each, in the order asked
 */
export async function changeEnrollments(
  ports: WholePorts,
  request: { caller: Caller; ids: readonly EnrollmentId[]; action: EnrollmentAction; now: Instant },
): Promise<ActionResult[]> {
  const { caller, ids, action, now } = request;
  const { organisation, userId } = caller;
  const [read, access] = await Promise.all([
    ports.store.enrollments.getMany(organisation, ids),
    loadAccessScope(ports.store, caller),
  ]);
  const found = new Map(read.map((enrollment) => [enrollment.id, enrollment]));
  const command = commandOf(action, { kind: 'person', userId });
  const results = await inChunks(ids, AT_ONCE, async (id): Promise<ActionResult> => {
    const enrollment = found.get(id);
    if (enrollment === undefined) return { id, outcome: 'not-found', why: 'There is no such enrollment.' };
    if (!canAccess(access, enrollment.userId))
      return { id, outcome: 'forbidden', why: 'The enrollment belongs to another user.' };
    const { status } = enrollment.state;
    if (action.kind === 'resume' && isPending(enrollment.state)) return { id, outcome: 'unchanged', status };
    try {
      return resultOf(id, await executeOne(ports, { organisation, enrollment: id, command }, now));
    } catch (error) {
      if (!(error instanceof ContentionError)) throw error;
      return { id, outcome: 'busy', why: 'Others change it at this moment: try again.' };
    }
  });
  return results.map(({ result }) => result);
}

function commandOf(action: EnrollmentAction, because: Reason): Command {
  return action.kind === 'pause' ? { ...action, because, shortens: true } : { ...action, because };
}

function resultOf(id: EnrollmentId, outcome: Outcome): ActionResult {
  switch (outcome.kind) {
    case 'changed':
    case 'unchanged':
      return { id, outcome: outcome.kind, status: outcome.enrollment.state.status };
    case 'refused':
      return { id, outcome: 'refused', why: whyOf(outcome.refusal) };
    case 'not-found':
      return { id, outcome: 'not-found', why: 'There is no such enrollment.' };
  }
}

/** The engine refuses by what stands in the way. */
function whyOf(refusal: Refusal): string {
  return 'detail' in refusal ? refusal.detail : 'It cannot be done as it stands.';
}
