import * as z from 'zod/mini';
import { storedZone } from '../calendar.ts';
import { instant } from '../instant.ts';
import {
  roles,
  type Account,
  type Group,
  type Lead,
  type OwnerChange,
  type Suppression,
  type User,
} from '../../domain/people/people.ts';
import { storedReason } from './reason.ts';
import { plain } from './codec.ts';
import { objectOf } from './object-of.ts';

const text = z.string();
const identity = { organisation: text, id: text, revision: z.number() };

/** A user as stored. */
export const userCodec = plain<User>(
  objectOf<User>()({
    ...identity,
    name: text,
    email: text,
    phone: z.optional(text),
    role: z.enum(roles),
    zone: storedZone,
    groupIds: z.array(text),
    signature: z.optional(text),
    active: z.boolean(),
  }),
);

/** A group as stored. */
export const groupCodec = plain<Group>(objectOf<Group>()({ ...identity, name: text, priority: z.number() }));

/** An account as stored. */
export const accountCodec = plain<Account>(
  objectOf<Account>()({
    ...identity,
    name: text,
    domain: z.optional(text),
    fields: z.record(text, text),
  }),
);

/** A lead as stored. */
export const leadCodec = plain<Lead>(
  objectOf<Lead>()({
    ...identity,
    status: z.enum(['lead', 'contact', 'disqualified']),
    ownerId: text,
    accountId: z.optional(text),
    firstName: z.optional(text),
    lastName: z.optional(text),
    title: z.optional(text),
    email: z.optional(text),
    phone: z.optional(text),
    zone: z.optional(storedZone),
    language: z.optional(text),
    country: z.optional(text),
    fields: z.record(text, text),
    suppression: objectOf<Suppression>()({
      unsubscribedAt: z.optional(instant),
      bouncedAt: z.optional(instant),
      complainedAt: z.optional(instant),
      byHandAt: z.optional(instant),
    }),
    convertedAt: z.optional(instant),
    disqualifiedAt: z.optional(instant),
    reopenedAt: z.optional(instant),
    ownerChange: z.optional(
      objectOf<OwnerChange>()({
        id: text,
        from: text,
        to: text,
        at: instant,
        by: z.optional(text),
        because: z.optional(storedReason),
      }),
    ),
    createdAt: instant,
  }),
);
