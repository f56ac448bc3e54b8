import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { eachRecord } from '#functions/runtime/each-record.ts';
import { enginePorts } from '#functions/runtime/engine-ports.ts';
import { environment } from '#functions/runtime/environment.ts';
import { logger } from '#functions/runtime/logger.ts';
import { parseProviderEvent } from '#shared/contracts/provider/parse-provider-event.ts';
import { ingestOptOut } from '#shared/use-cases/provider-events/ingest-opt-out.ts';
import { ingestProviderEvent } from '#shared/use-cases/provider-events/ingest-provider-event.ts';

/** Messages taken in side by side. */
const AT_ONCE = 10;

/** Takes in what the providers say of mails and texts (F3, A7), and who answers STOP to a text (D7). */
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
  const now = clock.now();
  const { organisation } = environment();
  if (parsed.kind === 'opt-out') {
    const { number, at = now } = parsed;
    const outcome = await ingestOptOut(enginePorts(), { organisation, number, at }, now);
    logger.info('text opted out', { outcome });
    return true;
  }
  const { kind, messageId } = parsed.event;
  const outcome = await ingestProviderEvent(enginePorts(), parsed.event, now, organisation);
  logger.info('provider event', { kind, messageId, outcome });
  return true;
}
