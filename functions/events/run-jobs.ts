import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { jobPorts } from '#functions/runtime/job-ports.ts';
import { logger } from '#functions/runtime/logger.ts';
import { readMessages } from '#functions/runtime/message-body.ts';
import { runJobMessage, type RunJobMessage } from '#shared/contracts/messages/run-job.ts';
import { runJobSlice } from '#shared/use-cases/jobs/run/run-job-slice.ts';

/** Runs the next slice of each job asked for. A slice that fails is delivered again and changes nothing twice. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  // Gather
  const { messages, unreadable } = readMessages(runJobMessage, event.Records);
  // Decide and act
  const failed: string[] = [];
  for (const { id, body } of messages) if (!(await ran(body))) failed.push(id);
  // Answer
  return { batchItemFailures: [...unreadable, ...failed].map((itemIdentifier) => ({ itemIdentifier })) };
}

async function ran({ organisation, jobId }: RunJobMessage): Promise<boolean> {
  try {
    const job = await runJobSlice(jobPorts(), { organisation, jobId, now: clock.now() });
    logger.info('slice run', { organisation, jobId, status: job?.status, progress: job?.progress });
    return true;
  } catch (error) {
    logger.error('slice failed; it comes again', { organisation, jobId, error });
    return false;
  }
}
