import * as z from 'zod/mini';
import { languages } from '../kernel/language.ts';
import { identity, leadIdText, number, text, userIdText, zone } from '../kernel/shapes.ts';
import { reason } from '../settings/reason.ts';
import { instant } from '../time/instant-text.ts';

/** What a user may do: `user` own leads, `manager` those of the groups managed, `admin` and `super_admin` all. */
export const roles = ['super_admin', 'admin', 'manager', 'user'] as const;
export type Role = (typeof roles)[number];

/** A person who uses Relance: a sales rep, a manager or an admin. Mail goes out in the name of a user. */
export const user = z.object({
  ...identity,
  id: userIdText,
  name: text,
  /** Address that mail is sent from and replies are seen by. */
  email: text,
  /** E.164; shown in signatures and used by call tasks. */
  phone: z.optional(text),
  role: z.enum(roles),
  zone,
  groupIds: z.array(text),
  /** Text block that templates reach as `sender.signature`. */
  signature: z.optional(text),
  active: z.boolean(),
  /** Of mails to the user; undefined: that of the organisation. */
  language: z.optional(z.enum(languages)),
});
export type User = z.output<typeof user>;

/** A team of users. Of several groups of one user, the lowest priority number wins. */
export const group = z.object({ ...identity, name: text, priority: number });
export type Group = z.output<typeof group>;

/** A company that leads belong to. */
export const account = z.object({
  ...identity,
  name: text,
  domain: z.optional(text),
  fields: z.record(text, text),
});
export type Account = z.output<typeof account>;

/** Why a person may not be written to, with the instants (D7, A7). */
const suppression = z.object({
  unsubscribedAt: z.optional(instant),
  /** Permanent bounces only (A7). */
  bouncedAt: z.optional(instant),
  complainedAt: z.optional(instant),
  /** Somebody put an address of the lead on the suppression list. */
  byHandAt: z.optional(instant),
});
export type Suppression = z.output<typeof suppression>;

/** That a lead went to another user. `id` names the change, so that it is recorded once. */
const ownerChange = z.object({
  id: text,
  from: text,
  to: text,
  at: instant,
  by: z.optional(text),
  because: z.optional(reason),
});
export type OwnerChange = z.output<typeof ownerChange>;

/** A person followed up; becomes a contact when converted. */
export const lead = z.object({
  ...identity,
  id: leadIdText,
  status: z.enum(['lead', 'contact', 'disqualified']),
  ownerId: userIdText,
  accountId: z.optional(text),
  firstName: z.optional(text),
  lastName: z.optional(text),
  title: z.optional(text),
  email: z.optional(text),
  /** E.164. */
  phone: z.optional(text),
  zone: z.optional(zone),
  language: z.optional(text),
  /** ISO 3166-1 alpha-2. */
  country: z.optional(text),
  fields: z.record(text, text),
  suppression,
  convertedAt: z.optional(instant),
  /** When it was last disqualified; stays when it is reopened. */
  disqualifiedAt: z.optional(instant),
  /** When that was last taken back. */
  reopenedAt: z.optional(instant),
  /** Its last change of owner, from which the activity that tells of it is made, again if need be. */
  ownerChange: z.optional(ownerChange),
  createdAt: instant,
});
export type Lead = z.output<typeof lead>;
