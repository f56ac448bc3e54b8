import * as z from 'zod';
import { because, event, replyExcerpt } from './events.ts';
import { about, suchAs } from './about.ts';
import { enrollmentId, leadId, sequenceId, userId } from './ids.ts';
import { instant, instantIn } from './values.ts';
import { warnings } from './warnings.ts';

/** Why something came about, as data; `words` says it in a sentence. */
const why = because.meta({
  id: 'Because',
  description: 'Why, as data.',
  examples: [{ kind: 'setting', setting: 'workingHours', source: { level: 'group', id: 'paris' } }],
});

const statuses = [
  'scheduled',
  'backlogged',
  'sending',
  'unknown',
  'waiting',
  'paused',
  'stopped',
  'finished',
] as const;

/** In which state an enrollment is. */
export const enrollmentStatus = z.enum(statuses, `Choose one of ${statuses.join(', ')}.`).meta({
  description:
    'scheduled: has a time · backlogged: waits in the queue of its lane · sending · unknown: the provider’s answer was lost · waiting: on a task · paused · stopped · finished',
});

const state = z
  .object({
    status: enrollmentStatus,
    step: about(z.string().optional(), 'The step that it is at.'),
    due: about(instant.optional(), 'When the step was due by its own wait and hour.'),
    at: about(instant.optional(), 'When the step will run, or when it was stopped or finished.'),
    lane: about(z.string().optional(), 'The lane that it queues in.', 'claire.mail'),
    opensOn: about(z.string().optional(), 'Day on which the lane opens for it.'),
    listedAt: about(instant.optional(), 'From when on a person may resolve the unknown outcome.'),
    taskId: z.string().optional(),
    until: about(instant.optional(), 'When the pause ends; absent: when a person resumes it.'),
    because: why.optional(),
  })
  .meta({ id: 'EnrollmentState' });

/** An enrollment as the API tells it. */
export const enrollment = z
  .object({
    id: enrollmentId,
    leadId,
    sequenceId,
    version: about(z.int(), 'The version that its present step was read from.'),
    pinned: about(z.boolean(), 'Keeps its version when the sequence is published again (D10).'),
    userId: about(z.string(), 'In whose name it sends.'),
    done: about(z.array(z.string()), 'Steps that are done or skipped, in order.'),
    state,
    enrolledAt: instant,
    repliedAt: instant.optional(),
  })
  .meta({ id: 'Enrollment' });

const leadIds = z
  .array(leadId)
  .min(1, 'Name at least one lead.')
  .max(1000, 'Enroll 1,000 leads a call at most; use a job for more.')
  .refine((ids) => new Set(ids).size === ids.length, 'A lead is named twice.');

/** Who is to be enrolled, in what, in whose name. */
export const enrollIn = z
  .strictObject({
    leadId: about(leadId.optional(), 'One lead. Either this or `leadIds`.'),
    leadIds: about(leadIds.optional(), 'Up to 1,000 leads, each once. Either this or `leadId`.'),
    sequenceId,
    userId: about(userId.optional(), 'The user in whose name it goes; by default the caller.'),
  })
  .refine((value) => (value.leadId === undefined) !== (value.leadIds === undefined), {
    path: ['leadIds'],
    message: 'Give either leadId or leadIds.',
  })
  .meta({ id: 'EnrollIn', examples: [{ leadIds: ['k3j9x0q2m4v7b1zc'], sequenceId: 'spring-26' }] });

/** The result for each lead of a request. */
export const enrolledResults = z.array(
  z.object({
    leadId,
    outcome: about(
      z.enum(['enrolled', 'already-enrolled', 'refused']),
      'already-enrolled: it is in the sequence, perhaps through this very request.',
    ),
    enrollmentId: z.string().optional(),
    why: about(z.string().optional(), 'Why it was refused, and what to mend.'),
    warnings: about(
      warnings.optional(),
      'What the lead will not get, or not at its hour (D3, D7). Absent of a lead that is enrolled: the answer would have been longer than 4 MB; `POST /v1/enrollments/check` tells them.',
    ),
    unsubscribedAt: about(instant.optional(), 'When the lead unsubscribed (D7).'),
  }),
);

/** The answer to enrolling. */
export const enrolled = z
  .object({ sequenceId, results: enrolledResults })
  .meta({ id: 'Enrolled', description: 'The result for each lead, in the order asked.' });

/** The answer to asking what enrolling would do (D7). */
export const checked = z
  .object({
    sequenceId,
    results: z.array(
      z.object({
        leadId,
        outcome: z.enum(['can-enroll', 'already-enrolled', 'refused']),
        enrollmentId: z.string().optional(),
        why: about(z.string().optional(), 'Why it would be refused, and what to mend.'),
        warnings: warnings.optional(),
      }),
    ),
  })
  .meta({
    id: 'EnrollmentCheck',
    description: 'The result for each lead, if it were enrolled, in the order asked.',
  });

/** What happened to an enrollment (F2). */
export const record = z
  .object({
    enrollment,
    items: z.array(
      z.object({
        at: instant,
        type: suchAs(z.string(), 'deferred'),
        step: z.string().optional(),
        words: about(
          z.string(),
          'What happened and why, in words.',
          'Deferred “First mail” to 2027-03-29 07:00 UTC: working hours, decided for the group paris.',
        ),
        reply: replyExcerpt.optional(),
        event: about(event, 'The same as data.'),
      }),
    ),
  })
  .meta({
    id: 'EnrollmentRecord',
    description: 'Everything that happened, in order, with each decision (F2).',
  });

const pauseLength = {
  until: instantIn.optional(),
  days: suchAs(z.int().min(1).max(365).optional(), 3),
  minutes: suchAs(z.int().min(1).max(525_600).optional(), 90),
};

/** How many ways of saying how long to pause are given. */
const lengthsOf = ({ until, days, minutes }: z.output<z.ZodObject<typeof pauseLength>>): number =>
  [until, days, minutes].filter((each) => each !== undefined).length;

/** How long to pause. */
export const pauseIn = z
  .strictObject(pauseLength)
  .refine(
    (value) => lengthsOf(value) <= 1,
    'Give one of until, days and minutes, or none to pause until somebody resumes it.',
  )
  .meta({ id: 'PauseIn', examples: [{ days: 3 }] });

/** What to do with several enrollments. */
export const actionsIn = z
  .strictObject({
    ids: z
      .array(enrollmentId)
      .min(1, 'Name at least one enrollment.')
      .max(100, 'Name 100 enrollments at most.')
      .refine((ids) => new Set(ids).size === ids.length, 'An enrollment is named twice.'),
    action: about(
      z.enum(['pause', 'resume', 'stop'], 'Choose pause, resume or stop.'),
      'What to do with each.',
    ),
    ...pauseLength,
  })
  .refine((value) => value.action === 'pause' || lengthsOf(value) === 0, {
    path: ['action'],
    message: 'Only a pause takes until, days or minutes.',
  })
  .refine(
    (value) => lengthsOf(value) <= 1,
    'Give one of until, days and minutes, or none to pause until somebody resumes them.',
  )
  .meta({ id: 'ActionsIn', examples: [{ ids: ['k3j9x0q2m4v7b1zc.spring-26.1'], action: 'pause', days: 3 }] });

/** What became of each of several enrollments. */
export const actionResults = z
  .object({
    results: z.array(
      z.object({
        id: enrollmentId,
        outcome: about(
          z.enum(['changed', 'unchanged', 'refused', 'forbidden', 'not-found', 'busy']),
          'unchanged: it was so already · busy: others change it at this moment, try again.',
        ),
        status: about(enrollmentStatus.optional(), 'In which state it is now.'),
        why: about(z.string().optional(), 'Why nothing was done.'),
      }),
    ),
  })
  .meta({ id: 'ActionResults', description: 'The outcome of each, in the order asked.' });
