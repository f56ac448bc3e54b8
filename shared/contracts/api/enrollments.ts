import * as z from 'zod';
import { enrollmentId, leadId, sequenceId, userId } from './ids.ts';
import { everyone, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { instant, instantIn } from './values.ts';
import { warnings } from './warnings.ts';

/** Why something came about, as data; `words` says it in a sentence. */
const because = z.looseObject({ kind: z.string() }).meta({
  id: 'Because',
  description: 'Why, as data.',
  examples: [{ kind: 'setting', setting: 'workingHours', source: { level: 'group', id: 'paris' } }],
});

const state = z
  .object({
    status: z
      .enum(['scheduled', 'backlogged', 'sending', 'unknown', 'waiting', 'paused', 'stopped', 'finished'])
      .meta({
        description:
          'scheduled: has a time · backlogged: queues for its sender’s capacity · sending · unknown: the provider’s answer was lost · waiting: on a task · paused · stopped · finished',
      }),
    step: z.string().optional().meta({ description: 'The step that it is at.' }),
    due: instant.optional().meta({ description: 'When the step was due by its own wait.' }),
    at: instant
      .optional()
      .meta({ description: 'When the step will run, or when it was stopped or finished.' }),
    lane: z
      .string()
      .optional()
      .meta({ description: 'The lane that it queues in.', examples: ['claire.mail'] }),
    opensOn: z.string().optional().meta({ description: 'Day on which its queue moves on.' }),
    listedAt: instant
      .optional()
      .meta({ description: 'From when on a person may resolve the unknown outcome.' }),
    taskId: z.string().optional(),
    until: instant.optional().meta({ description: 'When the pause ends; absent: when a person resumes it.' }),
    because: because.optional(),
  })
  .meta({ id: 'EnrollmentState' });

const enrollment = z
  .object({
    id: enrollmentId,
    leadId,
    sequenceId,
    version: z.int().meta({ description: 'The version that its present step was read from.' }),
    pinned: z.boolean().meta({ description: 'Keeps its version when the sequence is edited (D10).' }),
    userId: z.string().meta({ description: 'In whose name it sends.' }),
    done: z.array(z.string()).meta({ description: 'Steps behind it, in order.' }),
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

const enrollIn = z
  .strictObject({
    leadId: leadId.optional().meta({ description: 'One lead. Either this or `leadIds`.' }),
    leadIds: leadIds
      .optional()
      .meta({ description: 'Up to 1,000 leads, each once. Either this or `leadId`.' }),
    sequenceId,
    userId: userId.optional().meta({ description: 'In whose name; by default the caller.' }),
  })
  .refine((value) => (value.leadId === undefined) !== (value.leadIds === undefined), {
    path: ['leadIds'],
    message: 'Give either leadId or leadIds.',
  })
  .meta({ id: 'EnrollIn', examples: [{ leadIds: ['k3j9x0q2m4v7b1zc'], sequenceId: 'spring-26' }] });

/** What became of each lead of a request. */
export const enrolledResults = z.array(
  z.object({
    leadId,
    outcome: z.enum(['enrolled', 'already-enrolled', 'refused']).meta({
      description: 'already-enrolled: it is in the sequence, perhaps through this very request.',
    }),
    enrollmentId: z.string().optional(),
    why: z.string().optional().meta({ description: 'Why it was refused, and what to mend.' }),
    warnings: warnings.optional(),
    unsubscribedAt: instant.optional().meta({ description: 'When the lead unsubscribed (D7).' }),
  }),
);

const enrolled = z
  .object({ sequenceId, results: enrolledResults })
  .meta({ id: 'Enrolled', description: 'What became of each lead, in the order asked.' });

const checked = z
  .object({
    sequenceId,
    results: z.array(
      z.object({
        leadId,
        outcome: z.enum(['can-enroll', 'already-enrolled', 'refused']),
        enrollmentId: z.string().optional(),
        why: z.string().optional().meta({ description: 'Why it would be refused, and what to mend.' }),
        warnings: warnings.optional(),
      }),
    ),
  })
  .meta({ id: 'EnrollmentCheck', description: 'What would become of each lead, in the order asked.' });

const record = z
  .object({
    enrollment,
    items: z.array(
      z.object({
        at: instant,
        type: z.string().meta({ examples: ['deferred'] }),
        step: z.string().optional(),
        words: z.string().meta({
          description: 'What happened and why, in words.',
          examples: [
            'Deferred “First mail” to 2027-03-29 07:00 UTC: working hours, decided for the group paris.',
          ],
        }),
        event: z.looseObject({ type: z.string() }).meta({ description: 'The same as data.' }),
      }),
    ),
  })
  .meta({
    id: 'EnrollmentRecord',
    description: 'Everything that happened, in order, with each decision (F2).',
  });

const one = z.object({ id: enrollmentId });
const changed = (description: string) => ({ status: 200, description, body: enrollment }) as const;

const pauseIn = z
  .strictObject({
    until: instantIn.optional(),
    days: z
      .int()
      .min(1)
      .max(365)
      .optional()
      .meta({ examples: [3] }),
    minutes: z
      .int()
      .min(1)
      .max(525_600)
      .optional()
      .meta({ examples: [90] }),
  })
  .refine(
    (value) => Object.values(value).filter((each) => each !== undefined).length <= 1,
    'Give one of until, days and minutes, or none to pause until somebody resumes it.',
  )
  .meta({ id: 'PauseIn', examples: [{ days: 3 }] });

export const enrollmentOperations = {
  enrollLeads: {
    method: 'POST',
    path: '/v1/enrollments',
    tag: 'Enrollments',
    summary: 'Enroll one lead or up to 1,000',
    description:
      'Repeat a request whose answer was lost with the same `Idempotency-Key`: it is answered alike and nothing is done twice. Keys are kept for a day.',
    roles: everyone,
    headers: z.object({
      'idempotency-key': z
        .string()
        .regex(/^[\x21-\x7e]{1,128}$/, 'The key is 1 to 128 visible characters.')
        .optional()
        .meta({
          description: 'Chosen by the caller, new for each new request.',
          examples: ['7f9c2ba4-e88f-4a53'],
        }),
    }),
    body: enrollIn,
    returns: { status: 200, description: 'What became of each lead.', body: enrolled },
    problems: [404, 409, 422],
  },
  checkEnrollment: {
    method: 'POST',
    path: '/v1/enrollments/check',
    tag: 'Enrollments',
    summary: 'See what enrolling would do, and what it warns of',
    description:
      'Changes nothing. Warns of leads who unsubscribed, complained, bounced, are suppressed or disqualified, or have no address for a step, with the steps that this costs and the setting that decides it (D7).',
    roles: everyone,
    body: enrollIn,
    returns: { status: 200, description: 'What would become of each lead.', body: checked },
    problems: [404, 409],
  },
  listEnrollments: {
    method: 'GET',
    path: '/v1/enrollments',
    tag: 'Enrollments',
    summary: 'List enrollments of a lead or of a sequence',
    description:
      '`status=unknown` lists the sends whose outcome a person must resolve, in all sequences or in one. A page may hold fewer than `limit`.',
    roles: everyone,
    query: pageQuery
      .extend({
        lead: leadId.optional(),
        sequence: sequenceId.optional(),
        status: z.enum(['unknown'], 'Only “unknown” can be asked for.').optional(),
      })
      .refine(({ lead, sequence, status }) => (lead ?? sequence ?? status) !== undefined, {
        path: ['lead'],
        message: 'Say which: give lead, sequence, or status=unknown.',
      }),
    returns: { status: 200, description: 'Enrollments.', body: pageOf(enrollment) },
    problems: [404],
  },
  getEnrollment: {
    method: 'GET',
    path: '/v1/enrollments/{id}',
    tag: 'Enrollments',
    summary: 'Read an enrollment',
    roles: everyone,
    params: one,
    returns: changed('The enrollment.'),
    problems: [404],
  },
  getRecord: {
    method: 'GET',
    path: '/v1/enrollments/{id}/record',
    tag: 'Enrollments',
    summary: 'Read what happened to an enrollment, and why',
    roles: everyone,
    params: one,
    returns: { status: 200, description: 'Everything in order, in words.', body: record },
    problems: [404],
  },
  pauseEnrollment: {
    method: 'POST',
    path: '/v1/enrollments/{id}/pause',
    tag: 'Enrollments',
    summary: 'Pause, with or without end',
    roles: everyone,
    params: one,
    body: pauseIn,
    bodyOptional: true,
    returns: changed('The enrollment, paused.'),
    problems: [404, 409],
  },
  resumeEnrollment: {
    method: 'POST',
    path: '/v1/enrollments/{id}/resume',
    tag: 'Enrollments',
    summary: 'Resume a paused one',
    description: 'What fell due during the pause goes back through windows, caps and pacing (F6).',
    roles: everyone,
    params: one,
    returns: changed('The enrollment, under way again.'),
    problems: [404, 409],
  },
  stopEnrollment: {
    method: 'POST',
    path: '/v1/enrollments/{id}/stop',
    tag: 'Enrollments',
    summary: 'Stop for good',
    roles: everyone,
    params: one,
    returns: changed('The enrollment, stopped.'),
    problems: [404, 409],
  },
  pinEnrollment: {
    method: 'PUT',
    path: '/v1/enrollments/{id}/pin',
    tag: 'Enrollments',
    summary: 'Keep it on its version, or let it follow the present one',
    description:
      'A pinned enrollment goes on with the version that it is on, whatever is published (D10). Let go, it takes the present version from its next step on.',
    roles: everyone,
    params: one,
    body: z.strictObject({ pinned: z.boolean() }).meta({ id: 'PinIn', examples: [{ pinned: true }] }),
    returns: changed('The enrollment.'),
    problems: [404, 409],
  },
  moveEnrollment: {
    method: 'POST',
    path: '/v1/enrollments/{id}/move',
    tag: 'Enrollments',
    summary: 'Move the lead to another sequence',
    description: 'Stops this enrollment and enrolls the lead in the other sequence.',
    roles: everyone,
    params: one,
    body: z.strictObject({ sequenceId }).meta({ id: 'MoveIn' }),
    returns: changed('The new enrollment.'),
    problems: [404, 409],
  },
  resolveUnknown: {
    method: 'POST',
    path: '/v1/enrollments/{id}/resolve',
    tag: 'Enrollments',
    summary: 'Settle a send whose outcome is unknown',
    description:
      '`sent`: it is held to have gone out. `resend`: it is sent again, which only a person may decide (F3).',
    roles: everyone,
    params: one,
    body: z
      .strictObject({ outcome: z.enum(['sent', 'resend'], 'Choose sent or resend.') })
      .meta({ id: 'ResolveIn' }),
    returns: changed('The enrollment, under way again.'),
    problems: [404, 409],
  },
} as const satisfies Record<string, Operation>;
