import * as z from 'zod';
import { checked, enrolled, enrollIn, enrollment, pauseIn, record } from './enrollment.ts';
import { enrollmentId, leadId, sequenceId } from './ids.ts';
import { everyone, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { idempotencyKey } from './values.ts';

const one = z.object({ id: enrollmentId });
const changed = (description: string) => ({ status: 200, description, body: enrollment }) as const;

export const enrollmentOperations = {
  enrollLeads: {
    method: 'POST',
    path: '/v1/enrollments',
    tag: 'Enrollments',
    summary: 'Enroll one lead or up to 1,000',
    description:
      'Repeat a request whose answer was lost with the same `Idempotency-Key`: it is answered alike and nothing is done twice. Keys are kept for a day.',
    roles: everyone,
    headers: idempotencyKey,
    body: enrollIn,
    returns: { status: 200, description: 'The result for each lead.', body: enrolled },
    problems: [404, 409, 422],
  },
  checkEnrollment: {
    method: 'POST',
    path: '/v1/enrollments/check',
    tag: 'Enrollments',
    summary: 'Check what enrolling would do, with its warnings',
    description:
      'Changes nothing. Warns of leads who unsubscribed, complained, bounced, are suppressed or disqualified, or have no address for a step, with the steps that this costs and the setting that decides it (D7).',
    roles: everyone,
    body: enrollIn,
    returns: { status: 200, description: 'The result for each lead, if it were enrolled.', body: checked },
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
    summary: 'Resume a paused enrollment',
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
    summary: 'Pin it to its version, or let it follow the present one',
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
    summary: 'Resolve a send whose outcome is unknown',
    description:
      '`sent`: it counts as sent. `resend`: it is sent again, which only a person may decide (F3).',
    roles: everyone,
    params: one,
    body: z
      .strictObject({ outcome: z.enum(['sent', 'resend'], 'Choose sent or resend.') })
      .meta({ id: 'ResolveIn' }),
    returns: changed('The enrollment, under way again.'),
    problems: [404, 409],
  },
} as const satisfies Record<string, Operation>;
