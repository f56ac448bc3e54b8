import * as z from 'zod';
import { instant } from './values.ts';

/** What a lead will not get, and why (D7). */
export const warnings = z
  .array(
    z.object({
      reason: z.string().meta({
        description: 'unsubscribed, complained, suppressed-by-hand, bounced, disqualified or no-address.',
        examples: ['unsubscribed'],
      }),
      since: instant.optional(),
      steps: z
        .array(z.string())
        .meta({ description: 'Steps that will be skipped by it, or have no address to go to.' }),
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
  .meta({ description: 'What the lead will not get, and why (D7). Empty: everything.' });
