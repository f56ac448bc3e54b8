import type { Reply } from '#shared/domain/inbound/reply.ts';
import { at, enrollmentNamed } from '#test/support/at.ts';
import { organisation } from './organisation.ts';
import { lead } from './people.ts';

// What leads answered, with all optional fields.

export const reply: Reply = {
  organisation,
  id: 'm4v7b1zck3j9x0q2',
  revision: 2,
  kind: 'reply',
  at: at('2027-03-02T09:00:00.000Z'),
  from: 'elise@initech.example',
  fromName: 'Élise Martin',
  subject: 'Re: Hello',
  messageId: '<a1@initech.example>',
  leadId: lead.id,
  enrollmentId: enrollmentNamed(`${lead.id}.q1.1`),
  sequenceId: 'q1',
  step: 's1',
  userId: 'u1',
  ownerId: 'u2',
  text: 'Yes, let us talk on Tuesday.',
  textCut: false,
  whole: 'Yes, let us talk on Tuesday.\n\n> Tuesday?',
  files: [
    {
      name: 'plan.exe',
      type: 'application/pdf',
      size: 1234,
      part: { from: 900, length: 1668, encoding: 'base64' },
      left: 'type',
    },
  ],
  key: 'c1d2e3',
  outcome: { kind: 'held', until: at('2027-03-05T09:00:00.000Z') },
  forwarded: {
    kind: 'sent',
    at: at('2027-03-02T09:00:01.000Z'),
    to: 'ana@acme.example',
    messageId: '0102019a8f3c21d7-5b0e7c1a-000000',
  },
  expiresAt: 1_805_000_000,
};
