import { parseInboundMail, type ParsedMail } from '#shared/adapters/mail/parse-inbound-mail.ts';
import type { Receipt } from '#shared/contracts/provider/parse-receipt.ts';
import { inboundMailFiles } from './files.ts';

/** As much of a stored mail as is looked at: files of 10 MB take a third more in it. In bytes. */
const READ_BYTES = 15_000_000;

/** The mail that a receipt is about; undefined when it has expired from its bucket. */
export async function readMail({
  content,
  recipients,
  receivedAt,
}: Receipt): Promise<ParsedMail | undefined> {
  if (content.kind === 'inline') return parseInboundMail(content.raw, { recipients, receivedAt });
  const stored = await inboundMailFiles().read(content.key, { from: 0, length: READ_BYTES });
  if (stored === undefined) return undefined;
  const parsed = await parseInboundMail(stored.bytes, { recipients, receivedAt, size: stored.total });
  return parsed.kind === 'mail' ? { ...parsed, mail: { ...parsed.mail, key: content.key } } : parsed;
}
