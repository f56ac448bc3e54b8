import type * as z from 'zod';
import type { Role } from '#shared/domain/people/people.ts';

/** The nouns of the API, in the order in which the documentation shows them. */
export const tags = {
  Me: 'The caller, as the token says.',
  'First steps': 'What is done before the first mail goes out.',
  Search: 'Leads, accounts, sequences and more by their names, in one call.',
  Settings:
    'Settings of the organisation, with exceptions for groups and users; the nearest replaces the whole value.',
  'Sending domain': 'The sending domain of the organisation, for its mails and the links in them.',
  Users: 'The people who use Relance; mail goes out in their name.',
  Groups: 'Teams of users.',
  Accounts: 'Companies that leads belong to.',
  Leads: 'People who are followed up.',
  'Record types': 'Kinds of records and their fields: offers, invoices, orders, and the organisation’s own.',
  Records: 'Offers, invoices, orders and other things that leads and accounts have.',
  Filters: 'Conditions over leads and records, saved for lists and for enrolling.',
  Suppressions: 'Addresses that are not written to, with reason and date.',
  Templates: 'Texts with variables; a change applies at once to everything not yet sent.',
  Sequences: 'Ordered steps. A draft is edited, then published as an immutable version.',
  Starters: 'Sequences to begin with, in five languages.',
  Surveys: 'Questions to clients. A draft is edited, then published as an immutable version.',
  'Feedback sequences': 'A survey that is sent with reminders, and whom its answers alert.',
  Responses: 'What clients answered.',
  Enrollments: 'One lead going through one sequence, on behalf of one user.',
  Messages: 'Mails and texts that went out to leads, with their words.',
  Replies: 'What leads answered, and what became of it.',
  Forecasts: 'When everything will be sent, before it is.',
  Capacity: 'What senders can send day by day, what of it is taken, and who waits.',
  Holds: 'Sending that is kept back, and why; nothing is lost.',
  Tasks: 'Manual steps on a user’s list.',
  Workflows: 'Actions that are done when something happens to a lead.',
  Automations: 'A filter, and what is done by itself for what it matches.',
  Activities: 'What happened to a lead.',
  Statistics: 'Counts per sequence and step.',
  Deliverability: 'How mails arrive: counts by day, complaints and bounces against the limits of providers.',
  Jobs: 'Work on a CSV file of any length, or on many leads: imports, enrolling, exports, forecasts.',
  Connections:
    'CRM, calendar and telephone systems that the organisation uses, how they are mapped, and how they fare.',
  'CRM rules': 'Conditions on which people of the CRM are imported and enrolled by themselves.',
  'Incoming events': 'Calls and bookings that services told of, and those that are nobody’s yet.',
  Webhooks: 'Calls to other systems when a lead is converted or disqualified, and their results.',
  Reconciliation: 'The check that nothing is lost.',
  Doctor: 'What the stage needs of AWS and DNS, and what is missing.',
} as const;
export type Tag = keyof typeof tags;

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Path = `/v1/${string}`;

/** One operation of the API as data: the router, the handlers' types and the OpenAPI document come from it. */
export type Operation = {
  /** Method and path, with `{name}` for each parameter. */
  on: `${Method} ${Path}`;
  tag: Tag;
  summary: string;
  description?: string;
  /** Who may call it at all; what they may touch is decided by `canAccess`. */
  roles: readonly Role[];
  params?: z.ZodObject;
  query?: z.ZodObject;
  headers?: z.ZodObject;
  body?: z.ZodType;
  /** The body is CSV in UTF-8 (`text/csv`), read as one text; JSON unless said. */
  bodyKind?: 'csv';
  /** The body may be left out; it is then `{}`. */
  bodyOptional?: true;
  /** Longest body in bytes; 256 KB unless said. */
  maxBodyBytes?: number;
  /** What it answers when it succeeds; no `body`: nothing. */
  returns: {
    status: 200 | 201 | 202 | 204;
    description: string;
    body?: z.ZodType;
    /** The body is the text of a CSV, answered as a file of the path's last name; JSON unless said. */
    bodyKind?: 'csv';
  };
  /** What to do where the answer is too long to be given (409); pages are cut instead. */
  tooLong?: string;
  /** It answers 201 where it made something, as a PUT does. */
  mayCreate?: true;
  /** Answers with the address of what it made, in `Location`. */
  located?: true;
  /** Answers with an `ETag`. */
  etag?: true;
  /** Takes `If-Match` (or `If-None-Match: *`): compulsory when the thing exists. */
  conditional?: true;
  /** Problems beside 400, 401, 403 and 500; absent: none. */
  problems?: readonly (404 | 409 | 412 | 413 | 415 | 422 | 428)[];
};

/** The method and the path of an operation. */
export function methodAndPath({ on }: Pick<Operation, 'on'>): { method: Method; path: Path } {
  const [method, path] = on.split(' ') as [Method, Path];
  return { method, path };
}

/** That something is answered which has a revision: with its `ETag`. */
export const revised = <Body extends z.ZodType>(body: Body, description: string, status: 200 | 201 = 200) =>
  ({ returns: { status, description, body }, etag: true }) as const;

/** Everybody with a token. */
export const everyone: readonly Role[] = ['super_admin', 'admin', 'manager', 'user'];
export const managersUp: readonly Role[] = ['super_admin', 'admin', 'manager'];
export const admins: readonly Role[] = ['super_admin', 'admin'];
export const superAdmins: readonly Role[] = ['super_admin'];
