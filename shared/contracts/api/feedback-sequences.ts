import * as z from 'zod';
import { about } from './about.ts';
import { enrolled } from './enrollment.ts';
import { leadId, sequenceId, surveyId, templateId, userId } from './ids.ts';
import { admins, everyone, revised, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { deletionQuery } from './sequence.ts';
import { idempotencyKey, instant, language, line, revision } from './values.ts';

const alertUser = (of: string) => about(userId.optional(), `Who is told of ${of}; absent: nobody.`);

/** The settings as they come in; what more must hold is said by `validateFeedback`. */
const settings = {
  survey: about(surveyId, 'The survey that it asks, which is published.'),
  channel: about(
    z.enum(['mail', 'sms'], 'Choose mail or sms.'),
    'How clients are reached; it stays as it is.',
    'mail',
  ),
  invitation: about(
    templateId,
    'The template of the invitation, with {{ survey.link }} or {{ survey.ratings }}.',
  ),
  reminder: about(templateId.optional(), 'That of the reminders; absent: the invitation’s.'),
  reminders: about(z.number(), 'How many reminders follow where nothing is answered, 0 to 10 (C2).', 2),
  reminderDays: about(z.number(), 'Days from one to the next.', 3),
  betweenSequencesDays: about(
    z.number(),
    'Least days between two invitations of different feedback sequences to one client; 0: none (C3).',
    30,
  ),
  betweenSendsDays: about(
    z.number(),
    'Least days between two invitations of this one to one client; 0: none (C4).',
    90,
  ),
  unhappyBelow: about(
    z.number().optional(),
    'A client whose satisfaction is below is unhappy; absent: nobody is called so (C5).',
    7,
  ),
  positiveFrom: about(z.number(), 'A satisfaction from which on feedback is positive (C6).', 9),
  sharePositive: about(
    z.boolean(),
    'Positive feedback with words goes to the employees concerned by itself (C6).',
  ),
  alerts: z
    .strictObject({
      warning: alertUser('warnings'),
      'unhappy-client': alertUser('unhappy clients'),
      'service-request': alertUser('requests for service'),
    })
    .meta({
      description: 'The user responsible for each kind of alert (C5).',
      examples: [{ warning: 'claire' }],
    }),
  alertTasks: about(z.boolean(), 'An alert also makes a task for its user (C5).'),
  webhookUrl: about(
    z.string().max(2_000).optional(),
    'Where each answer is told: https (C7).',
    'https://example.com/hooks/answers',
  ),
  unsubscribeLink: z
    .strictObject({ language })
    .optional()
    .meta({ description: 'The link at the bottom of each mail, in a language; absent: none (D7).' }),
};

const settingsIn = z
  .strictObject({
    ...settings,
    reminders: settings.reminders.default(2),
    reminderDays: settings.reminderDays.default(3),
    betweenSequencesDays: settings.betweenSequencesDays.default(30),
    betweenSendsDays: settings.betweenSendsDays.default(90),
    positiveFrom: settings.positiveFrom,
    sharePositive: settings.sharePositive.default(false),
    alerts: settings.alerts.default({}),
    alertTasks: settings.alertTasks.default(false),
  })
  .meta({ id: 'FeedbackSettingsIn' });

const changes = z
  .strictObject({
    name: line(100, 'The name', 'After delivery').optional(),
    ...z.object(settings).partial().shape,
    reminder: settings.reminder.nullable(),
    unhappyBelow: settings.unhappyBelow.nullable(),
    webhookUrl: settings.webhookUrl.nullable(),
    unsubscribeLink: settings.unsubscribeLink.nullable(),
  })
  .refine((value) => Object.values(value).some((each) => each !== undefined), 'Name a setting to change.')
  .meta({ id: 'FeedbackChanges', examples: [{ reminders: 3 }] });

const feedbackSequence = z
  .object({
    id: sequenceId,
    revision,
    name: z.string(),
    status: z.enum(['draft', 'active', 'deleted']),
    settings: z.object(settings).meta({ id: 'FeedbackSettings' }),
    currentVersion: about(z.int(), 'Raised where a setting changes what is sent.'),
    publishedAt: instant.optional(),
    createdBy: z.string(),
    createdAt: instant,
  })
  .meta({ id: 'FeedbackSequence' });

const inviteIn = z
  .strictObject({
    clients: z
      .array(
        z.strictObject({
          leadId,
          employees: about(
            z.array(userId).max(20, 'Name 20 employees at most.').default([]),
            'Users whose work it is about; none: the owner of the lead (C6).',
          ),
        }),
      )
      .min(1, 'Name at least one client.')
      .max(1_000, 'Invite 1,000 clients at most in a call.'),
    userId: about(userId.optional(), 'In whose name; absent: your own.'),
  })
  .meta({ id: 'InviteIn' });

const feedback = { tag: 'Feedback sequences', roles: everyone } as const;
const oneSequence = { ...feedback, params: z.object({ id: sequenceId }) } as const;

export const feedbackSequenceOperations = {
  listFeedbackSequences: {
    ...feedback,
    on: 'GET /v1/feedback-sequences',
    summary: 'List feedback sequences',
    query: pageQuery,
    returns: {
      status: 200,
      description: 'Feedback sequences, but for the deleted ones.',
      body: pageOf(feedbackSequence),
    },
  },
  getFeedbackSequence: {
    ...oneSequence,
    on: 'GET /v1/feedback-sequences/{id}',
    summary: 'Read a feedback sequence with its settings',
    ...revised(feedbackSequence, 'The feedback sequence.'),
    problems: [404],
  },
  putFeedbackSequence: {
    ...oneSequence,
    on: 'PUT /v1/feedback-sequences/{id}',
    summary: 'Make a feedback sequence, or replace its name and all its settings',
    description: 'It sends a survey to who is enrolled, from the moment on at which it is made (C1).',
    roles: admins,
    body: z
      .strictObject({ name: line(100, 'The name', 'After delivery'), settings: settingsIn })
      .meta({ id: 'FeedbackSequenceIn' }),
    ...revised(feedbackSequence, 'The feedback sequence; 201 when new.'),
    mayCreate: true,
    conditional: true,
    problems: [409, 412, 428],
  },
  changeFeedbackSequence: {
    ...oneSequence,
    on: 'PATCH /v1/feedback-sequences/{id}',
    summary: 'Change settings of a feedback sequence',
    description:
      'Each setting that is named is saved by itself and holds at once, also for who is under way (C8); null takes one away. Nobody else’s change of another setting is in the way.',
    roles: admins,
    body: changes,
    ...revised(feedbackSequence, 'The feedback sequence.'),
    problems: [404, 409, 412],
  },
  deleteFeedbackSequence: {
    ...oneSequence,
    on: 'DELETE /v1/feedback-sequences/{id}',
    summary: 'Delete a feedback sequence for good',
    description:
      'Immediate and final, as for other sequences: nobody is invited or reminded any more (D11). Links that went out still take answers.',
    roles: admins,
    query: deletionQuery,
    returns: { status: 204, description: 'It is deleted.' },
    conditional: true,
    problems: [404, 409, 412, 428],
  },
  inviteClients: {
    ...oneSequence,
    on: 'POST /v1/feedback-sequences/{id}/invitations',
    summary: 'Invite one client or up to 1,000 to a survey',
    description:
      'Enrolls them, with the employees concerned. An invitation that comes too soon after another one to the same address waits until it may go (C3, C4). Repeat a request whose answer was lost with the same `Idempotency-Key`.',
    headers: idempotencyKey,
    body: inviteIn,
    returns: {
      status: 200,
      description: 'The result for each client.',
      body: enrolled,
    },
    problems: [404, 409, 422],
  },
} as const satisfies Record<string, Operation>;
