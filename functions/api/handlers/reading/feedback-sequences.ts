import type { feedbackSequenceOperations } from '#shared/contracts/api/feedback-sequences.ts';
import { isFeedback } from '#shared/use-cases/feedback-sequences/save-feedback.ts';
import { listMatching } from '#shared/use-cases/list-matching.ts';
import { itemAnswer } from '../../route.ts';
import { view } from '../../show-feedback-sequence.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const feedbackSequenceHandlers: ReadingHandlers<typeof feedbackSequenceOperations> = {
  listFeedbackSequences: async ({ store }, { caller, query }) => {
    const page = await listMatching(
      query,
      (options) => store.sequences.list(caller.organisation, options),
      (sequence) => isFeedback(sequence) && sequence.status !== 'deleted',
    );
    return { kind: 'ok', body: { ...page, items: page.items.filter(isFeedback).map(view) } };
  },

  getFeedbackSequence: async ({ store }, { caller, params: { id } }) => {
    const sequence = await store.sequences.get(caller.organisation, id);
    return isFeedback(sequence)
      ? itemAnswer(view(sequence))
      : { kind: 'not-found', what: 'feedback sequence', id };
  },
};
