import * as z from 'zod';
import { instant } from './values.ts';

/** What a lead will not get, or not at its hour, and why (D3, D7). */
export const warnings = z
  .array(
    z.object({
      reason: z.string().meta({
        description:
          'unsubscribed, complained, suppressed-by-hand, bounced, disqualified or no-address; outside-working-hours: of the sender, whatever the lead.',
        examples: ['unsubscribed'],
      }),
      since: instant.optional(),
      steps: z.array(z.string()).meta({
        description:
          'Steps that will be skipped by it, have no address to go to, or go at the next opening instead of at their hour.',
      }),
      setting: z
        .string()
        .optional()
        .meta({ description: 'The setting that decides it.', examples: ['unsubscribeRules'] }),
      source: z
        .object({ level: z.enum(['user', 'group', 'organisation', 'default']), id: z.string() })
        .optional()
        .meta({ description: 'Whose setting it is.' }),
      words: z.string().meta({
        examples: [
          'the lead has unsubscribed (2027-02-03 10:00 UTC): steps hello, again skipped (the unsubscribe rules, decided for the group paris)',
        ],
      }),
    }),
  )
  .meta({
    description:
      'What the lead will not get, or not at its hour, and why (D3, D7). Empty: everything is as it says.',
  });

/** Hours of steps outside somebody's working hours (D3). */
export const hourWarnings = warnings.meta({
  description:
    'Whose working hours leave out the hour of a step (`outside-working-hours`): for them it goes at the next opening (D3).',
});
