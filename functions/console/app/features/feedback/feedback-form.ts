import type { Answer, Asked } from '../../api/operations.ts';

export type FeedbackSequence = Answer<'GET /v1/feedback-sequences/{id}'>;
export type Changes = Asked<'PATCH /v1/feedback-sequences/{id}'>['body'];

/** A number as typed; what is none is sent as nothing, which the API says at its place. */
export const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));
