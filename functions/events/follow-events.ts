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

/** The hint that something changed in a CRM, as the rule of its event bus gives it. */
type Changed = { changed: ConnectionKind; organisation: string };

/**
 * Works off what services sent (B6): calls and bookings are matched and count. Those that failed come again; what a
 * service could not be asked yet is tried again by `sync-connections`. Woken by a hint, it reads that CRM.
 */
export async function handler(
  event: DynamoDBStreamEvent | Changed,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<DynamoDBBatchResponse> {
  const hasTime = (): boolean => context.getRemainingTimeInMillis() > TIME_TO_STOP_MS;
  if ('changed' in event) {
    const { organisation, changed: kind } = event;
    try {
      await readNow(hasTime)(organisation, kind);
    } catch (error) {
      logger.error('a CRM said that it changed, and was not read; the next round reads it', {
        ...{ organisation, kind, error },
      });
    }
    return { batchItemFailures: [] };
  }
  // Gather
  const events = newIncomingEvents(event.Records);
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
