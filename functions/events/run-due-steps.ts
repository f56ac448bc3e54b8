import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { wakeUpMessage, type WakeUp } from '#shared/domain/lanes/wake-up.ts';
import { logHeld } from '#functions/runtime/log-held.ts';
import { logger } from '#functions/runtime/logger.ts';
import { readMessages } from '#functions/runtime/message-body.ts';
import { clock, stepPorts } from '#functions/runtime/step-ports.ts';
import { workLane } from '#shared/use-cases/lanes/work-lane.ts';

type Message = { id: string; body: WakeUp };

/**
 * Works off wake-ups. Those of one lane are worked off together, lanes side by side; of a lane that fails every
 * message is delivered again, so that its order holds.
 */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  // Gather
  const { messages, unreadable } = readMessages(wakeUpMessage, event.Records);
  const lanes = Map.groupBy(messages, ({ body }) => `${body.organisation} ${body.lane}`);
  // Decide and act
  const failed = await Promise.all([...lanes.values()].map(runLane));
  // Answer
  return {
    batchItemFailures: [...unreadable, ...failed.flat()].map((itemIdentifier) => ({ itemIdentifier })),
  };
}

async function runLane(messages: Message[]): Promise<string[]> {
  const now = clock.now();
  try {
    const wakeUps = messages.map(({ body }) => body);
    const { results, pulled, holds } = await workLane(await stepPorts(), wakeUps, now);
    for (const hold of holds) logHeld(hold);
    logger.info('lane worked off', { lane: messages[0]?.body.lane, results, pulled });
    return messages.filter((_, index) => results[index] === 'retry').map(({ id }) => id);
  } catch (error) {
    logger.error('lane failed; its messages come again', { lane: messages[0]?.body.lane, error });
    return messages.map(({ id }) => id);
  }
}
