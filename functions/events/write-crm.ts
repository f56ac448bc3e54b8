import type { Context, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { crmWritePorts } from '#functions/runtime/crm-write-ports.ts';
import { logger } from '#functions/runtime/logger.ts';
import { changedCrmWrites } from '#functions/runtime/stream-records.ts';
import { withCrm } from '#shared/use-cases/connections/open-crm.ts';
import { writeCrm } from '#shared/use-cases/crm-writes/write-crm.ts';

/** Nothing new is begun when so little time is left, in milliseconds: one call may take a minute. */
const TIME_TO_STOP_MS = 65_000;

/**
 * Writes to the connected CRMs what is wished, as soon as it is (B6). What cannot be written now waits in its table, where
 * `sync-connections` finds it: a batch comes again only when something of ours broke.
 */
export async function handler(
  event: DynamoDBStreamEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<DynamoDBBatchResponse> {
  // Gather
  const ports = crmWritePorts();
  const writes = changedCrmWrites(event.Records);
  const byConnection = Map.groupBy(writes, ({ organisation, kind }) => `${organisation}#${kind}`);
  const goesOn = (): boolean => context.getRemainingTimeInMillis() > TIME_TO_STOP_MS;
  // Decide and act
  let failed = false;
  for (const some of byConnection.values()) {
    const [first] = some;
    if (first === undefined) continue;
    const { organisation, kind } = first;
    try {
      const of = { organisation, kind, writes: some, now: clock.now(), goesOn };
      const done = await writeCrm(ports, of, (asked, work) => withCrm(ports, asked, work));
      if (typeof done === 'object') logger.warn('a CRM was not written to', { organisation, kind, ...done });
      else if (done !== 'nothing')
        logger.info('CRM written to', { organisation, kind, done, writes: some.length });
    } catch (error) {
      logger.error('not written to the CRM; the batch comes again', { organisation, kind, error });
      failed = true;
    }
  }
  // Answer
  const number = event.Records[0]?.dynamodb?.SequenceNumber;
  return { batchItemFailures: failed && number !== undefined ? [{ itemIdentifier: number }] : [] };
}
