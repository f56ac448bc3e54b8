import { randomUUID } from 'node:crypto';
import type { InstantText } from '../clock.ts';
import { account, region } from '../names.ts';
import type { SentMail } from './mailbox.ts';

/** What a recipient or a mail server did with a mail. */
export type MailEvent =
  | { kind: 'Send' }
  | { kind: 'Delivery'; recipients: string[] }
  | { kind: 'Bounce'; recipients: string[]; type: 'Permanent' | 'Transient'; subType: string }
  | { kind: 'Complaint'; recipients: string[] }
  | { kind: 'Reject'; reason: string };

const mailServer = 'a4-15.smtp-out.eu-west-1.amazonses.com';
const addressIn = (text: string): string => /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text;

/** The JSON that SES publishes for an event through a configuration set's destination. */
export function sesEvent(mail: SentMail, event: MailEvent, at: InstantText): Record<string, unknown> {
  return { eventType: event.kind, mail: mailObject(mail), ...detail(event, at, mail.at) };
}

function detail(event: MailEvent, at: InstantText, sentAt: InstantText): Record<string, unknown> {
  switch (event.kind) {
    case 'Send':
      return { send: {} };
    case 'Delivery':
      return {
        delivery: {
          timestamp: at,
          processingTimeMillis: Date.parse(at) - Date.parse(sentAt),
          recipients: event.recipients,
          smtpResponse: '250 2.0.0 Ok: queued as local',
          remoteMtaIp: '192.0.2.25',
          reportingMTA: mailServer,
        },
      };
    case 'Bounce':
      return {
        bounce: {
          feedbackId: feedbackId(at),
          bounceType: event.type,
          bounceSubType: event.subType,
          bouncedRecipients: event.recipients.map((emailAddress) => ({
            emailAddress,
            action: 'failed',
            status: event.type === 'Permanent' ? '5.1.1' : '4.2.2',
            diagnosticCode:
              event.type === 'Permanent' ? 'smtp; 550 5.1.1 user unknown' : 'smtp; 452 4.2.2 mailbox full',
          })),
          timestamp: at,
          reportingMTA: `dns; ${mailServer}`,
        },
      };
    case 'Complaint':
      return {
        complaint: {
          feedbackId: feedbackId(at),
          complaintSubType: null,
          complainedRecipients: event.recipients.map((emailAddress) => ({ emailAddress })),
          timestamp: at,
          userAgent: 'Amazon SES Mailbox Simulator',
          complaintFeedbackType: 'abuse',
          arrivalDate: at,
        },
      };
    case 'Reject':
      return { reject: { reason: event.reason } };
  }
}

function mailObject(mail: SentMail): Record<string, unknown> {
  const source = addressIn(mail.from);
  return {
    timestamp: mail.at,
    source: mail.from,
    sourceArn: `arn:aws:ses:${region}:${account}:identity/${source.split('@')[1] ?? ''}`,
    sendingAccountId: account,
    messageId: mail.id,
    destination: mail.to,
    headersTruncated: false,
    headers: mail.headers,
    commonHeaders: {
      from: [mail.from],
      ...(mail.replyTo.length === 0 ? {} : { replyTo: mail.replyTo }),
      to: mail.to,
      messageId: mail.id,
      subject: mail.subject,
    },
    tags: {
      'ses:operation': ['SendEmail'],
      'ses:configuration-set': [mail.configurationSet ?? ''],
      'ses:source-ip': ['192.0.2.10'],
      'ses:from-domain': [source.split('@')[1] ?? ''],
      'ses:caller-identity': ['local'],
      ...Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]])),
    },
  };
}

/** SES's message ids of this Region: a prefix, milliseconds, a UUID. */
export function sesMessageId(at: InstantText): string {
  return `0102${Date.parse(at).toString(16).padStart(12, '0')}-${randomUUID()}-000000`;
}

const feedbackId = (at: InstantText): string => sesMessageId(at);
