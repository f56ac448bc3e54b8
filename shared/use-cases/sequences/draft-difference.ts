import type { LeadId, StepId, UserId } from '../../domain/kernel/ids.ts';
import type { EnrollmentStatus } from '../../domain/core/enrollment.ts';
import { planNextStep } from '../../domain/core/plan-next-step.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Edition, LeadDifference } from '../../domain/sequences/difference.ts';
import type { Sequence, SequenceVersion } from '../../domain/sequences/step.ts';
import { refusalOfKind } from '../../domain/sequences/sequence-kind.ts';
import type { Store } from '../../ports/store.ts';
import { loadSender } from '../people/load-sender.ts';
import { memoizedByKey } from '../memoized-by-key.ts';
import {
  differenceOf,
  enrollmentsOf,
  isUnderWay,
  publishedVersions,
  totalsOf,
  type DifferenceTotals,
  type UnderWay,
} from './difference-totals.ts';
import { fromEpochMs } from '../../domain/time/instants.ts';
import type { EnrollmentId } from '../../domain/kernel/enrollment-id.ts';

type Ports = {
  store: Pick<Store, 'sequences' | 'versions' | 'enrollments' | 'leads' | 'users' | 'groups' | 'settings'>;
};

/** What the edition means for one lead. */
export type DifferenceOfLead = LeadDifference & {
  enrollmentId: EnrollmentId;
  leadId: LeadId;
  userId: UserId;
  version: number;
  step: StepId;
  status: EnrollmentStatus;
  /** When the next step is due by its own wait and hour, known where the present step has its time. */
  due: { before?: Instant | undefined; after?: Instant | undefined };
};

/** Totals come with the first page. */
export type DraftDifference = {
  version: number;
  totals?: DifferenceTotals | undefined;
  items: DifferenceOfLead[];
  cursor?: string | undefined;
};

/**
 * What publishing a draft, the stored one or another, would mean for each lead under way (D10, F5). Nothing is
 * changed; the functions that tell are those that will carry it out.
 */
export async function draftDifference(
  ports: Ports,
  request: {
    organisation: string;
    id: string;
    draft?: Sequence['draft'] | undefined;
    keepPresent: boolean;
    limit: number;
    cursor?: string | undefined;
  },
): Promise<{ kind: 'difference'; difference: DraftDifference } | Refusal> {
  const { organisation, id, keepPresent, limit, cursor } = request;
  const sequence = await ports.store.sequences.get(organisation, id);
  if (sequence === undefined || sequence.status === 'deleted')
    return { kind: 'not-found', what: 'sequence', id };
  const otherKind = refusalOfKind(sequence, undefined);
  if (otherKind) return otherKind;
  const draft = request.draft ?? sequence.draft;
  const edition: Edition = { ...draft, version: sequence.currentVersion + 1, keepPresent };
  const versions = await publishedVersions(ports, sequence);

  const page = await enrollmentsOf(ports, sequence, { limit, cursor });
  const items = await Promise.all(
    page.items.filter(isUnderWay).map(perLead(ports, sequence, versions, edition)),
  );
  const totals = cursor === undefined ? await totalsOf(ports, sequence, versions, edition) : undefined;
  return {
    kind: 'difference',
    difference: { version: edition.version, totals, items, cursor: page.cursor },
  };
}

/** Tells what comes for one lead, with the instants that are known. */
function perLead(
  { store }: Ports,
  sequence: Sequence,
  versions: Map<number, SequenceVersion>,
  edition: Edition,
): (enrollment: UnderWay) => Promise<DifferenceOfLead> {
  const sender = memoizedByKey((organisation: string, id: string) => loadSender(store, organisation, id));
  return async (enrollment) => {
    const { organisation, id, leadId, userId, version, done, state } = enrollment;
    const difference = differenceOf(enrollment, sequence, versions, edition);
    const [lead, from] = await Promise.all([
      store.leads.get(organisation, leadId),
      sender(organisation, userId),
    ]);
    const dueIn = (number: number): Instant | undefined => {
      const own = versions.get(number);
      const held = number === edition.version ? editedVersion(sequence, edition) : own;
      if (state.status !== 'scheduled' || lead === undefined || from === undefined) return undefined;
      const { step, at } = state;
      const behind = { enrollmentId: id, done, step, lead, sender: from, version: held, at };
      const next = planNextStep(behind);
      return next.kind === 'plan' ? next.plan.due : undefined;
    };
    return {
      ...difference,
      enrollmentId: id,
      leadId,
      userId,
      version,
      step: state.step,
      status: state.status,
      due: { before: dueIn(difference.before.version), after: dueIn(difference.after.version) },
    };
  };
}

function editedVersion({ organisation, id }: Sequence, { version, steps }: Edition): SequenceVersion {
  return { organisation, sequenceId: id, version, steps, publishedAt: fromEpochMs(0), publishedBy: '' };
}
