import type { Reason } from '../settings/reason.ts';
import type { Instant, Zone } from '../kernel/instant.ts';

/** What a user may do: `user` own leads, `manager` those of the groups managed, `admin` and `super_admin` all. */
export const roles = ['super_admin', 'admin', 'manager', 'user'] as const;
export type Role = (typeof roles)[number];

/** A person who uses Relance: a sales rep, a manager or an admin. Mail goes out in the name of a user. */
export type User = {
  organisation: string;
  id: string;
  revision: number;
  name: string;
  /** Address that mail is sent from and replies are seen by. */
  email: string;
  /** E.164; shown in signatures and used by call tasks. */
  phone?: string | undefined;
  role: Role;
  zone: Zone;
  groupIds: string[];
  /** Text block that templates reach as `sender.signature`. */
  signature?: string | undefined;
  active: boolean;
};

/** A team of users. Of several groups of one user, the lowest priority number wins. */
export type Group = { organisation: string; id: string; revision: number; name: string; priority: number };

/** A company that leads belong to. */
export type Account = {
  organisation: string;
  id: string;
  revision: number;
  name: string;
  domain?: string | undefined;
  fields: Record<string, string>;
};

/** Why a person may not be written to, with the instants (D7, A7). */
export type Suppression = {
  unsubscribedAt?: Instant | undefined;
  /** Permanent bounces only (A7). */
  bouncedAt?: Instant | undefined;
  complainedAt?: Instant | undefined;
  /** Somebody put an address of the lead on the suppression list. */
  byHandAt?: Instant | undefined;
};

/** A person followed up; becomes a contact when converted. */
export type Lead = {
  organisation: string;
  id: string;
  revision: number;
  status: 'lead' | 'contact' | 'disqualified';
  ownerId: string;
  accountId?: string | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  title?: string | undefined;
  email?: string | undefined;
  /** E.164. */
  phone?: string | undefined;
  zone?: Zone | undefined;
  language?: string | undefined;
  /** ISO 3166-1 alpha-2. */
  country?: string | undefined;
  fields: Record<string, string>;
  suppression: Suppression;
  convertedAt?: Instant | undefined;
  /** When it was last disqualified; stays when it is reopened. */
  disqualifiedAt?: Instant | undefined;
  /** When that was last taken back. */
  reopenedAt?: Instant | undefined;
  /** Its last change of owner, from which the activity that tells of it is made, again if need be. */
  ownerChange?: OwnerChange | undefined;
  createdAt: Instant;
};

/** That a lead went to another user. `id` names the change, so that it is recorded once. */
export type OwnerChange = {
  id: string;
  from: string;
  to: string;
  at: Instant;
  by?: string | undefined;
  because?: Reason | undefined;
};
