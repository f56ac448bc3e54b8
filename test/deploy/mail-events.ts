import { messageTags } from '#shared/domain/provider-events/message-tags.ts';
import type { EnrollmentId } from '#shared/domain/kernel/enrollment-id.ts';

/** One of our messages, and when something became of it. */
type Message = {
  messageId: string;
  recipient: string;
  organisation: string;
  enrollment: EnrollmentId;
  step: string;
  at: string;
};

/** What SES publishes of a mail that was delivered. */
export function deliveryOf(message: Message): unknown {
  const { recipient, at: timestamp } = message;
  const delivery = {
    timestamp,
    processingTimeMillis: 1_606,
    recipients: [recipient],
    smtpResponse: '250 2.0.0 OK',
    reportingMTA: 'a8-33.smtp-out.amazonses.com',
  };
  return { eventType: 'Delivery', mail: mailOf(message), delivery };
}

/** What SES publishes of a mail that bounced for good, as recorded, about one of our messages. */
export function bounceOf(message: Message): unknown {
  const { recipient, at } = message;
  return {
    eventType: 'Bounce',
    bounce: {
      feedbackId: '0100019ab0c1d2e3-5f3c1f0e-7d3b-4b6e-9c53-0a8a6f1f5a11-000000',
      bounceType: 'Permanent',
      bounceSubType: 'General',
      bouncedRecipients: [
        {
          emailAddress: recipient,
          action: 'failed',
          status: '5.1.1',
          diagnosticCode: 'smtp; 550 5.1.1 user unknown',
        },
      ],
      timestamp: at,
      reportingMTA: 'dns; a8-33.smtp-out.amazonses.com',
    },
    mail: mailOf(message),
  };
}

function mailOf({ messageId, recipient, at, ...sent }: Message): unknown {
  return {
    timestamp: at,
    source: 'sales@example.com',
    sourceArn: 'arn:aws:ses:us-east-1:000000000000:identity/example.com',
    sendingAccountId: '000000000000',
    messageId,
    destination: [recipient],
    headersTruncated: false,
    headers: [],
    commonHeaders: { from: ['sales@example.com'], to: [recipient], messageId, subject: 'Hello' },
    tags: {
      'ses:configuration-set': ['relance-dev'],
      ...Object.fromEntries(messageTags(sent).map(({ name, value }) => [name, [value]])),
    },
  };
}
