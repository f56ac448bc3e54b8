import { randomBytes } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { InstantText } from '../clock.ts';
import { bucketName, region, topicArn } from '../names.ts';
import type { MailHeader, SentMail } from './mailbox.ts';
import type { ObjectStore } from './objects.ts';
import type { PublishToTopic } from './sns.ts';

/** A recipient's answer. */
export type Answer = { kind: 'reply' | 'auto-reply'; text: string; from?: string | undefined };

/** The address of `Ana <ana@acme.example>`. */
export const addressIn = (text: string): string => /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text;

/** Receives mail as an SES receipt rule does: raw text into the bucket, a notification to the topic. */
export function inboundMail(parts: {
  objects: ObjectStore;
  publish: PublishToTopic;
  /** Domain that the receipt rule matches. */
  replyDomain: string;
  now: () => InstantText;
}) {
  return {
    /** Answers a mail. False when no receipt rule matches the address that it wants answers at. */
    answer: async (mail: SentMail, answer: Answer): Promise<boolean> => {
      const to = addressIn(mail.replyTo[0] ?? mail.from);
      if (!to.toLowerCase().endsWith(`@${parts.replyDomain}`)) return false;
      const from = answer.from ?? mail.to[0] ?? '';
      const headers = answerHeaders(mail, answer, from, to, parts.now());
      const { text } = answer;
      const raw = await new MailComposer({
        raw: undefined,
        ...composed(headers),
        text: `${text}\n${quoted(mail)}`,
      })
        .compile()
        .build();
      const id = randomBytes(20).toString('hex');
      await parts.objects.put(bucketName('inbound-mail'), id, raw, 'message/rfc822');
      const notification = receiptNotification({ id, from: addressIn(from), to, headers, at: parts.now() });
      parts.publish('inbound-mail', JSON.stringify(notification), 'Amazon SES Email Receipt Notification');
      return true;
    },
  };
}

function answerHeaders(
  mail: SentMail,
  answer: Answer,
  from: string,
  to: string,
  at: InstantText,
): MailHeader[] {
  const original = `<${mail.id}@${region}.amazonses.com>`;
  const before = mail.headers.find((header) => header.name.toLowerCase() === 'references')?.value;
  const automatic = answer.kind === 'auto-reply';
  return [
    { name: 'From', value: from },
    { name: 'To', value: to },
    { name: 'Date', value: new Date(at).toUTCString() },
    { name: 'Subject', value: automatic ? `Automatic reply: ${mail.subject}` : `Re: ${mail.subject}` },
    { name: 'Message-ID', value: `<${randomBytes(12).toString('hex')}@mail.example>` },
    { name: 'In-Reply-To', value: original },
    { name: 'References', value: before === undefined ? original : `${before} ${original}` },
    ...(automatic
      ? [
          { name: 'Auto-Submitted', value: 'auto-replied' },
          { name: 'X-Auto-Response-Suppress', value: 'All' },
        ]
      : []),
  ];
}

/** The headers as MailComposer wants them: the ones it knows by field, the rest as they are. */
function composed(headers: MailHeader[]) {
  const value = (name: string): string => headers.find((header) => header.name === name)?.value ?? '';
  const fields = ['From', 'To', 'Date', 'Subject', 'Message-ID', 'In-Reply-To', 'References'];
  return {
    from: value('From'),
    to: value('To'),
    date: value('Date'),
    subject: value('Subject'),
    messageId: value('Message-ID'),
    inReplyTo: value('In-Reply-To'),
    references: value('References'),
    headers: headers
      .filter((header) => !fields.includes(header.name))
      .map((header) => ({ key: header.name, value: header.value })),
  };
}

const quoted = (mail: SentMail): string =>
  `\nOn ${mail.at}, ${mail.from} wrote:\n` +
  (mail.text ?? '')
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');

/** What SES tells the topic about a received mail (action S3). */
function receiptNotification(mail: {
  id: string;
  from: string;
  to: string;
  headers: MailHeader[];
  at: InstantText;
}) {
  const pass = { status: 'PASS' };
  const value = (name: string): string => mail.headers.find((header) => header.name === name)?.value ?? '';
  return {
    notificationType: 'Received',
    mail: {
      timestamp: mail.at,
      source: mail.from,
      messageId: mail.id,
      destination: [mail.to],
      headersTruncated: false,
      headers: mail.headers,
      commonHeaders: {
        returnPath: mail.from,
        from: [value('From')],
        date: value('Date'),
        to: [mail.to],
        messageId: value('Message-ID'),
        subject: value('Subject'),
      },
    },
    receipt: {
      timestamp: mail.at,
      processingTimeMillis: 420,
      recipients: [mail.to],
      spamVerdict: pass,
      virusVerdict: pass,
      spfVerdict: pass,
      dkimVerdict: pass,
      dmarcVerdict: pass,
      action: {
        type: 'S3',
        topicArn: topicArn('inbound-mail'),
        bucketName: bucketName('inbound-mail'),
        objectKeyPrefix: '',
        objectKey: mail.id,
      },
    },
  };
}
