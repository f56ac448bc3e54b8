import type { CrmField, CrmObject, CrmOption, CrmRecord } from '../domain/crm/crm-object.ts';
import type { Instant } from '../domain/kernel/instant.ts';

/** A stretch of what changed in a CRM, the oldest first; `more`: there is more at once behind the cursor. */
export type CrmChanges = { records: CrmRecord[]; cursor: string; more: boolean };

/** What came of one write. */
export type CrmWritten =
  | { kind: 'written' }
  /** It may succeed later: the record is locked, or something like it. */
  | { kind: 'later'; why: string }
  /** It will not succeed as it is; `why` says what to mend. */
  | { kind: 'refused'; why: string }
  /** The record is not there any more; `into`: what it was merged into. */
  | { kind: 'gone'; into?: string | undefined };

/** Somebody who works in the CRM. */
export type CrmUser = { id: string; email: string; name: string; active: boolean };

/** Something of a lead’s history, to be written beside the record of the CRM. */
export type CrmActivity = {
  /** The same activity again, by this key, is written once wherever the CRM can tell. */
  key: string;
  about: { object: CrmObject; id: string };
  as: 'task' | 'note';
  call: boolean;
  subject: string;
  body?: string | undefined;
  at: Instant;
  seconds?: number | undefined;
  ownerId?: string | undefined;
};

/**
 * A CRM, whichever it is (B6). Every call throws `CrmError` and nothing else for what goes wrong outside; batches answer
 * for each of their members. Ids, names of fields and values are the CRM’s own.
 */
export type Crm = {
  /** What of it are people and accounts. */
  objects: readonly CrmObject[];
  /** Asks who we are there. Changes nothing. */
  test(): Promise<{
    organisation: string;
    user?: string | undefined;
    /** Which account of the CRM it is, whatever it is called: ids of records mean something in it alone. */
    account: string;
  }>;
  /** The fields of an object. */
  describe(object: CrmObject): Promise<CrmField[]>;
  /** The values of a field, now; of a record type where it has any. Empty: it is no list. */
  picklist(of: { object: CrmObject; field: string; recordType?: string | undefined }): Promise<CrmOption[]>;
  /** Record types of an object that may be used; empty: it has none. */
  recordTypes(object: CrmObject): Promise<{ id: string; label: string }[]>;
  /** Those who may own records. */
  users(): Promise<CrmUser[]>;
  /** How many records there are, about. */
  count(object: CrmObject): Promise<number>;
  /**
   * What was created, changed, deleted or merged since a cursor, with these fields, oldest first, at most so many. Without
   * cursor: everything that is there, or what changed since `since`. Each change comes at least once; one may come again.
   */
  changes(of: {
    object: CrmObject;
    fields: readonly string[];
    cursor?: string | undefined;
    since?: Instant | undefined;
    most: number;
  }): Promise<CrmChanges>;
  /** The newest changed records, newest first, at most so many: for previews. */
  newest(of: { object: CrmObject; fields: readonly string[]; most: number }): Promise<CrmRecord[]>;
  /** Records by their ids, in any order; those that are not there are left out. At most 200. */
  read(of: { object: CrmObject; ids: readonly string[]; fields: readonly string[] }): Promise<CrmRecord[]>;
  /** Writes fields of records: null empties one. In the order given, one answer each. At most 200. */
  write(
    object: CrmObject,
    writes: readonly { id: string; fields: Readonly<Record<string, string | null>> }[],
  ): Promise<CrmWritten[]>;
  /**
   * Converts a lead into a contact, with this status. Not idempotent: who calls it has claimed it, and settles an
   * `unknown` by reading the lead. Undefined where the CRM knows nothing of the kind.
   */
  convert?: ((leadId: string, status: string) => Promise<CrmWritten>) | undefined;
  /** Writes activities. In the order given, one answer each. At most 100. */
  addActivities(activities: readonly CrmActivity[]): Promise<CrmWritten[]>;
  /** An activity whose key it has seen is not written again: one that ended unknown may be written once more. */
  knowsActivities?: true | undefined;
  /** Whether it has answered, and well, since it was opened: that we are let in and it is there is known from then on. */
  answered(): boolean;
  /** Calls used of the day’s allowance, from the last answer that told. */
  allowance(): { used: number; allowed: number } | undefined;
};

/**
 * Beside the credentials of a connection: the access token that its refresh token gave, for everybody who opens it. No
 * value that a person gives, and gone when one gives others.
 */
export const keptTokenName = 'keptToken';

/** What a connector is opened with. `now`: for tokens and what has to wait. */
export type CrmOpening = {
  settings: Readonly<Record<string, string>>;
  credentials: Readonly<Record<string, string>>;
  now: () => Instant;
  /**
   * The credentials as they are kept now, under the lease of the connection, which is held from now on for long enough to
   * renew them: asked for before a refresh token is used. @throws CrmError where somebody else has the lease
   */
  beforeRenewing: () => Promise<Readonly<Record<string, string>>>;
  /** Keeps credentials that the service changed, before they are used. Called by one writer at a time. */
  keep: (credentials: Readonly<Record<string, string>>) => Promise<void>;
};

/** What speaks with one kind of CRM. */
export type CrmConnector = {
  open(opening: CrmOpening): Crm;
  /** Where a person allows us in, with the address that they come back to; undefined: it is not connected that way. */
  authorizeUrl?(of: {
    settings: Readonly<Record<string, string>>;
    credentials: Readonly<Record<string, string>>;
    redirectUri: string;
    state: string;
  }): string;
  /** The credentials that a code stands for. @throws CrmError */
  redeem?(of: {
    settings: Readonly<Record<string, string>>;
    credentials: Readonly<Record<string, string>>;
    redirectUri: string;
    code: string;
  }): Promise<Record<string, string>>;
};
