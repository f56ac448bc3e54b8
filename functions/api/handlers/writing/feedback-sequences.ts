import { enrolledResults } from '#shared/contracts/api/enrollment.ts';
import type { feedbackSequenceOperations } from '#shared/contracts/api/feedback-sequences.ts';
import { jsonText } from '#shared/contracts/provider/json-text.ts';
import { isRefusal } from '#shared/domain/kernel/refusal.ts';
import { inviteClients } from '#shared/use-cases/feedback-sequences/invite-clients.ts';
import { changeFeedback, putFeedback } from '#shared/use-cases/feedback-sequences/save-feedback.ts';
import { deleteSequence } from '#shared/use-cases/jobs/deletions/delete-sequence.ts';
import { itemAnswer } from '../../route.ts';
import { view } from '../../show-feedback-sequence.ts';
import type { WritingHandlers } from '../../writing-ports.ts';

const keptResults = jsonText.pipe(enrolledResults);

export const feedbackSequenceHandlers: WritingHandlers<typeof feedbackSequenceOperations> = {
  putFeedbackSequence: async (ports, { caller, params, body, expected, now }) => {
    const outcome = await putFeedback(ports, { caller, ...params, ...body, expected, now });
    return outcome.kind === 'saved' ? itemAnswer(view(outcome.item), outcome.created) : outcome;
  },

  changeFeedbackSequence: async (ports, { caller, params, body, now }) => {
    const outcome = await changeFeedback(ports, { caller, ...params, changes: body, now });
    return outcome.kind === 'saved' ? itemAnswer(view(outcome.item)) : outcome;
  },

  deleteFeedbackSequence: async (ports, { caller, params, query, expected, now }) => {
    const request = { caller, ...params, ...query, kind: 'feedback' as const, expected, now };
    const outcome = await deleteSequence(ports, request);
    return outcome.kind === 'deleted' ? { kind: 'ok' } : outcome;
  },

  inviteClients: async (ports, { caller, params: { id }, body, headers, now }) => {
    const { clients, userId = caller.userId } = body;
    const key = headers['idempotency-key'];
    const outcome = await inviteClients(ports, { caller, sequenceId: id, clients, userId, key, now });
    if (isRefusal(outcome)) return outcome;
    const results = outcome.kind === 'kept' ? keptResults.parse(outcome.body) : outcome.results;
    return { kind: 'ok', body: { sequenceId: id, results } };
  },
};
