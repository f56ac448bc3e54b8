import type * as z from 'zod';
import type { UserId } from '#shared/domain/kernel/ids.ts';
import type { Operation } from '#shared/contracts/api/operation.ts';
import type { Expected } from '#shared/domain/kernel/expected.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Refusal } from '#shared/domain/kernel/refusal.ts';
import type { Caller } from '#shared/domain/people/access.ts';
import type { User } from '#shared/domain/people/people.ts';
import type { Clock } from '#shared/ports/clock.ts';

/** What letting a caller in takes, whatever is asked for. */
export type AdmissionPorts = {
  /** The record of whoever asks, asked for on every call; it may be some seconds old. */
  recordOfCaller: (organisation: string, userId: UserId) => Promise<User | undefined>;
  clock: Clock;
};

type Read<O, Part extends string> =
  O extends Record<Part, infer Schema extends z.ZodType> ? z.output<Schema> : undefined;

/** A request as its handler gets it: every part checked by the contract of the operation. */
export type Request<O> = {
  params: Read<O, 'params'>;
  query: Read<O, 'query'>;
  headers: Read<O, 'headers'>;
  body: Read<O, 'body'>;
  caller: Caller;
  /** From `If-Match` and `If-None-Match`. */
  expected: Expected;
  now: Instant;
};

type Body<O> = O extends { returns: { body: infer Schema extends z.ZodType } }
  ? { body: z.output<Schema> }
  : { body?: undefined };

/** What a handler answers when it succeeds; `created` makes it a 201, `location` is the address of what was made. */
export type Answer<O> = { kind: 'ok'; created?: boolean; revision?: number; location?: string } & Body<O>;

/** The work of one operation. */
export type Handler<O, Ports> = (ports: Ports, request: Request<O>) => Promise<Answer<O> | Refusal>;

/** A handler for each operation of a noun. */
export type Handlers<Operations extends Record<string, Operation>, Ports> = {
  [Id in keyof Operations]: Handler<Operations[Id], Ports>;
};

/** The answer that holds one item which has a revision. */
export function itemAnswer<T extends { revision: number }>(item: T, created = false) {
  return { kind: 'ok' as const, body: item, revision: item.revision, created };
}
