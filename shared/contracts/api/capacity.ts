import * as z from 'zod';
import { about } from './about.ts';
import { because } from './events.ts';
import { enrollmentId, groupId, leadId, sequenceId, stepId, userId } from './ids.ts';
import { everyone, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { settingSource } from './settings.ts';
import { day, instant } from './values.ts';

/** The channels in which the engine sends to leads: those whose capacity is planned. */
const plannedChannels = ['mail', 'sms'] as const;

const channel = about(
  z.enum(plannedChannels, 'Choose mail or sms.').default('mail'),
  'The channel, mail unless said.',
  'mail',
);

const capacityDay = z
  .object({
    date: about(z.string(), 'A calendar day of the user.', '2027-03-01'),
    sent: about(
      z.int().optional(),
      'Slots whose time has come: what went out, is at the provider, or of which nobody knows the outcome. Absent: neither a cap nor a delay holds, so nothing is counted.',
      120,
    ),
    planned: about(z.int().optional(), 'Slots given to what has not gone out yet.', 40),
    left: about(z.int().optional(), 'Slots left under the cap; absent: there is none.', 40),
    waiting: about(
      z.int(),
      'Steps in the queue that may go on this day at the earliest; those that might have before count on the present day.',
      12,
    ),
    windows: about(
      z.array(z.object({ from: instant, to: instant })),
      'Working hours of the day; none: it is shut.',
    ),
    closed: z.object({ because, words: z.string() }).optional().meta({
      description: 'What shuts the day: working days, a holiday or an absence, and who decided it.',
    }),
    absence: z
      .object({ from: z.string(), to: z.string(), standIn: z.string().nullable() })
      .optional()
      .meta({ description: 'The absence that the day falls in, with the delegate.' }),
    holiday: z
      .object({
        name: about(
          z.string().optional(),
          'In the language of the country; absent: a day off of the organisation’s own.',
          'Lundi de Pâques',
        ),
      })
      .optional(),
  })
  .meta({ id: 'CapacityDay' });

const senderCapacity = z
  .object({
    userId: z.string(),
    name: z.string(),
    active: about(z.boolean(), 'Nothing goes out in the name of a user who is not.'),
    zone: about(z.string(), 'The zone of the days.', 'Europe/Paris'),
    windowZone: about(
      z.enum(['sender', 'recipient']),
      'recipient: the hours hold on the clock of each lead; `windows` tells them on the user’s.',
    ),
    cap: z.object({
      value: about(z.int().nullable(), 'The most a day; null: no limit.', 200),
      setting: about(z.string(), 'The setting that says so.', 'maxMailsPerDay'),
      source: about(settingSource, 'Who decided it.'),
    }),
    days: z.array(capacityDay),
    queue: z
      .object({
        waiting: about(z.int(), 'Steps that queue without a slot, 1,000 counted at most.', 312),
        complete: about(z.boolean(), 'false: more queue than were counted.'),
      })
      .meta({ description: 'The whole queue of the lane.' }),
  })
  .meta({ id: 'SenderCapacity' });

const plannedStep = z
  .object({
    enrollmentId,
    leadId,
    leadName: about(z.string(), 'Name, else address, else id of the lead.', 'Ana Pop'),
    sequenceId,
    sequenceName: z.string(),
    step: stepId,
    stepName: z.string(),
    state: about(
      z.enum(['planned', 'waiting']),
      'planned: it has its time · waiting: it queues, and goes when its turn comes.',
    ),
    at: about(instant.optional(), 'When it goes.'),
    due: about(instant, 'When it is due by its own wait and hour.'),
    because: about(
      z.array(because).optional(),
      'The rules that moved it, in order; none: it goes when due. Absent: something else happened to the enrollment since, which its record tells.',
    ),
    words: about(z.array(z.string()), 'The same as sentences.'),
  })
  .meta({ id: 'PlannedStep' });

const capacity = { tag: 'Capacity', roles: everyone } as const;

export const capacityOperations = {
  getCapacity: {
    ...capacity,
    on: 'GET /v1/capacity',
    summary: 'What senders can send day by day, and what of it is taken',
    description:
      'A page by user: users see themselves, managers their groups, admins all. Figures come from the slots of lanes, by the rules that place steps in them (F12).',
    query: pageQuery
      .extend({
        limit: about(
          z.coerce
            .number('Give a number.')
            .int('Give a whole number.')
            .min(1, 'Ask for at least one user.')
            .max(50, 'Ask for 50 users at most; follow `cursor` for more.')
            .default(20),
          'Most users of a page.',
          20,
        ),
        from: about(day, 'The first day, in the calendar of each user.', '2027-03-01'),
        days: z.coerce
          .number('Give a number.')
          .int('Give a whole number.')
          .min(1, 'Ask for at least one day.')
          .max(31, 'Ask for 31 days at most.')
          .default(7)
          .meta({ description: 'How many days.', examples: [7] }),
        user: about(userId.optional(), 'Of this user alone.'),
        group: about(groupId.optional(), 'Of the users of this group.'),
        channel,
      })
      .refine(({ user, group }) => user === undefined || group === undefined, {
        path: ['group'],
        message: 'Give either user or group.',
      }),
    returns: { status: 200, description: 'Capacity by user.', body: pageOf(senderCapacity) },
    problems: [404],
  },
  listPlanned: {
    ...capacity,
    on: 'GET /v1/capacity/{user}/{date}',
    summary: 'List who is planned for a day of a sender',
    description:
      'Those with a time on the day, sequence by sequence, then those who queue for it. A page may hold few or none where little matches: follow `cursor` until it is absent (F12).',
    params: z.object({ user: userId, date: day }),
    query: pageQuery.extend({ channel }),
    returns: { status: 200, description: 'Steps that are planned or queue.', body: pageOf(plannedStep) },
    problems: [404],
  },
} as const satisfies Record<string, Operation>;
