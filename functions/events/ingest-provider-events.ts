import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { enginePorts } from '#functions/runtime/engine-ports.ts';
import { environment } from '#functions/runtime/environment.ts';
import { logger } from '#functions/runtime/logger.ts';
import { parseProviderEvent } from '#shared/contracts/provider/parse-provider-event.ts';
import { ingestProviderEvent } from '#shared/use-cases/engine/ingest-provider-event.ts';

/** Takes in what SES says of messages. One that fails is delivered again, and at last kept for a person to look at. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  for (const record of event.Records) {
    if (!(await takeIn(record))) failed.push(record.messageId);
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

async function takeIn(record: SQSRecord): Promise<boolean> {
  // Gather
  const parsed = parseProviderEvent(record.body);
  // Decide
  if (parsed.kind === 'ignored') return true;
  if (parsed.kind === 'invalid') {
    logger.error('unreadable provider event', { id: record.messageId, problem: parsed.problem });
    return false;
  }
  // Act
  try {
    const outcome = await ingestProviderEvent(
      enginePorts(),
      parsed.event,
      clock.now(),
      environment().organisation,
    );
    logger.info('provider event', { kind: parsed.event.kind, messageId: parsed.event.messageId, outcome });
    return true;
  } catch (error) {
    logger.error('provider event failed; it comes again', { id: record.messageId, error });
    return false;
  }
}
