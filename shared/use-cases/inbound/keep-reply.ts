import type { StepId } from '../../domain/kernel/ids.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { Sender } from '../../domain/core/planning.ts';
import { forwardedMail } from '../../domain/inbound/forwarded-mail.ts';
import type { InboundMail } from '../../domain/inbound/inbound-mail.ts';
import { expiryOf, type Reply, type ReplyForwarded, type ReplyOutcome } from '../../domain/inbound/reply.ts';
import { assertNever } from '../../domain/kernel/assert-never.ts';
import { cutText } from '../../domain/kernel/cut-text.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { SendResult } from '../../domain/core/message.ts';
import type { Lead } from '../../domain/people/people.ts';
import { defaultSettings } from '../../domain/settings/settings.ts';
import { textOf } from '../../domain/time/instants.ts';
import type { Mailer } from '../../ports/sender.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { fromAddress } from '../messages/from-address.ts';
import type { Addresses } from '../messages/step-ports.ts';

/** What taking in mails reaches outside through. */
export type InboundPorts = WholePorts & { mailer: Mailer; addresses: Addresses };

/** What is known of what a mail answers. */
export type Answered = {
  organisation: string;
  step?: StepId | undefined;
  enrollment?: Enrollment | undefined;
  lead?: Lead | undefined;
  /** In whose name the mail went out that it answers. */
  sender?: Sender | undefined;
};

/** The id of an answer: the same mail has the same one, also where a mail server delivers it twice. */
export function replyId(ports: Pick<WholePorts, 'ids'>, organisation: string, mail: InboundMail): string {
  const { messageId = textOf(mail.receivedAt), from = '', text } = mail;
  return ports.ids.of(['reply', organisation, messageId, from, text].join('\n'));
}

/**
 * Keeps an answer, and forwards it to the user whom it is for (D5): once, since it is claimed by the write that keeps
 * it. What became of forwarding is written to the answer; nothing of what the answer did depends on it.
 */
export async function keepReply(
  ports: InboundPorts,
  of: {
    id: string;
    kind: Reply['kind'];
    mail: InboundMail;
    answered: Answered;
    outcome: ReplyOutcome;
    now: Instant;
  },
): Promise<void> {
  const { mail, answered, now } = of;
  const { sender, lead } = answered;
  const kept = await replyOf(ports, of);
  const plan = forwardedMail(
    kept,
    mail,
    sender && {
      user: sender.user,
      wanted: sender.settings.replyForwarding.value,
      leadEmail: lead?.email,
      from: fromAddress(sender, ports.addresses),
      defaultFrom: ports.addresses.from,
      replyDomain: ports.addresses.replyDomain,
      profile: sender.settings.profile.value,
    },
  );
  const forwarded: ReplyForwarded = plan.kind === 'off' ? plan : { kind: 'claimed', at: now };
  const written = await ports.store.replies.put({ ...kept, forwarded }, 'absent');
  if (written === 'conflict' || plan.kind === 'off') return;
  const result = forwardedBy(await ports.mailer.send(plan.mail), plan.mail.to, now);
  if (result === undefined) return;
  await ports.store.replies.put({ ...kept, revision: 2, forwarded: result }, 1);
}

async function replyOf(
  ports: InboundPorts,
  { id, kind, mail, answered, outcome }: Parameters<typeof keepReply>[1],
): Promise<Omit<Reply, 'forwarded'>> {
  const { organisation, step, enrollment, lead } = answered;
  const { from, fromName, subject, messageId, text, textCut, whole, files, key, receivedAt } = mail;
  const days = await retentionDays(ports, organisation);
  return {
    ...{ organisation, id, revision: 1, kind, at: receivedAt },
    from: from && cutText(from, ADDRESS_LENGTH),
    ...{ fromName, subject, messageId, text, textCut, whole, files: [...files], key, outcome },
    leadId: enrollment?.leadId ?? lead?.id,
    enrollmentId: enrollment?.id,
    sequenceId: enrollment?.sequenceId,
    step,
    userId: enrollment?.userId,
    ownerId: lead?.ownerId,
    expiresAt: expiryOf(receivedAt, days),
  };
}

/** An address has 254 characters at most; what is none may be shown all the same. */
const ADDRESS_LENGTH = 320;

/** Days that answers are kept, as the organisation decided. */
async function retentionDays({ store }: InboundPorts, organisation: string): Promise<number> {
  const decided = await store.settings.get(organisation, 'organisation');
  return decided?.values.replyRetentionDays ?? defaultSettings.replyRetentionDays;
}

/** What the provider's answer says of a forwarding; undefined: nobody knows, so that it stays claimed. */
function forwardedBy(result: SendResult, to: string, at: Instant): ReplyForwarded | undefined {
  switch (result.kind) {
    case 'accepted':
      return { kind: 'sent', at, to, messageId: result.messageId };
    case 'refused':
    case 'held':
      return { kind: 'failed', at, reason: `${result.code}: ${result.message}` };
    case 'unknown':
      return undefined;
    default:
      return assertNever(result);
  }
}
