import * as z from 'zod';
import { notForwarded } from '#shared/domain/inbound/reply.ts';
import { about } from './about.ts';
import { leadId, userId } from './ids.ts';
import { everyone, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { instant } from './values.ts';

const replyId = z
  .string()
  .regex(/^[a-z0-9]{16}$/, 'The id of a reply is 16 of a–z and 0–9.')
  .meta({ description: 'The id of a reply, made by Relance.', examples: ['m4v7b1zck3j9x0q2'] });

const outcome = z
  .object({
    kind: z.enum(['stopped', 'goes-on', 'was-over', 'held', 'nothing', 'unmatched']),
    until: about(instant.optional(), 'Of `held`: until when the sequence waits.'),
  })
  .meta({
    description:
      'What the engine did: stopped: the enrollment ended · goes-on: its sequence goes on after replies · was-over: it had ended before · held: an automatic answer, the sequence waits · nothing: an automatic answer that changes nothing · unmatched: no message of ours is known that it answers',
    examples: [{ kind: 'stopped' }],
  });

const forwarded = z
  .object({
    kind: z.enum(['sent', 'failed', 'claimed', 'off']),
    at: instant.optional(),
    to: about(z.string().optional(), 'The address of the user.', 'claire@acme.example'),
    messageId: z.string().optional(),
    reason: about(z.string().optional(), 'Of `failed`: what the provider said.'),
    why: about(
      z.enum(notForwarded).optional(),
      'Of `off`: the setting · nobody wrote it · no user is known, or the user is switched off · the user’s address is one that replies come to.',
    ),
  })
  .meta({
    description:
      'Whether the user got it by mail: sent · failed · claimed: handed to the provider, whose answer is not known; it is not sent again · off',
    examples: [{ kind: 'off', why: 'automatic' }],
  });

const shape = {
  id: replyId,
  kind: about(z.enum(['reply', 'auto-reply']), 'Whether a person or a program answered.'),
  at: about(instant, 'When it came.'),
  from: about(z.string().optional(), 'Who wrote, who need not be the lead.', 'zoe@example.com'),
  fromName: about(z.string().optional(), 'As the mail says.', 'Zoe Martin'),
  subject: z.string(),
  messageId: about(z.string().optional(), 'The `Message-ID` of the mail.'),
  leadId: z.string().optional(),
  enrollmentId: z.string().optional(),
  sequenceId: z.string().optional(),
  step: about(z.string().optional(), 'The step that it answers.'),
  userId: about(z.string().optional(), 'In whose name the mail went out that it answers.'),
  ownerId: about(z.string().optional(), 'Whom the lead belonged to when it came.'),
  excerpt: about(z.string(), 'How it begins, on one line.', 'Yes, let us talk on Tuesday.'),
  files: about(
    z.array(
      z.object({
        name: z.string(),
        type: z.string(),
        size: about(z.number().optional(), 'In bytes; absent: not known.'),
      }),
    ),
    'Files that came with it, 50 at most, as far as they lie in the first 256 KB. They are not handed out.',
  ),
  outcome,
  forwarded,
};

const reply = z.object(shape).meta({ id: 'Reply' });
const replyWithText = z
  .object({
    ...shape,
    text: about(
      z.string(),
      'What was answered, without what it quotes; 20,000 characters at most.',
      'Yes, let us talk on Tuesday.\n\nZoe',
    ),
    textCut: about(z.boolean(), 'It was longer.'),
  })
  .meta({ id: 'ReplyWithText' });

const replies = { tag: 'Replies', roles: everyone } as const;

export const replyOperations = {
  listReplies: {
    ...replies,
    on: 'GET /v1/replies',
    summary: 'List replies, the newest first',
    description:
      'What leads answered, and what the engine did about it (D5). Users get the replies to their mails and those of their leads, managers those of their groups, admins all. A page may hold fewer than `limit`.',
    query: pageQuery.extend({
      lead: about(leadId.optional(), 'Only replies of this lead.'),
      owner: about(
        userId.optional(),
        'Only replies to mails in the name of this user, or of leads that were this user’s.',
      ),
    }),
    returns: { status: 200, description: 'Replies.', body: pageOf(reply) },
    problems: [404],
  },
  getReply: {
    ...replies,
    on: 'GET /v1/replies/{id}',
    summary: 'Read a reply',
    params: z.object({ id: replyId }),
    returns: { status: 200, description: 'The reply, with its text.', body: replyWithText },
    problems: [404],
  },
} as const satisfies Record<string, Operation>;
