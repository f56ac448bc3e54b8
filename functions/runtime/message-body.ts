import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { jsonText } from '#shared/contracts/json-text.ts';
import { logger } from './logger.ts';

/**
 * The messages of a batch, checked. One that no version of ours can have sent is logged by its id and reported as
 * failed, so that it ends in the dead-letter queue for a person to look at, and holds up nobody else.
 */
export function readMessages<Schema extends z.ZodMiniType>(
  schema: Schema,
  records: readonly SQSRecord[],
): { messages: { id: string; body: z.output<Schema> }[]; unreadable: string[] } {
  const messages: { id: string; body: z.output<Schema> }[] = [];
  const unreadable: string[] = [];
  const body = z.pipe(jsonText, schema);
  for (const record of records) {
    const read = body.safeParse(record.body);
    if (read.success) messages.push({ id: record.messageId, body: read.data });
    else {
      logger.error('unreadable message', { id: record.messageId, issues: read.error.issues });
      unreadable.push(record.messageId);
    }
  }
  return { messages, unreadable };
}
