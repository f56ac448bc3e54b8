import * as z from 'zod';
import { leftOut } from '#shared/domain/inbound/reply-file.ts';
import { notForwarded } from '#shared/domain/inbound/reply.ts';
import { about } from './about.ts';
import { leadId, userId } from './ids.ts';
import { everyone, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { task } from './task.ts';
import { instant, instantIn } from './values.ts';

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
        left: about(
          z.enum(leftOut).optional(),
          'Why it is not handed out: its kind is none of those that are · it is larger than 10 MB · the mail is longer than what is read of it. Absent: `GET /v1/replies/{id}/files/{number}` hands it out.',
        ),
      }),
    ),
    'Files that came with it, 50 at most; the first has the number 1.',
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
    whole: about(
      z.string().optional(),
      'The text as it came, with what it quotes, where that is more; 20,000 characters at most.',
    ),
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
  getReplyFile: {
    ...replies,
    on: 'GET /v1/replies/{id}/files/{number}',
    summary: 'Read a file that came with a reply',
    description:
      'Pictures, PDF, office documents, texts and calendars of at most 10 MB, while the mail is kept (30 days). Others, and files that are not what their name says, are refused with 409.',
    params: z.object({
      id: replyId,
      number: z.coerce
        .number('Give a number.')
        .int('Give a whole number.')
        .min(1, 'The first file has the number 1.')
        .max(50, 'A reply has 50 files at most.')
        .meta({ description: 'Which of the files of the reply, from 1.', examples: [1] }),
    }),
    returns: {
      status: 200,
      description: 'Where the file can be fetched for 15 minutes.',
      body: z
        .object({
          name: z.string(),
          type: z.string(),
          size: z.number(),
          url: about(z.string(), 'Fetch it from there, without a token.'),
        })
        .meta({ id: 'ReplyFile' }),
    },
    problems: [404, 409],
  },
  createReplyTask: {
    ...replies,
    on: 'POST /v1/replies/{id}/task',
    summary: 'Make a task to answer a reply',
    description:
      'A custom task of the lead with the beginning of what was answered, once: asked for again it is the same task, whatever became of it. The answer itself goes out from the mailbox that the reply was forwarded to, in the thread (D5).',
    params: z.object({ id: replyId }),
    body: z
      .strictObject({
        userId: about(
          userId.optional(),
          'For whom; by default the user whom the reply is for, where you may make tasks for that user, else you.',
        ),
        due: about(instantIn.optional(), 'When it is due; by default now.'),
      })
      .meta({ id: 'ReplyTaskIn' }),
    bodyOptional: true,
    returns: { status: 200, description: 'The task.', body: task },
    problems: [404, 409],
  },
} as const satisfies Record<string, Operation>;
