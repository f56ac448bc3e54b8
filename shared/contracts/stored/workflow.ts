import * as z from 'zod/mini';
import { actionOf, actionTypes, type Action } from '../../domain/workflows/actions.ts';
import type { Field, Fields } from '../../domain/workflows/fields.ts';
import { triggerOf, triggerTypes, type Trigger } from '../../domain/workflows/triggers.ts';
import { instant } from '../instant.ts';
import type { Cause, Outcome, RunState, WorkflowRun } from '../../domain/workflows/run.ts';
import type { Workflow } from '../../domain/workflows/workflow.ts';
import { plain } from './codec.ts';
import { objectOf } from './object-of.ts';
import { enrollmentId } from '../ids.ts';

const text = z.string();
const whole = z.number();
const maybe = z.optional(text);
const texts = z.array(text);
const triggerType = z.enum(triggerTypes);

const trigger = oneOf<Trigger>(triggerTypes, (type) => triggerOf(type).fields ?? {});
const actions = z.array(oneOf<Action>(actionTypes, (type) => actionOf(type).fields));

/** One of several things by `type`, each with its values, as their table describes them. */
function oneOf<One extends { type: string }>(
  types: readonly One['type'][],
  fieldsOf: (type: One['type']) => Fields,
): z.ZodMiniType<One> {
  const options = types.map((type) => {
    const shape = Object.entries(fieldsOf(type)).map(([name, field]) => [name, valueOf(field)]);
    return z.object({ type: z.literal(type), ...Object.fromEntries(shape) });
  });
  // The members are made at run time: their types are those of the table.
  return z.discriminatedUnion('type', options as [(typeof options)[0]]) as unknown as z.ZodMiniType<One>;
}

function valueOf(field: Field): z.ZodMiniType {
  const value = field.is === 'whole' ? whole : field.is === 'choice' ? z.enum(field.of) : text;
  return field.optional === true ? z.optional(value) : value;
}

/** A workflow as stored. */
export const workflowCodec = plain<Workflow>(
  objectOf<Workflow>()({
    organisation: text,
    id: text,
    revision: whole,
    name: text,
    sequenceId: maybe,
    trigger,
    actions,
    active: z.boolean(),
    createdBy: text,
    createdAt: instant,
  }),
);

/** What fired, as it is stored and sent. */
export const causeSchema = objectOf<Cause>()({
  organisation: text,
  leadId: text,
  activityId: text,
  at: instant,
  enrollmentId: z.optional(enrollmentId),
  sequenceId: maybe,
  chain: texts,
  trigger: triggerType,
  key: text,
  seconds: z.optional(whole),
  links: z.optional(texts),
});

const state: z.ZodMiniType<RunState> = z.discriminatedUnion('status', [
  z.object({ status: z.literal('running') }),
  z.object({ status: z.literal('waiting'), until: instant, tries: whole }),
  z.object({ status: z.literal('done'), at: instant }),
  z.object({ status: z.literal('refused'), at: instant, why: text }),
  z.object({ status: z.literal('failed'), at: instant, tries: whole }),
]);

/** A run of a workflow as stored. */
export const workflowRunCodec = plain<WorkflowRun>(
  objectOf<WorkflowRun>()({
    organisation: text,
    id: text,
    revision: whole,
    leadId: text,
    workflowId: text,
    name: text,
    cause: causeSchema,
    enrollmentIds: z.array(enrollmentId),
    actions,
    outcomes: z.array(
      objectOf<Outcome>()({
        kind: z.enum(['done', 'unchanged', 'refused', 'failed']),
        at: instant,
        why: maybe,
      }),
    ),
    state,
    startedAt: instant,
    changedAt: instant,
  }),
);
