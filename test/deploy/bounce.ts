import { messageTags } from '#shared/domain/provider-events/message-tags.ts';
import type { EnrollmentId } from '#shared/domain/kernel/enrollment-id.ts';

/** What SES publishes of a mail that bounced for good, as recorded, about one of our messages. */
export function bounceOf(message: {
  messageId: string;
  recipient: string;
  organisation: string;
  enrollment: EnrollmentId;
  step: string;
  at: string;
}): unknown {
  const { messageId, recipient, at, ...sent } = message;
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
    mail: {
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
    },
  };
}
