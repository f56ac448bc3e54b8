import type { LeadId } from '../../domain/kernel/ids.ts';
import { enrollmentIdParts } from '../../domain/kernel/enrollment-id.ts';
import type { SentMessage, TaggedMessage } from '../../domain/provider-events/message-tags.ts';
import type { ProviderEvent } from '../../domain/provider-events/provider-event.ts';
import { listedForm } from '../../domain/people/suppression.ts';
import { walk } from '../../ports/walk.ts';
import type { EnginePorts } from '../core/engine-ports.ts';

/** Whom an event is about, and the message where it is known. */
export type FoundMessage = { organisation: string; leadId: LeadId; message?: TaggedMessage | undefined };

/**
 * The message that an event is about: by its tags; without tags (identity notifications) by the lead that the address
 * belongs to and the provider's id among what the lead was sent.
 */
export async function findSentMessage(
  ports: Pick<EnginePorts, 'store'>,
  event: Pick<ProviderEvent, 'tags' | 'recipient' | 'messageId'>,
  defaultOrganisation: string,
): Promise<FoundMessage | undefined> {
  if (event.tags !== undefined) {
    const { organisation, enrollment } = event.tags;
    return { organisation, leadId: enrollmentIdParts(enrollment).leadId, message: event.tags };
  }
  for (const address of event.recipient) {
    const leadId = await leadOfAddress(ports, defaultOrganisation, address);
    if (leadId === undefined) continue;
    const message = await messageOfLead(ports, defaultOrganisation, leadId, event.messageId);
    return { organisation: defaultOrganisation, leadId, message };
  }
  return undefined;
}

/** The lead with this address. */
export async function leadOfAddress(
  ports: Pick<EnginePorts, 'store'>,
  organisation: string,
  address: string,
): Promise<string | undefined> {
  const page = await ports.store.leads.list(organisation, {
    limit: 1,
    query: { index: 'byEmail', of: listedForm(address) },
  });
  return page.items[0]?.id;
}

/** Which step of which enrollment of the lead the provider gave this id. */
export async function messageOfLead(
  ports: Pick<EnginePorts, 'store'>,
  organisation: string,
  leadId: LeadId,
  messageId: string,
): Promise<SentMessage | undefined> {
  const enrollments = walk((page) => ports.store.enrollments.list(organisation, { ...page, group: leadId }));
  for await (const { id, messages } of enrollments) {
    const step = Object.entries(messages).find(([, sent]) => sent === messageId)?.[0];
    if (step !== undefined) return { organisation, enrollment: id, step };
  }
  return undefined;
}
