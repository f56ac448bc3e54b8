import * as z from 'zod';
import { limits } from '#shared/domain/statistics/deliverability.ts';
import { about } from './about.ts';
import { hold } from './holds.ts';
import { managersUp, type Operation } from './operation.ts';

const counts = {
  sent: z.int(),
  delivered: about(z.int(), 'Told by the provider; some mailboxes tell it late or never.'),
  bounced: about(z.int(), 'For good.'),
  complained: about(z.int(), 'Reported as spam.'),
};

const share = z.object({
  rate: about(z.number().nullable(), 'Of what was sent, from 0 to 1; null: nothing was.', 0.0004),
  verdict: about(
    z.enum(['good', 'watch', 'bad', 'few']),
    'watch: the provider begins to look · bad: it may stop the account · few: fewer than 100 mails say nothing.',
  ),
  limits: z.object({ watch: z.number(), bad: z.number() }),
});

const deliverability = z
  .object({
    days: about(
      z.array(z.object({ date: about(z.string(), 'A day in UTC.', '2027-03-01'), ...counts })),
      'The oldest first; counted from when this release was deployed, a minute behind.',
    ),
    total: z.object(counts),
    complaints: share,
    bounces: share,
    holds: about(z.array(hold), 'What is held now, as far as you see it (F10).'),
  })
  .meta({ id: 'Deliverability' });

export const deliverabilityOperations = {
  getDeliverability: {
    on: 'GET /v1/deliverability',
    tag: 'Deliverability',
    summary: 'How the mails of the organisation arrive',
    description: `Mails by day, and the shares of complaints and bounces against the limits of providers: complaints ${limits.complained.watch * 100} % and ${limits.complained.bad * 100} %, bounces ${limits.bounced.watch * 100} % and ${limits.bounced.bad * 100} % (F15).`,
    roles: managersUp,
    query: z.object({
      days: z.coerce
        .number('Give a number.')
        .int('Give a whole number.')
        .min(1, 'Ask for at least one day.')
        .max(90, 'Ask for 90 days at most.')
        .default(30)
        .meta({ description: 'How many days, the present one included.', examples: [30] }),
    }),
    returns: { status: 200, description: 'Counts, shares and holds.', body: deliverability },
  },
} as const satisfies Record<string, Operation>;
