import type { Lead } from '../../domain/people/people.ts';
import { answerPayload } from '../../domain/surveys/answer-payload.ts';
import type { Response } from '../../domain/surveys/response.ts';
import type { SurveyVersion } from '../../domain/surveys/survey.ts';
import { epochSeconds } from '../../domain/time/instants.ts';
import { answerDeliveryId, KEPT_SECONDS } from '../../domain/webhooks/delivery.ts';
import type { WholePorts } from '../core/engine-ports.ts';

/**
 * Tells the webhook of a feedback sequence what the last change of a response answered (C7): signed, tried again, logged
 * and redelivered as every webhook (A14). Of one change there is one delivery, however often it is told.
 */
export async function tellAnswers(
  { store, queue, ids }: Pick<WholePorts, 'store' | 'queue' | 'ids'>,
  of: { response: Response; lead: Lead; version: SurveyVersion },
): Promise<void> {
  const { response, lead, version } = of;
  const { organisation, leadId, sequenceId, ownerId, changed, changedAt: at } = response;
  const isEnd = response.completedAt === at;
  if (changed.length === 0 && !isEnd) return;
  const sequence = await store.sequences.get(organisation, sequenceId);
  if (sequence?.feedback?.webhookUrl === undefined) return;

  const id = answerDeliveryId(leadId, ids.of(`${organisation} answer ${response.id} ${response.revision}`));
  const written = await store.webhookDeliveries.put(
    {
      organisation,
      id,
      revision: 1,
      leadId,
      ownerId,
      sequenceId,
      type: 'survey.answered',
      at,
      by: leadId,
      body: answerPayload(response, version, lead),
      confirmed: true,
      state: { status: 'pending', nextAt: at, tries: 0 },
      attempts: [],
      createdAt: at,
      expiresAt: epochSeconds(at) + KEPT_SECONDS,
    },
    'absent',
  );
  const pending =
    written === 'written' ||
    (await store.webhookDeliveries.get(organisation, id))?.state.status === 'pending';
  if (pending) await queue.deliverWebhook(organisation, id);
}
