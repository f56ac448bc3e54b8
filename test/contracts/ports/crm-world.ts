import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { CrmObject } from '#shared/domain/crm/crm-object.ts';
import type { Crm } from '#shared/ports/crm.ts';

/**
 * What can go wrong with the requests to come, once each:
 * - `expired-token`: the token is not known any more; a new one may be had.
 * - `revoked`: neither the token nor any that may be had is good; for all requests to come.
 * - `throttled`: too much at once, come again in `seconds`.
 * - `allowance-used`: the day’s calls are used up; for all requests to come.
 * - `unavailable`: it says that it is not there for the moment, and does nothing.
 * - `refuses-connection`: nobody listens; for all requests to come.
 * - `answer-lost`: it does what it is asked for, and hangs up before it answers.
 * - `half-applied`: of a batch it writes the first half, then answers that it is broken.
 */
export type CrmFaultScript =
  | { kind: 'expired-token' | 'revoked' | 'allowance-used' | 'unavailable' }
  | { kind: 'refuses-connection' | 'answer-lost' | 'half-applied' }
  | { kind: 'throttled'; seconds: number };

/** A record as a driver makes it: its fields by the CRM’s own names. */
export type SeededRecord = {
  object: CrmObject;
  fields: Readonly<Record<string, string>>;
  ownerId?: string;
  accountId?: string;
};

/** Names of one field each, by the CRM’s own names, and what they are. */
export type CrmNames = {
  person: {
    lastName: string;
    email: string;
    /** May be written, and has a list of values that it keeps to; two of them, neither of which converts anything. */
    list: string;
    values: readonly [string, string];
    /** What a write is refused for; undefined: a value that the list does not have. */
    refuses?: { field: string; value: string };
    /** May not be written. */
    readOnly: string;
    /** True or false, and an instant; undefined: none that a driver can seed. */
    flag?: string;
    instant?: string;
  };
  account: { name: string };
};

/**
 * The driver of a CRM under test: a stand-in, or an account at the provider for tests. Whatever is marked as optional
 * may be missing: what needs it is then skipped. Others may be at work in it, so that tests look at what they made only.
 */
export type CrmWorld = {
  /** What people are here; objects of the CRM that are people in its sense. */
  person: CrmObject;
  names: CrmNames;
  /** The time, as the connector was opened with. */
  now(): Instant;
  seed(record: SeededRecord): Promise<string>;
  change(object: CrmObject, id: string, fields: Readonly<Record<string, string | null>>): Promise<void>;
  remove(object: CrmObject, id: string): Promise<void>;
  /** Lets time pass: at once where the clock is the test’s own. */
  passes(seconds: number): Promise<void>;
  merge?(object: CrmObject, winner: string, loser: string): Promise<void>;
  /** Many people at the very same instant. */
  seedTogether?(records: readonly SeededRecord[]): Promise<string[]>;
  /** Somebody whose record is stamped so many seconds ago and becomes visible now: a long transaction, another clock. */
  seedLate?(record: SeededRecord, secondsAgo: number): Promise<string>;
  addUser?(user: { email: string; name: string; active: boolean }): Promise<string>;
  /** Adds a value to the list of people, or switches it off. */
  addValue?(value: string): Promise<void>;
  switchOffValue?(value: string): Promise<void>;
  /** A field of people whose values depend on those of another one, and one pair that goes together. */
  dependent?: { field: string; value: string; on: string; whileValue: string; notWhile: string };
  /** An object with record types, and a list of values of which one lacks under one of them. */
  recordTyped?: { object: CrmObject; field: string; recordType: string; lacks: string };
  /** A status that converts, one that does not, and how often a lead was asked to be converted. */
  converting?: { status: string; other: string; field: string; asked?: (leadId: string) => number };
  /** Makes the record locked by somebody else, for the next write. */
  lock?(object: CrmObject, id: string): Promise<void>;
  /** Subjects and bodies of the activities about a record. */
  activities?(about: { object: CrmObject; id: string }): Promise<{ subject: string; body: string }[]>;
  /** The same activity again changes nothing. */
  writesActivitiesOnce?: boolean;
  /** A field that is not there is told when it is read; else it is empty. Writing one is told by all. */
  tellsMissingFields?: boolean;
  tellsAllowance?: boolean;
  fails?: (fault: CrmFaultScript) => void;
};

/** A CRM under test with its driver; `close`: what is to be done at the end. */
export type CrmUnderTest = { crm: Crm; world: CrmWorld; close?: () => Promise<void> };
