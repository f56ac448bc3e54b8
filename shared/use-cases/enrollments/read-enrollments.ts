import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import type { Page } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';
import { listOver } from '../list-over.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import type { EnrollmentId } from '../../domain/kernel/enrollment-id.ts';

type Ports = { store: Pick<Store, 'enrollments' | 'sequences' | 'users'> };

/** An enrollment whose sender the caller can access. */
export async function readEnrollment(
  ports: Ports,
  { caller, id }: { caller: Caller; id: EnrollmentId },
): Promise<{ kind: 'read'; item: Enrollment } | Refusal> {
  const [item, access] = await Promise.all([
    ports.store.enrollments.get(caller.organisation, id),
    loadAccessScope(ports.store, caller),
  ]);
  if (item === undefined) return { kind: 'not-found', what: 'enrollment', id };
  return canAccess(access, item.userId)
    ? { kind: 'read', item }
    : { kind: 'forbidden', detail: 'The enrollment belongs to another user.' };
}

/** Which enrollments: of a lead, else of a sequence, else of all sequences. */
export type EnrollmentFilter = {
  lead?: string | undefined;
  sequence?: string | undefined;
  /** Only those in this state. */
  status?: 'unknown' | undefined;
};

/** A page of enrollments, as far as the caller can access them; others are left out of it. */
export async function listEnrollments(
  ports: Ports,
  request: EnrollmentFilter & { caller: Caller; limit: number; cursor?: string | undefined },
): Promise<Page<Enrollment>> {
  const { caller, lead, sequence, status, ...options } = request;
  const { store } = ports;
  const { organisation } = caller;
  const access = await loadAccessScope(store, caller);

  const wanted = (item: Enrollment) =>
    canAccess(access, item.userId) &&
    (sequence === undefined || item.sequenceId === sequence) &&
    (status === undefined || item.state.status === status);
  const ofSequence = async (of: string, page: typeof options): Promise<Page<Enrollment>> => {
    const found = await store.enrollments.list(organisation, { ...page, query: { index: 'bySequence', of } });
    return { ...found, items: found.items.filter(wanted) };
  };

  if (lead !== undefined) {
    const page = await store.enrollments.list(organisation, { ...options, group: lead });
    return { ...page, items: page.items.filter(wanted) };
  }
  if (sequence !== undefined) return ofSequence(sequence, options);
  const all = await listAll(store.sequences, organisation);
  return listOver(
    all.map(({ id }) => id),
    options,
    ofSequence,
  );
}
