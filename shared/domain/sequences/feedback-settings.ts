import * as z from 'zod/mini';
import { languages } from '../kernel/language.ts';
import { number, text } from '../kernel/shapes.ts';

/** How a feedback sequence reaches its clients. */
const feedbackChannels = ['mail', 'sms'] as const;

/** What a feedback sequence asks, when it reminds, and whom it tells (C1–C7). */
export const feedbackSettings = z.object({
  /** Id of the survey. */
  survey: text,
  channel: z.enum(feedbackChannels),
  /** Template of the invitation, and of the reminders where they have their own. */
  invitation: text,
  reminder: z.optional(text),
  /** How many reminders follow an invitation that is not answered: 0 to 10 (C2). */
  reminders: number,
  /** Days from one to the next. */
  reminderDays: number,
  /** Least days between two invitations of different feedback sequences to one address (C3); 0: none. */
  betweenSequencesDays: number,
  /** Least days between two of this one (C4); 0: none. */
  betweenSendsDays: number,
  /** A client whose satisfaction is below is unhappy (C5); undefined: nobody is called so. */
  unhappyBelow: z.optional(number),
  /** A satisfaction from which on feedback is positive (C6). */
  positiveFrom: number,
  /** Positive feedback with words goes to the employees concerned by itself (C6). */
  sharePositive: z.boolean(),
  /** Who is told of each kind of alert (C5); undefined: nobody. */
  alerts: z.object({
    warning: z.optional(text),
    'unhappy-client': z.optional(text),
    'service-request': z.optional(text),
  }),
  /** An alert also makes a task for its user (C5). */
  alertTasks: z.boolean(),
  /** Where each answer is told (C7); undefined: nowhere. */
  webhookUrl: z.optional(text),
  /** The footer of its mails (D7); undefined: none. */
  unsubscribeLink: z.optional(z.object({ language: z.enum(languages) })),
});
export type FeedbackSettings = z.output<typeof feedbackSettings>;

/** Bounds of the settings that count (C2–C4). */
export const bounds = { reminders: 10, reminderDays: 60, intervalDays: 730 } as const;
