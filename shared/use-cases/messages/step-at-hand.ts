import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { Sender } from '../../domain/core/planning.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { Sequence, SequenceVersion, Step } from '../../domain/sequences/step.ts';

/** A step about to be sent, whoever has it sent: the engine, or a person from a task. */
export type StepAtHand = {
  enrollment: Enrollment;
  /** Of a feedback sequence, which asks for a survey; undefined: it does not matter. */
  sequence?: Sequence | undefined;
  version: SequenceVersion;
  step: Step;
  lead: Lead;
  sender: Sender;
};
