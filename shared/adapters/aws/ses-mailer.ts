import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import type { Mailer, OutgoingMail } from '../../ports/sender.ts';
import { clientSettings } from './client-settings.ts';
import { freshSockets } from './fresh-sockets.ts';
import { mailboxHeader } from './mailbox-header.ts';
import { sendFailure } from './send-failure.ts';

/** Sends mail through SES. Each mail is tried once: SES takes no idempotency key (F3). */
export function sesMailer(
  configurationSet: string,
  { timeoutMs = 10_000 }: { timeoutMs?: number | undefined } = {},
): Mailer {
  const sockets = freshSockets();
  const { httpAgent, httpsAgent } = sockets;
  const client = new SESv2Client(
    clientSettings({ attempts: 1, timeoutMs, agents: { httpAgent, httpsAgent } }),
  );
  return {
    async send(mail) {
      try {
        const command = new SendEmailCommand(toInput(mail, configurationSet));
        const { MessageId: messageId } = await sockets.use(() => client.send(command));
        if (messageId !== undefined) return { kind: 'accepted', messageId };
        return { kind: 'unknown', code: 'NoMessageId', message: 'SES answered without a message id' };
      } catch (error) {
        return sendFailure(error);
      }
    },
  };
}

function toInput(mail: OutgoingMail, configurationSet: string): SendEmailCommandInput {
  const content = (text: string) => ({ Data: text, Charset: 'UTF-8' });
  return {
    FromEmailAddress: mailboxHeader(mail.from.name, mail.from.address),
    ReplyToAddresses: [mail.replyTo],
    Destination: { ToAddresses: [mail.to] },
    ConfigurationSetName: configurationSet,
    EmailTags: Object.entries(mail.tags).map(([Name, Value]) => ({ Name, Value })),
    Content: {
      Simple: {
        Subject: content(mail.subject),
        Body: { Html: content(mail.html), Text: content(mail.text) },
        Headers: Object.entries(mail.headers).map(([Name, Value]) => ({ Name, Value })),
      },
    },
  };
}
