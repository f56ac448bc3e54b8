import type { OutgoingMail, OutgoingSms, SendResult } from '../domain/core/message.ts';

/** Sends mail: hands it over once, trying again only what was refused for being too fast. */
export type Mailer = { send(mail: OutgoingMail): Promise<SendResult> };

/** Sends texts, in the same way. */
export type SmsSender = { send(sms: OutgoingSms): Promise<SendResult> };
