import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { eachRecord } from '#functions/runtime/each-record.ts';
import { addresses, environment } from '#functions/runtime/environment.ts';
import { readMail } from '#functions/runtime/inbound-mail.ts';
import { inboundPorts } from '#functions/runtime/inbound-ports.ts';
import { links } from '#functions/runtime/links.ts';
import { logger } from '#functions/runtime/logger.ts';
import { parseReceipt, type Receipt } from '#shared/contracts/provider/parse-receipt.ts';
import { receiveMail } from '#shared/use-cases/inbound/receive-mail.ts';

/** Ingests mails that reached the reply domain (D5). */
export function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return eachRecord(event, ingest);
}

async function ingest(record: SQSRecord): Promise<boolean> {
  // Gather
  const parsed = parseReceipt(record.body);
  // Decide
  if (parsed.kind === 'ignored') return true;
  if (parsed.kind === 'invalid') {
    logger.error('unreadable receipt', { id: record.messageId, problem: parsed.problem });
    return false;
  }
  // Act
  const outcome = await receive(parsed.receipt);
  logger.info('mail received', { messageId: parsed.receipt.messageId, outcome });
  return true;
}

async function receive(receipt: Receipt): Promise<string> {
  if (receipt.virusVerdict === 'fail') return 'virus';
  const read = await readMail(receipt);
  if (read?.kind !== 'mail') return read?.problem ?? 'gone';
  const { replyDomain } = addresses();
  const ours = { replyDomain, marks: await links(), defaultOrganisation: environment().organisation };
  return receiveMail(inboundPorts(), read.mail, ours, clock.now());
}
