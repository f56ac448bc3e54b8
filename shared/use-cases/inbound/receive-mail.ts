import { startOfDay } from '../../domain/time/zones.ts';
import { automaticSign } from '../../domain/inbound/automatic-reply.ts';
import { detectReply, type ReplyMatch } from '../../domain/inbound/detect-reply.ts';
import type { InboundMail } from '../../domain/inbound/inbound-mail.ts';
import type { MessageMarks } from '../../domain/inbound/message-mark.ts';
import { outcomeOfReply } from '../../domain/inbound/reply-outcome.ts';
import { enrollmentIdParts } from '../../domain/kernel/enrollment-id.ts';
import type { SentMessage } from '../../domain/provider-events/message-tags.ts';
import type { Instant, LocalDate } from '../../domain/kernel/instant.ts';
import { leadOfAddress, messageOfLead } from '../provider-events/find-sent-message.ts';
import { listAll } from '../list-all.ts';
import { loadSender } from '../people/load-sender.ts';
import { ingestAutoReply, ingestReply } from './ingest-reply.ts';
import { keepReply, replyId, type Answered, type InboundPorts } from './keep-reply.ts';

const noMatches = { kind: 'reply', matches: [] } as const;

/** What a mail that came in turned out to be, for the log: kinds only. */
export type ReceivedMail =
  | 'reply'
  | 'auto-reply'
  | 'bounce-notice'
  | 'unrelated'
  | 'unmatched'
  /** One of our own users wrote it: it is no lead's. */
  | 'own-user';

/**
 * Takes in a mail that reached the reply domain: an answer stops the sequence, an automatic one holds it; both are kept,
 * and what a person wrote is forwarded to the user whom it is for (D5). Receiving the same mail again changes nothing.
 */
export async function receiveMail(
  ports: InboundPorts,
  mail: InboundMail,
  ours: { replyDomain: string; marks: MessageMarks; defaultOrganisation: string },
  now: Instant,
): Promise<ReceivedMail> {
  const detected = detectReply(mail, ours);
  const mayBeReply = detected.kind === 'unrelated' && detected.why === 'no-match' && !automaticSign(mail);
  if (detected.kind === 'bounce-notice' || (detected.kind === 'unrelated' && !mayBeReply))
    return detected.kind;
  const { kind, matches } = detected.kind === 'unrelated' ? noMatches : detected;
  const message = await messageOf(ports, mail, matches, ours.defaultOrganisation);
  const answered = await answeredBy(ports, message ?? { organisation: ours.defaultOrganisation }, mail);
  // Whoever writes to an address of ours without any mark is somebody to us as a lead alone.
  if (matches.length === 0 && answered.lead === undefined) return 'unrelated';
  if (await isOfOwnUser(ports, mail, answered)) return 'own-user';

  const at = mail.receivedAt;
  const id = replyId(ports, answered.organisation, mail);
  const keep = async (after: Answered['enrollment']): Promise<void> =>
    keepReply(ports, { id, kind, mail, answered, outcome: outcomeOfReply(kind, after, at), now });
  if (message === undefined) {
    await keep(undefined);
    return 'unmatched';
  }
  // What it does comes first: the lead gets nothing more, whatever becomes of the rest.
  const done =
    kind === 'reply'
      ? await ingestReply(ports, { message, at, reply: id, now })
      : await ingestAutoReply(ports, {
          ...{ message, at, reply: id, now },
          until: backOn(answered, detected.kind === 'auto-reply' ? detected.until : undefined),
        });
  await keep(done.kind === 'not-found' ? undefined : done.enrollment);
  return kind;
}

/** What is known of what the mail answers; without a message the lead that its writer's address belongs to. */
async function answeredBy(
  ports: InboundPorts,
  message: SentMessage | { organisation: string },
  mail: InboundMail,
): Promise<Answered> {
  const { organisation } = message;
  const { store } = ports;
  if (!('enrollment' in message)) {
    const leadId = mail.from === undefined ? undefined : await leadOfAddress(ports, organisation, mail.from);
    const lead = leadId === undefined ? undefined : await store.leads.get(organisation, leadId);
    return { organisation, lead };
  }
  const { leadId } = enrollmentIdParts(message.enrollment);
  const [enrollment, lead] = await Promise.all([
    store.enrollments.get(organisation, message.enrollment),
    store.leads.get(organisation, leadId),
  ]);
  const sender = enrollment && (await loadSender(store, organisation, enrollment.userId));
  return { organisation, step: message.step, enrollment, lead, sender };
}

/** Whether one of our own users wrote it, who is not the lead too: answering what we forwarded, say, with us in copy. */
async function isOfOwnUser(
  { store }: InboundPorts,
  { from }: InboundMail,
  { organisation, lead }: Answered,
): Promise<boolean> {
  if (from === undefined || lead?.email?.toLowerCase() === from) return false;
  const users = await listAll(store.users, organisation);
  return users.some(({ email }) => email.toLowerCase() === from);
}

/** The message that the surest match names; a provider's id is looked up among what the writer was sent. */
async function messageOf(
  ports: InboundPorts,
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
function backOn({ lead, sender }: Answered, date: LocalDate | undefined): Instant | undefined {
  const zone = lead?.zone ?? sender?.user.zone;
  return date === undefined || zone === undefined ? undefined : startOfDay(date, zone);
}
