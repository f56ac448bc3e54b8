import * as z from 'zod/mini';
import type { SequenceId } from '../kernel/ids.ts';
import { number, sequenceIdText, text } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';
import { actionShape } from './actions.ts';
import { trigger, type TriggerType } from './triggers.ts';

/**
 * A trigger and what is done when it fires, in order (A13, B). A standard one applies everywhere; one of a sequence
 * takes the place of the standard one with the same trigger there.
 */
export const workflow = z.object({
  organisation: text,
  /** Made from scope and trigger, so that there cannot be two of both. */
  id: text,
  revision: number,
  name: text,
  /** The one sequence that it is for; undefined: standard. */
  sequenceId: z.optional(sequenceIdText),
  trigger,
  actions: z.array(actionShape),
  /** One that is not does nothing. In its sequence it still stands in the place of the standard one. */
  active: z.boolean(),
  createdBy: text,
  createdAt: instant,
});
export type Workflow = z.output<typeof workflow>;

/** The id of the workflow of a trigger in a scope; a sequence's has a dot, a standard one none. */
export function workflowId(trigger: TriggerType, sequenceId: SequenceId | undefined): string {
  return sequenceId === undefined ? trigger : `${sequenceId}.${trigger}`;
}

/** The workflow that a trigger means in a sequence, or outside of any: the sequence's own, else the standard one (A13). */
export function workflowFor(
  workflows: readonly Workflow[],
  trigger: TriggerType,
  sequenceId: SequenceId | undefined,
): Workflow | undefined {
  const at = (id: string) => workflows.find((workflow) => workflow.id === id);
  const own = sequenceId === undefined ? undefined : at(workflowId(trigger, sequenceId));
  return own ?? at(workflowId(trigger, undefined));
}
