import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { Sender } from '../../domain/core/planning.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { SequenceVersion, Step } from '../../domain/sequences/step.ts';

/** A step about to be sent, whoever has it sent: the engine, or a person from a task. */
export type StepAtHand = {
  enrollment: Enrollment;
  version: SequenceVersion;
  step: Step;
  lead: Lead;
  sender: Sender;
};
