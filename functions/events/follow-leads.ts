import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { logger } from '#functions/runtime/logger.ts';
import { queue } from '#functions/runtime/queue.ts';
import { store } from '#functions/runtime/store.ts';
import { changedLeads } from '#functions/runtime/stream-records.ts';
import { followLeadsOut } from '#shared/use-cases/crm-writes/follow-lead-out.ts';
import { outgoingMappings } from '#shared/use-cases/crm-writes/outgoing-mappings.ts';
import { requestLooks } from '#shared/use-cases/matching/request-looks.ts';

/**
 * Has leads that were created or changed looked at by the automations of their organisation (E1), and what of them goes out
 * to its CRM written there (B6).
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  // Gather
  const changed = changedLeads(event.Records);
  const leads = changed.map(({ organisation, subject }) => ({ organisation, leadId: subject.id }));
  // Act
  try {
    await requestLooks({ store: store(), queue: queue() }, changed);
    // Read anew for each batch: a lead that is changed right after its field was mapped would never go out.
    const mappings = (organisation: string) => outgoingMappings(store(), organisation);
    await followLeadsOut({ store: store() }, leads, mappings, clock.now());
    return { batchItemFailures: [] };
  } catch (error) {
    logger.error('leads not followed; the batch comes again', { error });
    const first = event.Records[0]?.dynamodb?.SequenceNumber;
    return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first }] };
  }
}
