import * as z from 'zod';

/** A text that somebody wrote to a number of ours, as AWS End User Messaging publishes it. Other fields are dropped. */
export const inboundText = z.object({
  originationNumber: z.string().regex(/^\+[1-9]\d{5,18}$/),
  destinationNumber: z.string(),
  /** The keyword of the number that AWS saw in it, such as STOP. */
  messageKeyword: z.string().optional(),
  messageBody: z.string(),
  inboundMessageId: z.string().min(1),
});

/** True of what must be a text written to us: no event has such an id. */
export const isInboundText = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'inboundMessageId' in value;
