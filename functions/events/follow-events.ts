import type { Context, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { connectionPorts } from '#functions/runtime/connection-ports.ts';
import { logger } from '#functions/runtime/logger.ts';
import { newIncomingEvents } from '#functions/runtime/stream-records.ts';
import { inChunks } from '#shared/domain/kernel/in-chunks.ts';
import { isCrm, type ConnectionKind } from '#shared/domain/connections/connectors.ts';
import { syncHinted } from '#shared/use-cases/crm/sync-hinted.ts';
import { followEvent } from '#shared/use-cases/incoming/follow-event.ts';

/** What a CRM hints at is read until so little time is left, in milliseconds. */
const TIME_TO_STOP_MS = 30_000;
/** Messages that are worked off side by side: each may ask its service. */
const AT_ONCE = 5;

/**
 * Works off what services sent (B6): calls and bookings are matched and count. Those that failed come again; what a
 * service could not be asked yet is tried again by `sync-connections`.
 */
export async function handler(
  event: DynamoDBStreamEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<DynamoDBBatchResponse> {
  // Gather
  const events = newIncomingEvents(event.Records);
  const hasTime = (): boolean => context.getRemainingTimeInMillis() > TIME_TO_STOP_MS;
  const ports = { ...connectionPorts(), onCrmChanged: readNow(hasTime) };
  // Act
  const failed: string[] = [];
  await inChunks(events, AT_ONCE, async ({ event: { organisation, id }, sequenceNumber }) => {
    try {
      await followEvent(ports, { organisation, id }, clock.now());
    } catch (error) {
      logger.error('incoming event not worked off; it comes again', { organisation, id, error });
      failed.push(sequenceNumber);
    }
  });
  // Answer
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

/** Reads a CRM that says it was changed, once a minute at most; one that is at work reads it anyway. */
function readNow(hasTime: () => boolean) {
  return async (organisation: string, kind: ConnectionKind): Promise<void> => {
    if (!isCrm(kind)) return;
    const holder = connectionPorts().ids.next();
    await syncHinted(connectionPorts(), { organisation, kind, holder, now: clock.now(), hasTime });
  };
}
