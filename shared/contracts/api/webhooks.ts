import * as z from 'zod';
import { deliveryStatuses, webhookTypes } from '#shared/domain/webhooks/delivery.ts';
import { leadId } from './ids.ts';
import { admins, everyone, managersUp, revised, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { settingsScope } from './settings.ts';
import { instant, revision } from './values.ts';

const deliveryId = z
  .string()
  .regex(/^[a-z0-9]{1,16}-[cdt]-[a-z0-9]{1,16}$/, 'This is not the id of a delivery.')
  .meta({
    description: 'The id of a delivery; also the `webhook-id` that the receiver gets.',
    examples: ['k3j9x0q2m4v7b1zc-c-lzwykxq8'],
  });

const button = z
  .enum(['convert', 'disqualify'], 'Choose convert or disqualify.')
  .meta({ description: 'The button of the lead.', examples: ['convert'] });

const type = z
  .enum(webhookTypes, `Choose one of ${webhookTypes.join(', ')}.`)
  .meta({ description: 'What the receiver gets.', examples: ['lead.converted'] });

const attempt = z.object({
  at: instant,
  durationMs: z.number().optional(),
  status: z
    .number()
    .optional()
    .meta({ description: 'HTTP status of the answer.', examples: [200] }),
  error: z.string().optional().meta({ description: 'Why there was no answer, or what is wrong with it.' }),
  answer: z.string().optional().meta({ description: 'The beginning of the answer.' }),
});

const shape = {
  id: deliveryId,
  revision,
  type,
  button,
  leadId: z.string().optional(),
  ownerId: z.string().meta({ description: 'Whose settings say where it goes.' }),
  scope: z.string().optional().meta({ description: 'Of a test: the level whose webhook is tried.' }),
  at: instant.meta({ description: 'When the button was used.' }),
  by: z.string().meta({ description: 'The user who used it.' }),
  state: z
    .object({
      status: z.enum(deliveryStatuses),
      nextAt: instant.optional().meta({ description: 'Of a pending one: when it is tried next.' }),
      tries: z.number().optional(),
      at: instant.optional().meta({ description: 'When it was delivered or given up.' }),
      reason: z.enum(['gave-up', 'gone', 'off']).optional().meta({
        description:
          'Why it failed: a day of tries · the receiver answered 410 · there was no active webhook any more.',
      }),
    })
    .meta({
      description: 'Its state.',
      examples: [{ status: 'delivered', at: '2027-03-01T08:30:00.250Z' }],
    }),
  attempts: z.array(attempt).meta({ description: 'The latest calls, oldest first.' }),
  createdAt: instant,
};

const delivery = z.object(shape).meta({ id: 'WebhookDelivery' });
const deliveryWithPayload = z
  .object({ ...shape, payload: z.record(z.string(), z.unknown()).meta({ description: 'What is sent.' }) })
  .meta({ id: 'WebhookDeliveryWithPayload' });

const secret = z
  .object({
    revision,
    secret: z.string().meta({
      description: 'Verifies `webhook-signature`, by any library of Standard Webhooks.',
      examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo='],
    }),
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
      lead: leadId.optional().meta({ description: 'Only those of this lead.' }),
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
