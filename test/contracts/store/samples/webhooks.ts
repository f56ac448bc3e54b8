import type { WebhookDelivery } from '#shared/domain/webhooks/delivery.ts';
import type { WebhookRotation } from '#shared/domain/webhooks/rotation.ts';
import { at } from '#test/support/at.ts';
import { organisation } from './organisation.ts';
import { lead } from './people.ts';

// Webhooks, with all optional fields.

export const webhookDelivery: WebhookDelivery = {
  organisation,
  id: `${lead.id}-c-lm2abc3d`,
  revision: 2,
  leadId: lead.id,
  ownerId: 'u1',
  button: 'convert',
  scope: 'group.g1',
  type: 'lead.converted',
  at: at('2027-03-15T09:00:00.000Z'),
  by: 'u1',
  body: '{"type":"lead.converted"}',
  confirmed: true,
  state: { status: 'pending', nextAt: at('2027-03-15T09:01:00.000Z'), tries: 1 },
  attempts: [
    {
      at: at('2027-03-15T09:00:00.000Z'),
      durationMs: 12,
      status: 500,
      error: 'It answered 500.',
      answer: 'Oops',
    },
  ],
  createdAt: at('2027-03-15T09:00:00.000Z'),
  expiresAt: 1_805_000_000,
};

export const webhookRotation: WebhookRotation = {
  organisation,
  id: 'current',
  revision: 1,
  number: 1,
  rotatedAt: at('2027-03-15T09:00:00.000Z'),
};
