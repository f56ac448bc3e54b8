import type { SequenceId, StepId } from '../../domain/kernel/ids.ts';
import { leadChannels, sentMessageId, type SentMessage } from '../../domain/core/sent-message.ts';
import type { Activity } from '../../domain/activity/activity.ts';
import type { EnrollmentId } from '../../domain/kernel/enrollment-id.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { epochSeconds } from '../../domain/time/instants.ts';
import type { Page, PageRequest } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { readLead } from '../leads/list-leads.ts';

type Ports = { store: Pick<Store, 'activities' | 'sentMessages' | 'leads' | 'users'> };

/** A mail or text that went out to a lead, as its activities tell of it; `textKept`: its words can be read. */
export type MessageLine = Pick<
  SentMessage,
  'id' | 'at' | 'channel' | 'userId' | 'from' | 'to' | 'subject'
> & {
  by?: string | undefined;
  enrollmentId: EnrollmentId;
  sequenceId: SequenceId;
  step: StepId;
  textKept: boolean;
};

/** Pages of activities that are read for a page of messages: of some leads most are openings. */
const mostPages = 10;

/**
 * A page of the mails and texts that went out to a lead, the newest first (F9), if the caller can access the lead. They
 * are told by its activities, so that those are among them whose words are not kept.
 */
export async function listMessages(
  { store }: Ports,
  { caller, lead, now, ...page }: PageRequest & { caller: Caller; lead: string; now: Instant },
): Promise<{ kind: 'page'; page: Page<MessageLine> } | Refusal> {
  const found = await readLead({ store }, { caller, id: lead });
  if (found.kind !== 'read') return found;
  const { organisation } = caller;
  let { cursor } = page;
  let sent: Omit<MessageLine, 'from' | 'textKept'>[] = [];
  for (let pages = 0; pages < mostPages && sent.length === 0; pages += 1) {
    const options = { limit: page.limit, cursor, newestFirst: true as const };
    const read = await store.activities.ofLead(organisation, lead, options);
    sent = read.items.flatMap(sentIn);
    ({ cursor } = read);
    if (cursor === undefined) break;
  }
  const ids = sent.map(({ id }) => id);
  const kept = ids.length === 0 ? [] : await store.sentMessages.getMany(organisation, ids);
  const byId = new Map(kept.filter((one) => isKept(one, now)).map((one) => [one.id, one]));
  const items = sent.map((one) => ({ ...one, from: byId.get(one.id)?.from, textKept: byId.has(one.id) }));
  return { kind: 'page', page: cursor === undefined ? { items } : { items, cursor } };
}

/** Whether the words are still to be seen: DynamoDB may drop them two days late. */
export function isKept({ expiresAt }: Pick<SentMessage, 'expiresAt'>, now: Instant): boolean {
  return expiresAt > epochSeconds(now);
}

function sentIn({
  at,
  enrollmentId,
  sequenceId,
  events,
}: Activity): Omit<MessageLine, 'from' | 'textKept'>[] {
  if (enrollmentId === undefined || sequenceId === undefined) return [];
  return events.flatMap((event) => {
    if (event.type !== 'sent') return [];
    const { step, sender: userId, recipient: to, subject, by } = event;
    const { channel } = event;
    if (!leadChannels.includes(channel)) return [];
    const id = sentMessageId(enrollmentId, step);
    return [{ id, at, channel, userId, by, to, subject, enrollmentId, sequenceId, step }];
  });
}
