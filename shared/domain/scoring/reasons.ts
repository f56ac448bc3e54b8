import * as z from 'zod/mini';
import { number } from '../kernel/shapes.ts';

/** What a lead gets points for (A12). */
export const scoreReasons = [
  'mailSent',
  'mailOpened',
  'mailClicked',
  'smsSent',
  'smsClicked',
  'callReceived',
  'replied',
  'bounced',
  'unsubscribed',
  'complained',
] as const;
export type ScoreReason = (typeof scoreReasons)[number];

/** How leads are scored (A12). */
export const scoring = z.object({
  /** Whole numbers, negative ones too; a reason that is absent gives none. */
  points: z.partialRecord(z.enum(scoreReasons), number),
  /** Score from which a lead is qualified, 1 or more. */
  threshold: number,
  /** Days in which points lose half of their worth; null: they keep it. */
  halfLifeDays: z.nullable(number),
});
export type Scoring = z.output<typeof scoring>;
