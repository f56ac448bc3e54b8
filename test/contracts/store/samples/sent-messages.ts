import type { SentMessage } from '#shared/domain/core/sent-message.ts';
import { at } from '#test/support/at.ts';
import { organisation } from './organisation.ts';
import { lead } from './people.ts';

// What went out, with all optional fields.

export const sentMessage: SentMessage = {
  organisation,
  id: `${lead.id}.q1.1.s1`,
  revision: 1,
  at: at('2027-03-01T09:00:00.000Z'),
  channel: 'mail',
  userId: 'u1',
  from: 'ana@acme.example',
  to: 'elise@initech.example',
  subject: 'Hello Élise',
  html: '<p>Hello Élise, shall we talk on Tuesday?</p>',
  text: 'Hello Élise, shall we talk on Tuesday?',
  cut: true,
  expiresAt: 1_835_000_000,
};
