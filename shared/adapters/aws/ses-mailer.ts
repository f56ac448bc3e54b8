import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import type { OutgoingMail, SendResult } from '../../domain/core/message.ts';
import type { Mailer } from '../../ports/sender.ts';
import { clientSettings } from './client-settings.ts';
import { freshSockets } from './fresh-sockets.ts';
import { mailboxHeader } from './mailbox-header.ts';
import { realPause, retryThrottled, type Pause } from './retry-throttled.ts';
import { sendFailure } from './send-failure.ts';
import { levelOfSesRefusal } from './ses-refusal.ts';

/**
 * Sends mail through SES. A mail whose fate is not known is not tried again: SES takes no idempotency key (F3).
 *
 * @param stage `from`: the default address, in whose name everybody sends who has none that is verified.
 */
export function sesMailer(
  stage: { configurationSet: string; from: string },
  { timeoutMs = 10_000, pause = realPause }: { timeoutMs?: number | undefined; pause?: Pause } = {},
): Mailer {
  const sockets = freshSockets();
  const { httpAgent, httpsAgent } = sockets;
  const client = new SESv2Client(
    clientSettings({ attempts: 1, timeoutMs, agents: { httpAgent, httpsAgent } }),
  );
  async function sendWithoutRetry(mail: OutgoingMail): Promise<SendResult> {
    try {
      const command = new SendEmailCommand(toInput(mail, stage.configurationSet));
      const { MessageId: messageId } = await sockets.use(() => client.send(command));
      if (messageId !== undefined) return { kind: 'accepted', messageId };
      return { kind: 'unknown', code: 'NoMessageId', message: 'SES answered without a message id' };
    } catch (error) {
      const parties = { from: mail.from.address, to: mail.to, defaultFrom: stage.from };
      return sendFailure(error, (refusal) => levelOfSesRefusal(refusal, parties));
    }
  }
  return { send: (mail) => retryThrottled(() => sendWithoutRetry(mail), pause) };
}

function toInput(mail: OutgoingMail, configurationSet: string): SendEmailCommandInput {
  const content = (text: string) => ({ Data: text, Charset: 'UTF-8' });
  return {
    FromEmailAddress: mailboxHeader(mail.from.name, mail.from.address),
    ReplyToAddresses: [mail.replyTo],
    Destination: { ToAddresses: [mail.to, ...(mail.alsoTo ?? [])] },
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
