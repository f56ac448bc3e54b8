import * as z from 'zod';
import { channelNames } from '#shared/domain/channels/channels.ts';
import { because } from './events.ts';
import { about } from './about.ts';
import { enrollmentId, leadId, sequenceId, stepId, userId } from './ids.ts';
import { everyone, type Operation } from './operation.ts';
import { hourWarnings } from './warnings.ts';
import { instant, instantIn, zone } from './values.ts';

/** Most leads of a forecast that is answered directly. */
export const mostLeadsDirectly = 500;

const leadsInput = z.union(
  [
    z
      .strictObject({
        ids: z
          .array(leadId)
          .min(1, 'Name at least one lead.')
          .refine((ids) => new Set(ids).size === ids.length, 'A lead is named twice.'),
      })
      .meta({ description: 'These leads.' }),
    about(z.strictObject({ owner: userId }), 'Every lead of a user.'),
    z
      .strictObject({ all: z.literal(true) })
      .meta({ description: 'Every lead of every user whom the caller can access.' }),
    z
      .strictObject({
        count: about(z.int().min(1, 'Give a number from 1.'), 'How many.', 300),
        zone: zone.optional(),
      })
      .meta({ description: 'As many imaginary leads, to plan before there are any.' }),
  ],
  'Give one of {"ids": […]}, {"owner": "…"}, {"all": true} and {"count": …}.',
);

const leads = about(
  leadsInput.optional(),
  'Leads as if they were enrolled; absent: what is enrolled already.',
);

/** Most entries of `enrollments`. */
const mostEnrollments = 200;

const enrollments = z
  .array(
    z.strictObject({
      leads: about(leadsInput, 'Leads as if they were enrolled.'),
      userId: about(
        userId.optional(),
        'In whose name; absent: each lead in the name of its owner, one request an owner, by the ids of owners.',
      ),
    }),
  )
  .min(1, 'Name leads to be enrolled.')
  .max(mostEnrollments, `Give ${mostEnrollments} entries at most.`)
  .optional()
  .meta({
    description:
      'Leads enrolled in the name of several users, forecast together; in place of `leads` and `userId`. The entries are taken as requests to enroll that come one after the other in this order.',
    examples: [[{ leads: { all: true } }]],
  });

/** What a forecast is asked for. */
export const forecastIn = z
  .strictObject({
    sequenceId: about(
      sequenceId.optional(),
      'The sequence; without leads it may be left out: what is enrolled in any.',
    ),
    draft: about(
      z.boolean().default(false),
      'Take the draft, as if it were published now; what keeps it from being published is answered instead.',
    ),
    leads,
    userId: about(
      userId.optional(),
      'In whose name the leads would be enrolled, by default the caller; without leads: only what goes out in this name.',
    ),
    enrollments,
    startAt: about(instantIn.optional(), 'When they would be enrolled; absent: now.'),
    taskMinutes: z
      .int()
      .min(0, 'Give minutes from 0.')
      .max(43_200, 'Give 43,200 minutes (30 days) at most.')
      .default(0)
      .meta({
        description:
          'Minutes from when a task appears until it is done. 0: at once, which gives the earliest time for the steps after it.',
        examples: [1440],
      }),
  })
  .refine(
    ({ leads: some, enrollments: several, sequenceId: id }) =>
      (some ?? several) === undefined || id !== undefined,
    { path: ['sequenceId'], message: 'Say in which sequence the leads would be enrolled.' },
  )
  .refine(
    ({ enrollments: several, leads: some, userId: user }) =>
      several === undefined || (some === undefined && user === undefined),
    { path: ['enrollments'], message: 'Give either enrollments, or leads and userId.' },
  )
  .refine(({ draft, sequenceId: id }) => !draft || id !== undefined, {
    path: ['sequenceId'],
    message: 'Say of which sequence the draft is meant.',
  })
  .meta({
    id: 'ForecastIn',
    examples: [
      { sequenceId: 'spring-26', leads: { ids: ['k3j9x0q2m4v7b1zc'] } },
      { sequenceId: 'spring-26', draft: true, leads: { count: 300, zone: 'Europe/Paris' } },
      { sequenceId: 'spring-26', enrollments: [{ leads: { all: true } }] },
      { userId: 'claire' },
    ],
  });
export type ForecastIn = z.output<typeof forecastIn>;

const why = about(because, 'Why, as data.');

const step = z
  .object({
    step: stepId,
    name: about(z.string(), 'The name of the step.'),
    channel: z.enum(channelNames),
    outcome: about(
      z.enum(['sent', 'task', 'skipped']),
      'sent · task: it appears on a list · skipped: by the rule in `because`',
    ),
    due: about(instant, 'When it is due by its own wait and hour.'),
    at: about(instant, 'When it is sent, appears or is skipped.'),
    userId: about(z.string(), 'In whose name: the sender, or the delegate (F7).'),
    because: about(z.array(why), 'The rules that moved it, in order; none: it goes when due.'),
    words: about(z.array(z.string()), 'The same as sentences.'),
  })
  .meta({ id: 'ForecastStep' });

const line = z
  .object({
    enrollmentId: z.string(),
    leadId: z.string(),
    sequenceId: z.string(),
    userId: about(z.string(), 'On whose behalf.'),
    steps: z.array(step),
    end: z
      .object({
        outcome: about(
          z.enum(['finished', 'stopped', 'held']),
          'held: the engine pauses it there for a person.',
        ),
        at: instant,
        because: why,
        words: z.string(),
      })
      .optional()
      .meta({ description: 'Absent: it goes on for more than five years.' }),
  })
  .meta({ id: 'ForecastLine' });

const load = z
  .object({
    userId: z.string(),
    date: about(z.string(), 'A calendar day of the sender.', '2027-03-01'),
    channel: z.enum(channelNames),
    used: about(z.int(), 'What goes out or appears on that day, with what is under way already.'),
    cap: about(z.int().nullable(), 'The most a day; null: no limit.'),
    full: z.boolean(),
  })
  .meta({ id: 'ForecastLoad' });

const totals = {
  leads: z.int(),
  mails: z.int(),
  sms: z.int(),
  tasks: z.int(),
  userMails: about(z.int().optional(), 'Mails to users, of automations (E1).'),
  skipped: z.int(),
  fullDays: about(z.int(), 'Days on which a channel of a sender is full.'),
  lastAt: about(instant.optional(), 'When the last step is done.'),
};

/** What a forecast that a job made came to. */
export const forecastSummary = z
  .object({
    ...totals,
    notForecast: about(
      z.int(),
      'Enrollments whose next step depends on a person or a provider; they are in `result.csv`.',
    ),
    alreadyEnrolled: about(z.int(), 'Leads that are in the sequence already; they are in `result.csv`.'),
    warnings: hourWarnings.optional(),
  })
  .meta({ id: 'ForecastSummary' });

const forecast = z
  .object({
    at: about(instant, 'When it was made; it holds as long as nothing is changed.'),
    totals: z.object(totals),
    leads: about(z.array(line), 'By enrollment.'),
    load: about(z.array(load), 'By user, channel and day; days that carry nothing are left out.'),
    notForecast: z
      .array(
        z.object({
          enrollmentId,
          leadId,
          why: z.enum(['paused', 'sending', 'unknown', 'gone']),
          words: z.string(),
        }),
      )
      .meta({ description: 'Enrollments whose next step depends on a person or a provider.' }),
    alreadyEnrolled: about(
      z.array(leadId),
      'Leads that are in the sequence already and would not be enrolled.',
    ),
    warnings: hourWarnings,
  })
  .meta({ id: 'Forecast' });

export const forecastOperations = {
  makeForecast: {
    on: 'POST /v1/forecasts',
    tag: 'Forecasts',
    summary: 'Forecast when every step will be sent',
    description: `The exact planned instant of every step of every lead, under windows, caps, pacing, quiet hours and absences, and beside what is under way in the same lanes (F1). It comes from the code that later executes it, and agrees with it as long as nobody answers, providers accept, tasks are done after \`taskMinutes\` and nothing is changed. Up to ${mostLeadsDirectly} leads; for more, and where the answer grows beyond 4 MB (409), make a job of kind “forecast”.`,
    roles: everyone,
    body: forecastIn,
    returns: { status: 200, description: 'The forecast. Nothing is kept of it.', body: forecast },
    tooLong: 'Ask for fewer leads, or make a job of kind “forecast”.',
    problems: [404, 409],
  },
} as const satisfies Record<string, Operation>;
