import * as z from 'zod';
import { leadChannels } from '#shared/domain/core/sent-message.ts';
import { about, suchAs } from './about.ts';
import { leadId, messageId } from './ids.ts';
import { everyone, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { instant } from './values.ts';

const shape = {
  id: messageId,
  at: about(instant, 'When it went out.'),
  channel: z.enum(leadChannels),
  userId: about(z.string(), 'In whose name it went out.', 'claire'),
  from: about(
    z.string().optional(),
    'Of a mail whose words are kept: the address that it came from.',
    'claire@acme.example',
  ),
  to: about(z.string(), 'The address or number that it went to.', 'zoe@example.com'),
  subject: about(z.string().optional(), 'Of a mail; absent: nobody knows it.', 'A question'),
  enrollmentId: z.string(),
  sequenceId: z.string(),
  step: suchAs(z.string(), 'hello'),
};

const message = z
  .object({
    ...shape,
    by: about(z.string().optional(), 'The user who sent it from a task; absent: the engine did.', 'paul'),
    textKept: about(z.boolean(), 'Its words are kept: `GET /v1/messages/{id}` gives them.', true),
  })
  .meta({ id: 'Message' });

const messageWithText = z
  .object({
    ...shape,
    html: about(
      z.string().optional(),
      'Of a mail, with the links that its author wrote: tracked links, the picture, and the links to unsubscribe and to a survey are the recipient’s alone. Never show it outside a frame without scripts.',
      '<p>Hello Zoe</p>',
    ),
    text: about(z.string(), 'Of a mail its text part.', 'Hello Zoe'),
    cut: about(
      z.boolean(),
      'Its HTML had more than 100,000 characters and is left out, or its text more than 30,000.',
      false,
    ),
    expiresAt: about(instant, 'Until when its words are kept.'),
  })
  .meta({ id: 'MessageWithText' });

const messages = { tag: 'Messages', roles: everyone } as const;

export const messageOperations = {
  listMessages: {
    ...messages,
    on: 'GET /v1/leads/{id}/messages',
    summary: 'List the mails and texts that went out to a lead, the newest first',
    description:
      'For who can access the lead (F9): sent by the engine, or by a person from a task. They are told by the lead’s activities. A page may hold fewer than `limit`, or nothing, and there may be more.',
    params: z.object({ id: leadId }),
    query: pageQuery,
    returns: { status: 200, description: 'Messages.', body: pageOf(message) },
    problems: [404],
  },
  getMessage: {
    ...messages,
    on: 'GET /v1/messages/{id}',
    summary: 'Read a mail or text as it went out',
    description:
      'Its words are kept for as many days as the setting `sentTextDays` said when it went out (F9); 404 when they are not. Of a message whose outcome is not known they are kept too.',
    params: z.object({ id: messageId }),
    returns: { status: 200, description: 'The message, with its words.', body: messageWithText },
    problems: [404],
  },
} as const satisfies Record<string, Operation>;
