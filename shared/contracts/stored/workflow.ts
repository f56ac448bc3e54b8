import * as z from 'zod/mini';
import type { Action } from '../../domain/workflows/actions.ts';
import { triggerTypes, type Trigger } from '../../domain/workflows/triggers.ts';
import type { Cause, Outcome, RunState, WorkflowRun } from '../../domain/workflows/run.ts';
import type { Workflow } from '../../domain/workflows/workflow.ts';
import { plain } from './codec.ts';
import { objectOf } from './object-of.ts';

const text = z.string();
const whole = z.number();
const maybe = z.optional(text);
const texts = z.array(text);
const triggerType = z.enum(triggerTypes);

const plainTrigger = z.enum(
  triggerTypes.filter((type) => type !== 'call-longer-than' && type !== 'link-clicked'),
);
const trigger: z.ZodMiniType<Trigger> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call-longer-than'), seconds: whole }),
  z.object({ type: z.literal('link-clicked'), link: maybe }),
  z.object({ type: plainTrigger }),
]);

const actions: z.ZodMiniType<Action[]> = z.array(
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('change-owner'), userId: text }),
    z.object({ type: z.literal('stop-sequence') }),
    z.object({ type: z.literal('pause-sequence'), amount: whole, unit: z.enum(['days', 'minutes']) }),
    z.object({ type: z.literal('move-to-sequence'), sequenceId: text }),
    z.object({ type: z.literal('go-to-last-step') }),
    z.object({ type: z.literal('change-integration-status'), accountStatus: maybe, leadStatus: maybe }),
  ]),
);

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
    createdAt: text,
  }),
);

/** What fired, as it is stored and sent. */
export const causeSchema = objectOf<Cause>()({
  organisation: text,
  leadId: text,
  activityId: text,
  at: text,
  enrollmentId: maybe,
  sequenceId: maybe,
  chain: texts,
  trigger: triggerType,
  key: text,
  seconds: z.optional(whole),
  links: z.optional(texts),
});

const state: z.ZodMiniType<RunState> = z.discriminatedUnion('status', [
  z.object({ status: z.literal('running') }),
  z.object({ status: z.literal('waiting'), until: text, tries: whole }),
  z.object({ status: z.literal('done'), at: text }),
  z.object({ status: z.literal('refused'), at: text, why: text }),
  z.object({ status: z.literal('failed'), at: text, tries: whole }),
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
    enrollmentIds: texts,
    actions,
    outcomes: z.array(
      objectOf<Outcome>()({
        kind: z.enum(['done', 'unchanged', 'refused', 'failed']),
        at: text,
        why: maybe,
      }),
    ),
    state,
    startedAt: text,
    changedAt: text,
  }),
);
