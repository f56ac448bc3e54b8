import { startOfDay } from '../../domain/time/zones.ts';
import { detectReply, type ReplyMatch } from '../../domain/inbound/detect-reply.ts';
import type { InboundMail } from '../../domain/inbound/inbound-mail.ts';
import type { MessageMarks } from '../../domain/inbound/message-mark.ts';
import type { SentMessage } from '../../domain/provider-events/message-tags.ts';
import type { Instant, LocalDate } from '../../domain/kernel/instant.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { leadOfAddress, messageOfLead } from '../provider-events/find-sent-message.ts';
import { loadSender } from '../people/load-sender.ts';
import { ingestAutoReply, ingestReply } from './ingest-reply.ts';

/** What a mail that came in turned out to be, for the log: kinds only. */
export type ReceivedMail = 'reply' | 'auto-reply' | 'bounce-notice' | 'unrelated' | 'unmatched';

/**
 * Takes in a mail that reached the reply domain: an answer stops the sequence, an automatic one holds it (D5).
 * Receiving the same mail again changes nothing.
 */
export async function receiveMail(
  ports: WholePorts,
  mail: InboundMail,
  ours: { replyDomain: string; marks: MessageMarks; defaultOrganisation: string },
  now: Instant,
): Promise<ReceivedMail> {
  const detected = detectReply(mail, ours);
  if (detected.kind === 'unrelated' || detected.kind === 'bounce-notice') return detected.kind;
  const message = await messageOf(ports, mail, detected.matches, ours.defaultOrganisation);
  if (message === undefined) return 'unmatched';
  const at = mail.receivedAt;
  if (detected.kind === 'reply') await ingestReply(ports, { message, at, now });
  else
    await ingestAutoReply(ports, { message, at, until: await backOn(ports, message, detected.until), now });
  return detected.kind;
}

/** The message that the surest match names; a provider's id is looked up among what the writer was sent. */
async function messageOf(
  ports: WholePorts,
  mail: InboundMail,
  matches: readonly ReplyMatch[],
  organisation: string,
): Promise<SentMessage | undefined> {
  const proven = matches.find((match) => 'message' in match);
  if (proven !== undefined && 'message' in proven) return proven.message;
  const leadId = mail.from === undefined ? undefined : await leadOfAddress(ports, organisation, mail.from);
  if (leadId === undefined) return undefined;
  for (const match of matches) {
    if (!('messageId' in match)) continue;
    const message = await messageOfLead(ports, organisation, leadId, match.messageId);
    if (message !== undefined) return message;
  }
  return undefined;
}

/** The start of the day on which the lead is back, on the lead's clock where it is known, else the sender's. */
async function backOn(
  ports: WholePorts,
  message: SentMessage,
  date: LocalDate | undefined,
): Promise<Instant | undefined> {
  if (date === undefined) return undefined;
  const enrollment = await ports.store.enrollments.get(message.organisation, message.enrollment);
  if (enrollment === undefined) return undefined;
  const lead = await ports.store.leads.get(message.organisation, enrollment.leadId);
  const sender = await loadSender(ports.store, message.organisation, enrollment.userId);
  const zone = lead?.zone ?? sender?.user.zone;
  return zone === undefined ? undefined : startOfDay(date, zone);
}
