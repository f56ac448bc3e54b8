import { stepKinds, type Channel } from '../channels/step-types.ts';
import { type SequenceVersion, type Step } from '../sequences/step.ts';
import type { Agenda } from './agenda.ts';
import type { Course } from './course.ts';
import type { ImaginedLanes } from './imagined-lanes.ts';
import type { OnForeseen, Outset } from './outset.ts';

/** What a forecast is played on: where it started, the lanes as they are by now, what is to come, and who is told. */
export type Scene = { outset: Outset; lanes: ImaginedLanes; agenda: Agenda; tell: OnForeseen };

/** The version that an enrollment is in. */
export function versionOf({ outset }: Scene, { sequenceId, version }: Course): SequenceVersion | undefined {
  return outset.version(sequenceId, version);
}

/** A step of an enrollment's version. */
export function stepOf(scene: Scene, course: Course, wanted: string): Step | undefined {
  for (const step of versionOf(scene, course)?.steps ?? []) if (step.id === wanted) return step;
  return undefined;
}

/** The channel whose lane a step of an enrollment goes through; mail when the step is gone. */
export function channelOf(scene: Scene, course: Course, wanted: string): Channel {
  const step = stepOf(scene, course, wanted);
  return step === undefined ? 'mail' : stepKinds[step.type].lane;
}
