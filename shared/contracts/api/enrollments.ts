import * as z from 'zod';
import { about } from './about.ts';
import {
  actionResults,
  actionsIn,
  checked,
  enrolled,
  enrollIn,
  enrollment,
  pauseIn,
  record,
} from './enrollment.ts';
import { enrollmentId, leadId, sequenceId, stepId } from './ids.ts';
import { everyone, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { idempotencyKey } from './values.ts';

const changed = (description: string) => ({ status: 200, description, body: enrollment }) as const;

const enrollments = { tag: 'Enrollments', roles: everyone } as const;
const oneEnrollment = { ...enrollments, params: z.object({ id: enrollmentId }) } as const;

export const enrollmentOperations = {
  enrollLeads: {
    ...enrollments,
    on: 'POST /v1/enrollments',
    summary: 'Enroll one lead or up to 1,000',
    description:
      'Repeat a request whose answer was lost with the same `Idempotency-Key`: it is answered alike and nothing is done twice. Keys are kept for a day.',
    headers: idempotencyKey,
    body: enrollIn,
    returns: { status: 200, description: 'The result for each lead.', body: enrolled },
    problems: [404, 409, 422],
  },
  checkEnrollment: {
    ...enrollments,
    on: 'POST /v1/enrollments/check',
    summary: 'Check what enrolling would do, with its warnings',
    description:
      'Changes nothing. Warns of leads who unsubscribed, complained, bounced, are suppressed or disqualified, or have no address for a step, with the steps that this costs and the setting that decides it (D7), and of what the forecast says is held: at which step and why, such as a variable that nothing fills (F1). Of an invitation to a survey it says until when the client’s interval keeps it (C3, C4).',
    body: enrollIn,
    returns: { status: 200, description: 'The result for each lead, if it were enrolled.', body: checked },
    tooLong: 'Check fewer leads at a time.',
    problems: [404, 409],
  },
  listEnrollments: {
    ...enrollments,
    on: 'GET /v1/enrollments',
    summary: 'List enrollments of a lead or of a sequence',
    description:
      '`status=unknown` lists the sends whose outcome a person must resolve, in all sequences or in one. A page may hold fewer than `limit`.',
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
    ...oneEnrollment,
    on: 'GET /v1/enrollments/{id}',
    summary: 'Read an enrollment',
    returns: changed('The enrollment.'),
    problems: [404],
  },
  getRecord: {
    ...oneEnrollment,
    on: 'GET /v1/enrollments/{id}/record',
    summary: 'Read what happened to an enrollment, and why',
    returns: { status: 200, description: 'Everything in order, in words.', body: record },
    problems: [404],
  },
  pauseEnrollment: {
    ...oneEnrollment,
    on: 'POST /v1/enrollments/{id}/pause',
    summary: 'Pause, with or without end',
    body: pauseIn,
    bodyOptional: true,
    returns: changed('The enrollment, paused.'),
    problems: [404, 409],
  },
  resumeEnrollment: {
    ...oneEnrollment,
    on: 'POST /v1/enrollments/{id}/resume',
    summary: 'Resume a paused enrollment',
    description: 'What fell due during the pause goes back through windows, caps and pacing (F6).',
    returns: changed('The enrollment, under way again.'),
    problems: [404, 409],
  },
  stopEnrollment: {
    ...oneEnrollment,
    on: 'POST /v1/enrollments/{id}/stop',
    summary: 'Stop for good',
    returns: changed('The enrollment, stopped.'),
    problems: [404, 409],
  },
  changeEnrollments: {
    ...enrollments,
    on: 'POST /v1/enrollments/actions',
    summary: 'Pause, resume or stop up to 100 enrollments',
    description:
      'Each on its own, as asked for one by one: what one is refused keeps no other back. Repeated, what is done already is `unchanged` (F12).',
    body: actionsIn,
    returns: { status: 200, description: 'The outcome of each.', body: actionResults },
  },
  pinEnrollment: {
    ...oneEnrollment,
    on: 'PUT /v1/enrollments/{id}/pin',
    summary: 'Pin it to its version, or let it follow the present one',
    description:
      'A pinned enrollment goes on with the version that it is on, whatever is published (D10). Let go, it takes the present version from its next step on.',
    body: z.strictObject({ pinned: z.boolean() }).meta({ id: 'PinIn', examples: [{ pinned: true }] }),
    returns: changed('The enrollment.'),
    problems: [404, 409],
  },
  moveEnrollment: {
    ...oneEnrollment,
    on: 'POST /v1/enrollments/{id}/move',
    summary: 'Move the lead to another sequence',
    description: 'Stops this enrollment and enrolls the lead in the other sequence.',
    body: z.strictObject({ sequenceId }).meta({ id: 'MoveIn' }),
    returns: changed('The new enrollment.'),
    problems: [404, 409],
  },
  goToStep: {
    ...oneEnrollment,
    on: 'POST /v1/enrollments/{id}/go-to-step',
    summary: 'Go on with a later step now',
    description:
      'The steps before it are skipped, and it goes now, within windows, caps and pacing (D2). A step that is done is not gone back to. At that step already: nothing changes.',
    body: z
      .strictObject({
        step: about(stepId.optional(), 'A step that is still to come; absent: the last one.', 'again'),
      })
      .meta({ id: 'GoToStepIn', examples: [{ step: 'again' }] }),
    bodyOptional: true,
    returns: changed('The enrollment, at that step.'),
    problems: [404, 409],
  },
  resolveUnknown: {
    ...oneEnrollment,
    on: 'POST /v1/enrollments/{id}/resolve',
    summary: 'Resolve a send whose outcome is unknown',
    description:
      '`sent`: it counts as sent. `resend`: it is sent again, which only a person may decide (F3).',
    body: z
      .strictObject({ outcome: z.enum(['sent', 'resend'], 'Choose sent or resend.') })
      .meta({ id: 'ResolveIn' }),
    returns: changed('The enrollment, under way again.'),
    problems: [404, 409],
  },
} as const satisfies Record<string, Operation>;
