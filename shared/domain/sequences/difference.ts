import type { StepId } from '../kernel/ids.ts';
import type { Sequence, SequenceOptions, Step } from './step.ts';
import { stepsLeft } from './steps-left.ts';
import { versionToFollow } from './version-to-follow.ts';

/** What an edition does to one step; a new name alone changes nothing that happens. */
export type StepChange = {
  step: StepId;
  name: string;
  changes: ('added' | 'removed' | 'changed' | 'moved' | 'renamed')[];
  /** What of it changed, such as `wait`. */
  fields: (keyof Step)[];
};

const contents = [
  'type',
  'wait',
  'at',
  'weekdays',
  'templateId',
  'inThreadOf',
] as const satisfies (keyof Step)[];

/** What is different between the steps of two versions: those of the later one in order, then those that are gone. */
export function changesOfSteps(before: readonly Step[], after: readonly Step[]): StepChange[] {
  const moved = movedSteps(before, after);
  const present = after.flatMap((step): StepChange[] => {
    const old = before.find(({ id }) => id === step.id);
    if (old === undefined) return [{ step: step.id, name: step.name, changes: ['added'], fields: [] }];
    const fields = fieldsChanged(old, step);
    const changes: StepChange['changes'] = [
      ...(fields.length > 0 ? (['changed'] as const) : []),
      ...(moved.has(step.id) ? (['moved'] as const) : []),
      ...(old.name === step.name ? [] : (['renamed'] as const)),
    ];
    return changes.length === 0 ? [] : [{ step: step.id, name: step.name, changes, fields }];
  });
  const gone = before.filter(({ id }) => after.every((step) => step.id !== id));
  return [
    ...present,
    ...gone.map(({ id, name }): StepChange => ({ step: id, name, changes: ['removed'], fields: [] })),
  ];
}

function fieldsChanged(before: Step, after: Step): (typeof contents)[number][] {
  return contents.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}

/** The fewest steps that must move to get from one order to the other. */
function movedSteps(before: readonly Step[], after: readonly Step[]): Set<string> {
  const rank = new Map(before.map(({ id }, index) => [id, index]));
  const common = after.flatMap(({ id }) => (rank.has(id) ? [id] : []));
  // For each step the longest run in the old order that ends with it.
  const runs: string[][] = [];
  for (const [index, id] of common.entries()) {
    const earlier = runs
      .slice(0, index)
      .filter((run) => (rank.get(run.at(-1) ?? '') ?? 0) < (rank.get(id) ?? 0));
    const longest = earlier.reduce<string[]>((best, run) => (run.length > best.length ? run : best), []);
    runs.push([...longest, id]);
  }
  const kept = new Set(runs.reduce<string[]>((best, run) => (run.length > best.length ? run : best), []));
  return new Set(common.filter((id) => !kept.has(id)));
}

/** Where an enrollment is, as far as what comes next depends on it. */
export type Position = { version: number; pinned: boolean; done: readonly string[]; step: StepId };

/** What an edition means for one enrollment, from the step after the one that it is at (F5). */
export type LeadDifference = {
  /** `takes`: the new version · `keeps`: a former one, kept for those under way · `pinned`: its own. */
  follows: 'takes' | 'keeps' | 'pinned';
  /** Version and steps that come without the edition, and with it. */
  before: { version: number; steps: Step[] };
  after: { version: number; steps: Step[] };
  /** `ends`: no step is left after the present one, though there would have been. */
  effect: 'none' | 'changed' | 'ends';
};

/** A draft, the number that it will be published under, and whether for new enrollments only. */
export type Edition = Sequence['draft'] & { version: number; keepPresent: boolean };

const options = ['unsubscribeLink', 'stopOnReply', 'stopOnConversion'] as const;

/** Which options differ in what they do; what stops it is on unless it is off (D5, D7). */
export function changesOfOptions(before: SequenceOptions, after: SequenceOptions): (keyof SequenceOptions)[] {
  const meant = ({ unsubscribeLink, stopOnReply = true, stopOnConversion = true }: SequenceOptions) => ({
    unsubscribeLink: unsubscribeLink?.language,
    stopOnReply,
    stopOnConversion,
  });
  const [was, is] = [meant(before), meant(after)];
  return options.filter((option) => was[option] !== is[option]);
}

/**
 * What happens to an enrollment if a draft is published, by the very functions that will execute it (F5).
 *
 * @param versions those published; one that is missing has no steps.
 */
export function differenceFor(
  position: Position,
  sequence: Pick<Sequence, 'currentVersion' | 'forNewOnly'>,
  versions: (version: number) => Sequence['draft'] | undefined,
  edition: Edition,
): LeadDifference {
  const edited = afterEdition(sequence, edition);
  const held = (version: number): Sequence['draft'] =>
    (version === edition.version ? edition : versions(version)) ?? { steps: [] };
  const left = (version: number): Step[] => stepsLeft(held(version), [...position.done, position.step]);
  const before = versionToFollow(position, sequence);
  const after = versionToFollow(position, edited);
  const steps = { before: left(before), after: left(after) };
  return {
    follows: position.pinned ? 'pinned' : after === edition.version ? 'takes' : 'keeps',
    before: { version: before, steps: steps.before },
    after: { version: after, steps: steps.after },
    effect: effectOf(steps, changesOfOptions(held(before), held(after))),
  };
}

/**
 * The sequence as publishing leaves it. A number may lie unused between the present version and this one, of a
 * publication that was cut off: those under way keep the present version, so the line is drawn right behind that.
 */
export function afterEdition<S extends Pick<Sequence, 'currentVersion' | 'forNewOnly'>>(
  sequence: S,
  { version, keepPresent }: Pick<Edition, 'version' | 'keepPresent'>,
): S {
  return {
    ...sequence,
    currentVersion: version,
    ...(keepPresent && { forNewOnly: [...(sequence.forNewOnly ?? []), sequence.currentVersion + 1] }),
  };
}

function effectOf(
  { before, after }: { before: Step[]; after: Step[] },
  changed: (keyof SequenceOptions)[],
): LeadDifference['effect'] {
  if (before.length === 0 && after.length === 0) return 'none';
  const same =
    changed.length === 0 &&
    before.length === after.length &&
    before.every((step, index) => {
      const other = after[index];
      return other?.id === step.id && fieldsChanged(step, other).length === 0;
    });
  if (same) return 'none';
  return after.length === 0 ? 'ends' : 'changed';
}
