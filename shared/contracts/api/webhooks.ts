import * as z from 'zod';
import { deliveryStatuses, webhookTypes } from '#shared/domain/webhooks/delivery.ts';
import { about } from './about.ts';
import { leadId } from './ids.ts';
import { admins, everyone, managersUp, revised, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { settingsScope } from './settings.ts';
import { instant, revision } from './values.ts';

const deliveryId = z
  .string()
  .regex(/^[a-z0-9]{1,16}-[acdt]-[a-z0-9]{1,16}$/, 'This is not the id of a delivery.')
  .meta({
    description: 'The id of a delivery; also the `webhook-id` that the receiver gets.',
    examples: ['k3j9x0q2m4v7b1zc-c-lzwykxq8'],
  });

const button = about(
  z.enum(['convert', 'disqualify'], 'Choose convert or disqualify.'),
  'The button of the lead.',
  'convert',
);

const type = z
  .enum(webhookTypes, `Choose one of ${webhookTypes.join(', ')}.`)
  .meta({ description: 'What the receiver gets.', examples: ['lead.converted'] });

const attempt = z.object({
  at: instant,
  durationMs: z.number().optional(),
  status: about(z.number().optional(), 'HTTP status of the answer.', 200),
  error: about(z.string().optional(), 'Why there was no answer, or what is wrong with it.'),
  answer: about(z.string().optional(), 'The beginning of the answer.'),
});

const shape = {
  id: deliveryId,
  revision,
  type,
  button: button.optional(),
  sequenceId: about(
    z.string().optional(),
    'Of an answer to a survey: the feedback sequence whose webhook is told (C7).',
  ),
  leadId: z.string().optional(),
  ownerId: about(z.string(), 'Whose settings say where it goes.'),
  scope: about(z.string().optional(), 'Of a test: the level whose webhook is tried.'),
  at: about(instant, 'When the button was used, or the answer given.'),
  by: about(z.string(), 'The user who used it, or the lead who answered.'),
  state: z
    .object({
      status: z.enum(deliveryStatuses),
      nextAt: about(instant.optional(), 'Of a pending one: when it is tried next.'),
      tries: z.number().optional(),
      at: about(instant.optional(), 'When it was delivered or given up.'),
      reason: about(
        z.enum(['gave-up', 'gone', 'off']).optional(),
        'Why it failed: a day of tries · the receiver answered 410 · there was no active webhook any more.',
      ),
    })
    .meta({
      description: 'Its state.',
      examples: [{ status: 'delivered', at: '2027-03-01T08:30:00.250Z' }],
    }),
  attempts: about(z.array(attempt), 'The latest calls, oldest first.'),
  createdAt: instant,
};

const delivery = z.object(shape).meta({ id: 'WebhookDelivery' });
const deliveryWithPayload = z
  .object({ ...shape, payload: about(z.record(z.string(), z.unknown()), 'What is sent.') })
  .meta({ id: 'WebhookDeliveryWithPayload' });

const secret = z
  .object({
    revision,
    secret: about(
      z.string(),
      'Verifies `webhook-signature`, by any library of Standard Webhooks.',
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=',
    ),
    rotatedAt: instant.optional(),
    previous: z
      .object({ secret: z.string(), signsUntil: instant })
      .optional()
      .meta({ description: 'The former secret, while it signs too.' }),
  })
  .meta({ id: 'WebhookSecret' });

const webhooks = { tag: 'Webhooks', roles: admins } as const;
const oneDelivery = { ...webhooks, params: z.object({ id: deliveryId }) } as const;

export const webhookOperations = {
  listWebhookDeliveries: {
    ...webhooks,
    on: 'GET /v1/webhook-deliveries',
    summary: 'List deliveries',
    description:
      'By state (delivered, failed, pending), the newest of each first, those of a lead by time; kept for 30 days. Users see those of their own leads. A filter may leave a page short or empty: follow `cursor`.',
    roles: everyone,
    query: pageQuery.extend({
      lead: about(leadId.optional(), 'Only those of this lead.'),
      state: z
        .enum(deliveryStatuses, `Choose one of ${deliveryStatuses.join(', ')}.`)
        .optional()
        .meta({ description: 'Only those in this state.', examples: ['failed'] }),
      type: type.optional(),
    }),
    returns: { status: 200, description: 'Deliveries.', body: pageOf(delivery) },
  },
  getWebhookDelivery: {
    ...oneDelivery,
    on: 'GET /v1/webhook-deliveries/{id}',
    summary: 'Read a delivery, with what is sent',
    roles: everyone,
    returns: { status: 200, description: 'The delivery.', body: deliveryWithPayload },
    problems: [404],
  },
  redeliverWebhook: {
    ...oneDelivery,
    on: 'POST /v1/webhook-deliveries/{id}/redeliver',
    summary: 'Send a delivery again',
    description:
      'At once, then for a day until it succeeds, with the same `webhook-id` and body, to the address in the present settings.',
    roles: managersUp,
    returns: { status: 202, description: 'The delivery, pending.', body: delivery },
    problems: [404, 409],
  },
  testWebhook: {
    ...webhooks,
    on: 'POST /v1/settings/{scope}/webhooks/test',
    summary: 'Try a webhook',
    description:
      'Sends a signed `webhook.test` once, to the webhook of this level. Read the delivery to see the result.',
    params: z.object({ scope: settingsScope }),
    body: z.strictObject({ button }).meta({ id: 'TestWebhookIn' }),
    returns: { status: 202, description: 'The delivery, pending.', body: delivery },
    problems: [409],
  },
  getWebhookSecret: {
    ...webhooks,
    on: 'GET /v1/webhook-secret',
    summary: 'Read the signing secret',
    description:
      'Every webhook has the headers `webhook-id`, `webhook-timestamp` and `webhook-signature` as Standard Webhooks says. The secret is the organisation’s, and is stored nowhere.',
    ...revised(secret, 'The secret.'),
  },
  rotateWebhookSecret: {
    ...webhooks,
    on: 'POST /v1/webhook-secret/rotate',
    summary: 'Rotate the signing secret',
    description:
      'For a day both secrets sign, so that receivers can change over. `If-Match` names the secret to be replaced.',
    ...revised(secret, 'The new secret, and the one before.'),
    conditional: true,
    problems: [412, 428],
  },
} as const satisfies Record<string, Operation>;
