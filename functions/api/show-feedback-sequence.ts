import { type FeedbackSequence } from '#shared/use-cases/feedback-sequences/save-feedback.ts';

/** As it is answered: its settings under their own name. */
export function view({ feedback, ...sequence }: FeedbackSequence) {
  return { ...sequence, settings: feedback };
}
