import * as z from 'zod';
import { about, suchAs } from './about.ts';
import { heldChannels, holdLevels, scopeOfHold } from '#shared/domain/holds/hold.ts';
import { admins, everyone, type Operation } from './operation.ts';
import { instant, instantIn, line } from './values.ts';

const holdId = z
  .string()
  .max(40)
  .refine(
    (id) => scopeOfHold(id) !== undefined,
    'The id of a hold is organisation.<channel> or sender.<user>.<channel>; the channel is mail, sms or all.',
  )
  .meta({ description: 'Whom and what it holds.', examples: ['organisation.mail', 'sender.claire.all'] });

/** A hold as the API tells it. */
export const hold = z
  .object({
    id: holdId,
    level: about(
      z.enum(holdLevels),
      'stage: everybody who uses this installation · organisation: everybody in yours · sender: what goes out in the name of `userId`.',
    ),
    channel: z.enum([...heldChannels, 'all']),
    userId: about(z.string().optional(), 'The sender held.'),
    reason: z
      .discriminatedUnion('kind', [
        z.object({
          kind: z.literal('person'),
          userId: about(z.string(), 'Who said so.'),
          note: z.string().optional(),
        }),
        z.object({
          kind: z.literal('provider'),
          code: suchAs(z.string(), 'SendingPausedException'),
          message: about(z.string(), 'As the provider says it.'),
        }),
      ])
      .meta({
        description: 'provider: it refused because of the account or the sender, not because of a message.',
      }),
    since: instant,
    until: about(instant.optional(), 'When it ends by itself.'),
    nextProbeAt: about(
      instant.optional(),
      'From when on one message is let through, to see whether the provider takes it.',
    ),
  })
  .meta({ id: 'Hold' });

const holdIn = z
  .strictObject({
    note: line(500, 'The note', 'New price list, back on Thursday').optional(),
    until: about(instantIn.optional(), 'When it ends by itself; without it, when it is released.'),
  })
  .meta({ id: 'HoldIn', examples: [{ note: 'New price list', until: '2027-03-04T08:00:00Z' }] });

const oneHold = { tag: 'Holds', roles: admins, params: z.object({ id: holdId }) } as const;

export const holdOperations = {
  listHolds: {
    on: 'GET /v1/holds',
    tag: 'Holds',
    summary: 'List what is held',
    description:
      'While something is held, its steps wait in their queues; none is lost, and none counts as tried. Empty: everything goes out.',
    roles: everyone,
    returns: {
      status: 200,
      description: 'The holds in force, the widest first.',
      body: z.object({ items: z.array(hold) }),
    },
  },
  putHold: {
    ...oneHold,
    on: 'PUT /v1/holds/{id}',
    summary: 'Hold sending',
    description:
      'From now on no mail or text goes out for the whole organisation, or in the name of one user. What is at the provider at this moment still goes out. Repeated, it changes the note and the end. 201: it is new.',
    body: holdIn,
    bodyOptional: true,
    returns: { status: 200, description: 'The hold.', body: hold },
    problems: [404],
  },
  releaseHold: {
    ...oneHold,
    on: 'DELETE /v1/holds/{id}',
    summary: 'Release what is held',
    description:
      'What waited goes out through working hours, daily caps and delays, the oldest due first; nothing goes out at once because it is late. A hold that the provider caused is released alike; if the cause is still there, the next message is refused and holds again.',
    returns: { status: 204, description: 'Released.' },
    problems: [404],
  },
} as const satisfies Record<string, Operation>;
