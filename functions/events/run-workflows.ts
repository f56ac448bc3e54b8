import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { enginePorts } from '#functions/runtime/engine-ports.ts';
import { logger } from '#functions/runtime/logger.ts';
import { readMessages } from '#functions/runtime/message-body.ts';
import { workflowMessage, type WorkflowMessage } from '#shared/domain/workflows/run.ts';
import { runWorkflows } from '#shared/use-cases/workflows/run-workflows.ts';

/** Does what workflows say (B). An action that fails is noted with its run; only work that died comes again as it was. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  // Gather
  const { messages, unreadable } = readMessages(workflowMessage, event.Records);
  // Decide and act
  const failed: string[] = [];
  for (const { id, body } of messages) if (!(await ran(body))) failed.push(id);
  // Answer
  return { batchItemFailures: [...unreadable, ...failed].map((itemIdentifier) => ({ itemIdentifier })) };
}

async function ran(message: WorkflowMessage): Promise<boolean> {
  const of = message.kind === 'cause' ? message.cause.activityId : message.runId;
  try {
    for (const { run, error } of await runWorkflows(enginePorts(), message, clock.now())) {
      const { id, workflowId, state } = run;
      const { status } = state;
      // Its admin's to mend, and listed for that: no error of ours, of which an alarm is made.
      if (status === 'failed') logger.warn('workflow failed for the last time', { id, workflowId, error });
      else if (status === 'waiting')
        logger.warn('action failed; it is tried again', { id, workflowId, error });
      else logger.info('workflow run', { id, workflowId, status });
    }
    return true;
  } catch (error) {
    logger.error('workflow not run; it comes again', { of, error });
    return false;
  }
}
