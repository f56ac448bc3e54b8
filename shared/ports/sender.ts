/** A mail as handed to the provider. */
export type OutgoingMail = {
  from: { name: string; address: string };
  replyTo: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** In-Reply-To, References, List-Unsubscribe … ; not Message-ID, which SES writes itself. */
  headers: Record<string, string>;
  /** Come back with each provider event: `[A-Za-z0-9_-]`. */
  tags: Record<string, string>;
};

export type OutgoingSms = { to: string; text: string; tags: Record<string, string> };

/** What became of one call to the provider (F3). */
export type SendResult =
  | { kind: 'accepted'; messageId: string }
  /** Refused for certain: it did not go out. `retry`: it may be tried again later, as when throttled. */
  | { kind: 'refused'; retry: boolean; code: string; message: string }
  /**
   * Refused for certain, and not because of the message: whatever is sent next, for the whole stage or in this sender's
   * name, will be refused alike until somebody mends it (F10).
   */
  | { kind: 'held'; level: 'stage' | 'sender'; code: string; message: string }
  /** Timeout, reset, 5xx: it may have gone out. Never resent by itself. */
  | { kind: 'unknown'; code: string; message: string };

/** Sends mail: hands it over once, trying again only what was refused for being too fast. */
export type Mailer = { send(mail: OutgoingMail): Promise<SendResult> };

/** Sends texts, in the same way. */
export type SmsSender = { send(sms: OutgoingSms): Promise<SendResult> };
