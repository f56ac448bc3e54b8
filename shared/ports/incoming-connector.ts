import type { Instant } from '../domain/kernel/instant.ts';
import type { Happening, IncomingRefusal } from '../domain/incoming/incoming-event.ts';
import type { Credentials } from './credential-vault.ts';

/** A request to the address of a connection, as it came. Names of headers are in small letters. */
export type IncomingRequest = {
  method: string;
  /** The address that was asked for, whole. */
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
};

/** What a request is: messages that are proven to be the service’s own, or nothing that is believed. */
export type Verified =
  { kind: 'proven'; events: { id: string; body: string }[] } | { kind: 'refused'; why: IncomingRefusal };

/** What speaks for one service that sends: pure where it proves, and asked again where a signature proves nothing. */
export type IncomingConnector = {
  /** Proves a request: in constant time, within minutes of its own clock. Pure. */
  verify(
    request: IncomingRequest,
    of: { credentials: Credentials; settings: Readonly<Record<string, string>>; now: Instant },
  ): Verified;
  /**
   * What a proven message says happened; undefined: nothing that counts. Reads it again from the service where its proof
   * is weak. @throws IncomingLaterError when the service cannot be asked for the moment
   */
  read(
    body: string,
    of: { credentials: Credentials; settings: Readonly<Record<string, string>>; now: Instant },
  ): Promise<Happening | undefined>;
};

/** Why a message could not be read again yet: the service has no such thing (yet), does not let us in, or does not answer. */
export type LaterReason = 'absent' | 'unauthorised' | 'unavailable';

/** The service could not be asked for the moment, or does not know it yet: to be tried again. The message holds no secret. */
export class IncomingLaterError extends Error {
  override readonly name = 'IncomingLaterError';
  readonly reason: LaterReason;

  constructor(reason: LaterReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
