import * as z from 'zod';
import { about, suchAs } from './about.ts';
import { instant } from './values.ts';

/** What a lead will not get, or not at its hour, and why (D3, D7). */
export const warnings = z
  .array(
    z.object({
      reason: about(
        z.string(),
        'unsubscribed, complained, suppressed-by-hand, bounced, disqualified or no-address; outside-working-hours: of the sender, whatever the lead; held: of the check, where the forecast says that the engine would stop; interval: of the check, an invitation that waits since its client was invited lately (C3, C4).',
        'unsubscribed',
      ),
      since: instant.optional(),
      until: about(
        instant.optional(),
        'When the interval of an invitation ends; windows and caps come on top.',
      ),
      steps: about(
        z.array(z.string()),
        'Steps that will be skipped by it, have no address to go to, go at the next opening instead of at their hour, or at which it would be held or wait.',
      ),
      setting: about(z.string().optional(), 'The setting that decides it.', 'unsubscribeRules'),
      source: z
        .object({ level: z.enum(['user', 'group', 'organisation', 'default']), id: z.string() })
        .optional()
        .meta({ description: 'Whose setting it is.' }),
      words: suchAs(
        z.string(),
        'the lead has unsubscribed (2027-02-03 10:00 UTC): steps hello, again skipped (the unsubscribe rules, decided for the group paris)',
      ),
    }),
  )
  .meta({
    description:
      'What the lead will not get, or not at its hour, and why (D3, D7). Empty: everything is as it says.',
  });

/** Hours of steps outside somebody's working hours (D3). */
export const hourWarnings = about(
  warnings,
  'Whose working hours leave out the hour of a step (`outside-working-hours`): for them it goes at the next opening (D3).',
);
