import * as z from 'zod/mini';
import type { WorkflowMessage } from '../../domain/workflows/run.ts';
import { causeSchema } from '../stored/workflow.ts';

/** A message of the queue of workflows. */
export const runWorkflowMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cause'), cause: causeSchema }),
  z.object({ kind: z.literal('again'), organisation: z.string(), runId: z.string(), tries: z.number() }),
]) satisfies z.ZodMiniType<WorkflowMessage>;
