import * as z from 'zod';
import { providerInstant } from './provider-instant.ts';

const address = z
  .string()
  .transform((text) => (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).trim().toLowerCase());
const addressed = z.object({ emailAddress: address });

/** The mail that an event is about. Tags come with event publishing only; their values are lists. */
const mail = z.object({
  timestamp: providerInstant,
  messageId: z.string().min(1),
  destination: z.array(address),
  tags: z.record(z.string(), z.array(z.string())).optional(),
});

const bounce = z.object({
  bounceType: z.string(),
  bounceSubType: z.string(),
  bouncedRecipients: z.array(
    addressed.extend({ diagnosticCode: z.string().optional(), status: z.string().optional() }),
  ),
  timestamp: providerInstant,
});
const complaint = z.object({
  complainedRecipients: z.array(addressed),
  timestamp: providerInstant,
  complaintFeedbackType: z.string().nullish(),
});
const delivery = z.object({ timestamp: providerInstant, recipients: z.array(address) });
const visit = {
  timestamp: providerInstant,
  ipAddress: z.string().optional(),
  userAgent: z.string().optional(),
  /** `Likely` or `Unlikely`; since August 2026. */
  isBotEvent: z.string().optional().catch(undefined),
};

/**
 * SES event publishing (a configuration set's event destination). Fields that are not named here are dropped, since SES
 * adds some over time.
 */
export const sesPublishedEvent = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Send'), mail }),
  z.object({ eventType: z.literal('Delivery'), mail, delivery }),
  z.object({ eventType: z.literal('Bounce'), mail, bounce }),
  z.object({ eventType: z.literal('Complaint'), mail, complaint }),
  z.object({ eventType: z.literal('Reject'), mail, reject: z.object({ reason: z.string().optional() }) }),
  z.object({
    eventType: z.literal('DeliveryDelay'),
    mail,
    deliveryDelay: z.object({
      timestamp: providerInstant,
      delayType: z.string(),
      delayedRecipients: z.array(addressed),
    }),
  }),
  z.object({ eventType: z.literal('Open'), mail, open: z.object(visit) }),
  z.object({ eventType: z.literal('Click'), mail, click: z.object({ ...visit, link: z.string() }) }),
  z.object({
    eventType: z.literal('Rendering Failure'),
    mail,
    failure: z.object({ errorMessage: z.string().optional() }),
  }),
]);
export type SesPublishedEvent = z.infer<typeof sesPublishedEvent>;

/** SES identity notifications: the same objects under another name, for three kinds, without tags. */
export const sesIdentityNotification = z.discriminatedUnion('notificationType', [
  z.object({ notificationType: z.literal('Delivery'), mail, delivery }),
  z.object({ notificationType: z.literal('Bounce'), mail, bounce }),
  z.object({ notificationType: z.literal('Complaint'), mail, complaint }),
]);
