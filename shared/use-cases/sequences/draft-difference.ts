import { isOver, type Enrollment, type EnrollmentStatus } from '../../domain/core/enrollment.ts';
import { whatFollows } from '../../domain/core/what-follows.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import {
  changesOfOptions,
  changesOfSteps,
  differenceFor,
  type Edition,
  type LeadDifference,
  type StepChange,
} from '../../domain/sequences/difference.ts';
import type { Sequence, SequenceOptions, SequenceVersion } from '../../domain/sequences/step.ts';
import type { Store } from '../../ports/store.ts';
import { loadSender } from '../engine/load-sender.ts';
import { onceEach } from '../engine/once-each.ts';

type Ports = {
  store: Pick<Store, 'sequences' | 'versions' | 'enrollments' | 'leads' | 'users' | 'groups' | 'settings'>;
};

/** Enrollments read for the totals: what an answer within half a minute can hold. */
const mostRead = 10_000;

/** Leads under way that one edition means the same for. */
export type DifferenceGroup = Pick<LeadDifference, 'follows' | 'effect'> & {
  /** The version and step that they are at, which they keep. */
  version: number;
  step: string;
  before: string[];
  after: string[];
  leads: number;
};

/** Totals over all leads under way. */
export type DifferenceTotals = {
  /** Leads under way. */
  underWay: number;
  /** Of these, for whom something changes. */
  affected: number;
  /** Of these, whose sequence ends after the present step. */
  ending: number;
  pinned: number;
  /** False: there are more leads than are counted here. */
  complete: boolean;
  groups: DifferenceGroup[];
  steps: StepChange[];
  /** What else is different from the present version. */
  options: (keyof SequenceOptions)[];
};

/** What the edition means for one lead. */
export type DifferenceOfLead = LeadDifference & {
  enrollmentId: string;
  leadId: string;
  userId: string;
  version: number;
  step: string;
  status: EnrollmentStatus;
  /** When the next step is due by its own wait, known where the present step has its time. */
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
  const draft = request.draft ?? sequence.draft;
  const edition: Edition = { ...draft, version: sequence.currentVersion + 1, keepPresent };
  const versions = await publishedVersions(ports, sequence);
  const list = (options: { limit: number; cursor?: string | undefined }) =>
    ports.store.enrollments.list(organisation, { ...options, query: { index: 'bySequence', of: id } });

  const page = await list({ limit, cursor });
  const items = await Promise.all(
    page.items.filter(isUnderWay).map(perLead(ports, sequence, versions, edition)),
  );
  const totals = cursor === undefined ? await totalsOf(list, sequence, versions, edition) : undefined;
  return {
    kind: 'difference',
    difference: { version: edition.version, totals, items, cursor: page.cursor },
  };
}

type UnderWay = Enrollment & { state: Exclude<Enrollment['state'], { status: 'stopped' | 'finished' }> };

function isUnderWay(enrollment: Enrollment): enrollment is UnderWay {
  return !isOver(enrollment.state);
}

/** All versions of a sequence, by number: they are few, and each lead may be on another. */
async function publishedVersions(
  { store }: Ports,
  { organisation, id, currentVersion }: Sequence,
): Promise<Map<number, SequenceVersion>> {
  const numbers = Array.from({ length: currentVersion }, (_, before) => before + 1);
  const found = await store.versions.getMany(
    organisation,
    numbers.map((number) => `${id}.${number}`),
  );
  return new Map(found.map((version) => [version.version, version]));
}

function differenceOf(
  enrollment: UnderWay,
  sequence: Sequence,
  versions: Map<number, SequenceVersion>,
  edition: Edition,
): LeadDifference {
  const { version, pinned, done, state } = enrollment;
  const position = { version, pinned, done, step: state.step };
  return differenceFor(position, sequence, (number) => versions.get(number), edition);
}

/** Tells what comes for one lead, with the instants that are known. */
function perLead(
  { store }: Ports,
  sequence: Sequence,
  versions: Map<number, SequenceVersion>,
  edition: Edition,
): (enrollment: UnderWay) => Promise<DifferenceOfLead> {
  const sender = onceEach((organisation: string, id: string) => loadSender(store, organisation, id));
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
      const behind = { enrollmentId: id, done: [...done, state.step], lead, sender: from, version: held };
      const next = whatFollows({ ...behind, at: state.at });
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
  return { organisation, sequenceId: id, version, steps, publishedAt: '', publishedBy: '' };
}

type List = (options: {
  limit: number;
  cursor?: string | undefined;
}) => Promise<{ items: Enrollment[]; cursor?: string | undefined }>;

async function totalsOf(
  list: List,
  sequence: Sequence,
  versions: Map<number, SequenceVersion>,
  edition: Edition,
): Promise<DifferenceTotals> {
  const groups = new Map<string, DifferenceGroup>();
  let [read, underWay, affected, ending, pinned] = [0, 0, 0, 0, 0];
  let cursor: string | undefined;
  do {
    const page = await list({ limit: 100, cursor });
    for (const enrollment of page.items.filter(isUnderWay)) {
      const { follows, effect, before, after } = differenceOf(enrollment, sequence, versions, edition);
      underWay += 1;
      affected += effect === 'none' ? 0 : 1;
      ending += effect === 'ends' ? 1 : 0;
      pinned += follows === 'pinned' ? 1 : 0;
      const group = {
        follows,
        effect,
        version: enrollment.version,
        step: enrollment.state.step,
        before: before.steps.map((step) => step.id),
        after: after.steps.map((step) => step.id),
      };
      const key = JSON.stringify(group);
      groups.set(key, { ...group, leads: (groups.get(key)?.leads ?? 0) + 1 });
    }
    read += page.items.length;
    ({ cursor } = page);
  } while (cursor !== undefined && read < mostRead);
  const present: Sequence['draft'] = versions.get(sequence.currentVersion) ?? { steps: [] };
  return {
    underWay,
    affected,
    ending,
    pinned,
    complete: cursor === undefined,
    groups: [...groups.values()].toSorted((a, b) => b.leads - a.leads),
    steps: changesOfSteps(present.steps, edition.steps),
    options: changesOfOptions(present, edition),
  };
}
