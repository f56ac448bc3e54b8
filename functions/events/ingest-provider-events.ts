import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { eachRecord } from '#functions/runtime/each-record.ts';
import { enginePorts } from '#functions/runtime/engine-ports.ts';
import { environment } from '#functions/runtime/environment.ts';
import { logger } from '#functions/runtime/logger.ts';
import { parseProviderEvent } from '#shared/contracts/provider/parse-provider-event.ts';
import { ingestProviderEvent } from '#shared/use-cases/provider-events/ingest-provider-event.ts';

/** Messages taken in side by side. */
const AT_ONCE = 10;

/** Takes in what SES says of messages (F3, A7). */
export function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return eachRecord(event, ingest, AT_ONCE);
}

async function ingest(record: SQSRecord): Promise<boolean> {
  // Gather
  const parsed = parseProviderEvent(record.body);
  // Decide
  if (parsed.kind === 'ignored') return true;
  if (parsed.kind === 'invalid') {
    logger.error('unreadable provider event', { id: record.messageId, problem: parsed.problem });
    return false;
  }
  // Act
  const { kind, messageId } = parsed.event;
  const outcome = await ingestProviderEvent(
    enginePorts(),
    parsed.event,
    clock.now(),
    environment().organisation,
  );
  logger.info('provider event', { kind, messageId, outcome });
  return true;
}
