import type { messageOperations } from '#shared/contracts/api/messages.ts';
import { enrollmentOfMessage } from '#shared/domain/core/sent-message.ts';
import { enrollmentIdParts } from '#shared/domain/kernel/enrollment-id.ts';
import { readableWords } from '#shared/domain/templates/survey-marks.ts';
import { fromEpochMs } from '#shared/domain/time/instants.ts';
import { listMessages } from '#shared/use-cases/sent-messages/list-messages.ts';
import { readMessage } from '#shared/use-cases/sent-messages/read-message.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const messageHandlers: ReadingHandlers<typeof messageOperations> = {
  listMessages: async (ports, { caller, params: { id: lead }, query, now }) => {
    const outcome = await listMessages(ports, { caller, lead, ...query, now });
    return outcome.kind === 'page' ? { kind: 'ok', body: outcome.page } : outcome;
  },

  getMessage: async (ports, { caller, params: { id }, now }) => {
    const outcome = await readMessage(ports, { caller, id, now });
    if (outcome.kind !== 'read') return outcome;
    const { enrollmentId, step } = enrollmentOfMessage(id);
    const { sequenceId } = enrollmentIdParts(enrollmentId);
    const expiresAt = fromEpochMs(outcome.item.expiresAt * 1_000);
    const body = {
      ...outcome.item,
      ...readableWords(outcome.item),
      enrollmentId,
      sequenceId,
      step,
      expiresAt,
    };
    return { kind: 'ok', body };
  },
};
