import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { enginePorts } from '#functions/runtime/engine-ports.ts';
import { logger } from '#functions/runtime/logger.ts';
import { readMessages } from '#functions/runtime/message-body.ts';
import { store } from '#functions/runtime/store.ts';
import { matchMessage } from '#shared/domain/automations/match.ts';
import { inChunks } from '#shared/domain/kernel/in-chunks.ts';
import { lookAtSubject } from '#shared/use-cases/matching/look-at-subject.ts';
import { runningReadOnce } from '#shared/use-cases/matching/running-automations.ts';

/** Messages worked off side by side, each about some subjects. */
const AT_ONCE = 3;
/** What is not begun when so little time is left is left to another call, in milliseconds. */
const TIME_TO_STOP_MS = 30_000;

/**
 * Looks whether automations match what changed, or what time may have changed (E1). Looking again does nothing twice. Where
 * many automations run there may be no time for all of a batch: the function sends itself the rest.
 */
export async function handler(
  event: SQSEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<SQSBatchResponse> {
  // Gather
  const { messages, unreadable } = readMessages(matchMessage, event.Records);
  // Decide and act
  const ports = { ...enginePorts(), running: runningReadOnce(store()) };
  const failed: string[] = [];
  await inChunks(messages, AT_ONCE, async ({ id, body }) => {
    try {
      if (context.getRemainingTimeInMillis() > TIME_TO_STOP_MS) await lookAtSubject(ports, body, clock.now());
      else await ports.queue.lookForMatches(body);
    } catch (error) {
      const { organisation, subject } = body;
      logger.error('not looked whether an automation matches; it comes again', {
        organisation,
        subject,
        error,
      });
      failed.push(id);
    }
  });
  // Answer
  return { batchItemFailures: [...unreadable, ...failed].map((itemIdentifier) => ({ itemIdentifier })) };
}
