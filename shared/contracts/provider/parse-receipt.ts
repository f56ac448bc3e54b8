import * as z from 'zod';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { problemsOf } from './json-text.ts';
import { providerInstant } from './provider-instant.ts';
import { unwrapSns } from './sns-envelope.ts';

/** What SES's scanner says; `unknown` when it could not tell or was off. */
export type Verdict = 'pass' | 'fail' | 'unknown';

/** A mail that SES received for us, and where its raw text is. */
export type Receipt = {
  /** SES's id of the received mail; the same for every copy of the notification. */
  messageId: string;
  receivedAt: Instant;
  /** The envelope's recipients that our receipt rule matched, in lower case. */
  recipients: string[];
  spamVerdict: Verdict;
  virusVerdict: Verdict;
  /** In a bucket (S3 action), or in the notification itself (SNS action, at most 150 KB). */
  content: { kind: 's3'; bucket: string; key: string } | { kind: 'inline'; raw: Uint8Array };
};

/** What a message of the inbound topic turned out to be. `invalid` belongs in the dead-letter queue. */
export type ParsedReceipt =
  | { kind: 'receipt'; receipt: Receipt }
  | { kind: 'ignored'; why: string }
  | { kind: 'invalid'; problem: string };

/** Reads a queue body: an SNS envelope or a raw message, holding an SES receipt notification. */
export function parseReceipt(body: string): ParsedReceipt {
  const unwrapped = unwrapSns(body);
  if (unwrapped.kind !== 'message') return unwrapped;
  const type = typeName.safeParse(unwrapped.value);
  if (!type.success) return { kind: 'invalid', problem: 'no notificationType' };
  if (type.data.notificationType !== 'Received') {
    return { kind: 'ignored', why: `unknown type ${type.data.notificationType}` };
  }
  const parsed = notification.safeParse(unwrapped.value);
  if (!parsed.success) return { kind: 'invalid', problem: problemsOf(parsed.error) };
  const { receipt, mail, content } = parsed.data;
  const { action } = receipt;
  const about = {
    messageId: mail.messageId,
    receivedAt: receipt.timestamp,
    recipients: receipt.recipients,
    spamVerdict: receipt.spamVerdict,
    virusVerdict: receipt.virusVerdict,
  };
  if (action.type === 'S3') {
    const place = { kind: 's3', bucket: action.bucketName, key: action.objectKey } as const;
    return { kind: 'receipt', receipt: { ...about, content: place } };
  }
  if (content === undefined) return { kind: 'invalid', problem: 'content: missing in an SNS action' };
  const raw = Buffer.from(content, action.encoding === 'BASE64' ? 'base64' : 'utf8');
  return { kind: 'receipt', receipt: { ...about, content: { kind: 'inline', raw } } };
}

const typeName = z.object({ notificationType: z.string() });

const verdict = z
  .object({ status: z.string() })
  .transform(({ status }): Verdict => (status === 'PASS' ? 'pass' : status === 'FAIL' ? 'fail' : 'unknown'))
  .default('unknown');

const notification = z.object({
  receipt: z.object({
    timestamp: providerInstant,
    recipients: z.array(z.string().toLowerCase()),
    spamVerdict: verdict,
    virusVerdict: verdict,
    action: z.discriminatedUnion('type', [
      z.object({ type: z.literal('S3'), bucketName: z.string(), objectKey: z.string() }),
      z.object({ type: z.literal('SNS'), encoding: z.string().optional() }),
    ]),
  }),
  mail: z.object({ messageId: z.string().min(1) }),
  content: z.string().optional(),
});
