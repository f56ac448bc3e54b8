import type { StepId } from '../../domain/kernel/ids.ts';
import { isOver, type Enrollment } from '../../domain/core/enrollment.ts';
import {
  changesOfOptions,
  changesOfSteps,
  differenceFor,
  type Edition,
  type LeadDifference,
  type StepChange,
} from '../../domain/sequences/difference.ts';
import type { Sequence, SequenceOptions, SequenceVersion } from '../../domain/sequences/step.ts';
import type { Page, PageRequest } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { walkPages } from '../../ports/walk.ts';

type Ports = { store: Pick<Store, 'versions' | 'enrollments'> };

/** Enrollments read for the totals: what an answer within half a minute can hold. */
const mostRead = 10_000;

/** Leads under way that one edition means the same for. */
export type DifferenceGroup = Pick<LeadDifference, 'follows' | 'effect'> & {
  /** The version and step that they are at, which they keep. */
  version: number;
  step: StepId;
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

/** How many leads an edition changes something for (D10). */
export type Affected = Pick<DifferenceTotals, 'affected' | 'complete'>;

/**
 * How many leads under way publishing a draft would change something for (D10): the very number that its difference
 * shows. Who is pinned, or keeps a former version, is not among them.
 */
export async function countAffected(
  ports: Ports,
  sequence: Sequence,
  keepPresent: boolean,
): Promise<Affected> {
  const edition = { ...sequence.draft, version: sequence.currentVersion + 1, keepPresent };
  const { affected, complete } = await totalsOf(
    ports,
    sequence,
    await publishedVersions(ports, sequence),
    edition,
  );
  return { affected, complete };
}

/** An enrollment that is not over. */
export type UnderWay = Enrollment & {
  state: Exclude<Enrollment['state'], { status: 'stopped' | 'finished' }>;
};

/** Whether an enrollment is not over. */
export function isUnderWay(enrollment: Enrollment): enrollment is UnderWay {
  return !isOver(enrollment.state);
}

/** All versions of a sequence, by number: they are few, and each lead may be on another. */
export async function publishedVersions(
  { store }: { store: Pick<Store, 'versions'> },
  { organisation, id, currentVersion }: Sequence,
): Promise<Map<number, SequenceVersion>> {
  const numbers = Array.from({ length: currentVersion }, (_, before) => before + 1);
  const found = await store.versions.getMany(
    organisation,
    numbers.map((number) => `${id}.${number}`),
  );
  return new Map(found.map((version) => [version.version, version]));
}

/** What an edition means for one enrollment. */
export function differenceOf(
  enrollment: UnderWay,
  sequence: Sequence,
  versions: Map<number, SequenceVersion>,
  edition: Edition,
): LeadDifference {
  const { version, pinned, done, state } = enrollment;
  const position = { version, pinned, done, step: state.step };
  return differenceFor(position, sequence, (number) => versions.get(number), edition);
}

/** A page of the enrollments in a sequence, over or not. */
export function enrollmentsOf(
  { store }: Ports,
  { organisation, id }: Pick<Sequence, 'organisation' | 'id'>,
  page: PageRequest,
): Promise<Page<Enrollment>> {
  return store.enrollments.list(organisation, { ...page, query: { index: 'bySequence', of: id } });
}

/** Counts whom an edition means what for: see {@link DifferenceTotals}. */
export async function totalsOf(
  ports: Ports,
  sequence: Sequence,
  versions: Map<number, SequenceVersion>,
  edition: Edition,
): Promise<DifferenceTotals> {
  const groups = new Map<string, DifferenceGroup>();
  let [underWay, affected, ending, pinned] = [0, 0, 0, 0];
  let cursor: string | undefined;
  const list = (page: PageRequest) => enrollmentsOf(ports, sequence, page);
  for await (const page of walkPages(list, { most: mostRead })) {
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
    ({ cursor } = page);
  }
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
