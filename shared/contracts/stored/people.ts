import * as z from 'zod';
import {
  roles,
  type Account,
  type Group,
  type Lead,
  type Suppression,
  type User,
} from '../../domain/people/people.ts';
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
    phone: text.optional(),
    role: z.enum(roles),
    zone: text,
    groupIds: z.array(text),
    signature: text.optional(),
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
    domain: text.optional(),
    fields: z.record(text, text),
  }),
);

/** A lead as stored. */
export const leadCodec = plain<Lead>(
  objectOf<Lead>()({
    ...identity,
    status: z.enum(['lead', 'contact', 'disqualified']),
    ownerId: text,
    accountId: text.optional(),
    firstName: text.optional(),
    lastName: text.optional(),
    title: text.optional(),
    email: text.optional(),
    phone: text.optional(),
    zone: text.optional(),
    language: text.optional(),
    country: text.optional(),
    fields: z.record(text, text),
    suppression: objectOf<Suppression>()({
      unsubscribedAt: text.optional(),
      bouncedAt: text.optional(),
      complainedAt: text.optional(),
    }),
    convertedAt: text.optional(),
    createdAt: text,
  }),
);
