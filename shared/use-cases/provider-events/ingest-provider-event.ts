import type { LeadId, StepId } from '../../domain/kernel/ids.ts';
import type { Activity, LeadEvent } from '../../domain/activity/activity.ts';
import { isNews } from '../../domain/core/commands/provider-event.ts';
import type { TaggedMessage } from '../../domain/provider-events/message-tags.ts';
import { eventKey, type ProviderEvent } from '../../domain/provider-events/provider-event.ts';
import { enrollmentIdParts } from '../../domain/kernel/enrollment-id.ts';
import { assertNever } from '../../domain/kernel/assert-never.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { executeOne } from '../core/execute.ts';
import { countOnce } from '../tracking/count-once.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { findSentMessage, type FoundMessage } from './find-sent-message.ts';
import { addressesOf, listedForm } from '../../domain/people/suppression.ts';
import { suppressAddress } from '../suppressions/suppress-address.ts';
import { endWhatIsSkipped, noteSuppression } from '../suppressions/suppress-lead.ts';

/**
 * Takes in what the provider says of a message: settles an outcome that was unknown (F3), records it (F2), and for a
 * permanent bounce or a complaint suppresses the lead (A6, A7). Of a mail to users nothing but its outcome counts (E1). Events may come twice, late and in any order: each
 * part is done once by its key.
 *
 * @returns `unmatched` when no message of ours is meant.
 */
export async function ingestProviderEvent(
  ports: WholePorts,
  event: ProviderEvent,
  now: Instant,
  defaultOrganisation: string,
): Promise<'taken-in' | 'unmatched'> {
  const found = await findSentMessage(ports, event, defaultOrganisation);
  if (found === undefined) return 'unmatched';
  const { organisation, leadId } = found;
  if (found.message !== undefined) await settle(ports, { ...found.message, organisation }, event, now);
  if (event.toUsers === true) return 'taken-in';
  await record(ports, found, event);
  const reason =
    event.kind === 'bounced' && event.bounce?.permanent === true
      ? 'bounced'
      : event.kind === 'complained'
        ? 'complained'
        : undefined;
  if (reason !== undefined) await suppressByEvent(ports, { organisation, leadId, reason, event, now });
  return 'taken-in';
}

/** Settles the outcome of a message. Most are settled before their events come: then nothing more is read. */
async function settle(
  ports: WholePorts,
  { organisation, enrollment: id, step, attempt }: TaggedMessage,
  event: ProviderEvent,
  now: Instant,
): Promise<void> {
  const known = await ports.store.enrollments.get(organisation, id);
  if (known === undefined) return;
  const command = { kind: 'provider-event' as const, event, step, attempt };
  if (isNews(command, known)) await executeOne(ports, { organisation, enrollment: id, command, known }, now);
}

/**
 * Puts the address that the mail went to on the suppression list (A7). A bounce says something of that address alone: a
 * lead that has another one by now goes on; a complaint is the person's, whatever the address. An event older than the
 * lifting of the entry changes nothing.
 */
async function suppressByEvent(
  ports: WholePorts,
  about: {
    organisation: string;
    leadId: LeadId;
    reason: 'bounced' | 'complained';
    event: ProviderEvent;
    now: Instant;
  },
): Promise<void> {
  const { organisation, leadId, reason, event, now } = about;
  const lead = await ports.store.leads.get(organisation, leadId);
  const sentTo = (event.sentTo ?? event.recipient).map(listedForm).filter((address) => address !== '');
  const addresses = sentTo.length > 0 || lead === undefined ? sentTo : addressesOf(lead).slice(0, 1);
  const { at } = event;
  let outdated = false;
  for (const address of new Set(addresses)) {
    const entry = { organisation, address, reason, at, heardAt: at, source: 'provider', leadId } as const;
    outdated ||= (await suppressAddress(ports, entry, now)).kind === 'outdated';
  }
  if (outdated || reason === 'bounced') return;
  const noted = await noteSuppression(ports, organisation, leadId, { complainedAt: at });
  if (noted !== undefined) await endWhatIsSkipped(ports, noted.lead, now);
}

async function record(ports: WholePorts, found: FoundMessage, event: ProviderEvent): Promise<void> {
  const { organisation, leadId, message } = found;
  const activityOf = (id: string, leadEvent: LeadEvent): Activity => ({
    organisation,
    leadId,
    id,
    at: event.at,
    enrollmentId: message?.enrollment,
    sequenceId: message === undefined ? undefined : enrollmentIdParts(message.enrollment).sequenceId,
    events: [leadEvent],
  });
  const step = message?.step ?? '-';
  const { messageId } = event;
  const { machine: rule } = event;
  const machine = rule !== undefined;
  const by = machine ? '.machine' : '';
  const countFirst = (mark: string, activityIf: (again: boolean) => Activity) =>
    countOnce(
      ports,
      organisation,
      `${messageId}.${mark}${by}`,
      { id: eventKey(event), at: event.at },
      (again) => ports.store.activities.add([activityIf(again)]),
    );
  switch (event.kind) {
    case 'sent':
      return;
    case 'opened':
      await countFirst('opened', (again) =>
        activityOf(eventKey(event), { type: 'opened', step, messageId, machine, rule, again }),
      );
      return;
    case 'clicked':
      await countFirst('clicked', (again) =>
        activityOf(eventKey(event), {
          type: 'clicked',
          step,
          messageId,
          link: event.click?.link ?? '',
          machine,
          rule,
          again,
        }),
      );
      return;
    case 'delivered':
    case 'delayed':
    case 'rejected':
    case 'rendering-failed':
    case 'bounced':
    case 'complained':
      await ports.store.activities.add([activityOf(eventKey(event), plainEvent(event, event.kind, step))]);
  }
}

function plainEvent(
  event: ProviderEvent,
  kind: Exclude<ProviderEvent['kind'], 'sent' | 'opened' | 'clicked'>,
  step: StepId,
): LeadEvent {
  const { messageId, priceUsd } = event;
  switch (kind) {
    case 'delivered':
      return { type: 'delivered', step, messageId, priceUsd };
    case 'rejected':
      return { type: 'rejected', step, messageId, priceUsd, detail: event.reason ?? '' };
    case 'delayed':
    case 'rendering-failed':
      return { type: kind, step, messageId, detail: event.reason ?? '' };
    case 'bounced': {
      const { permanent = false, type = '', subType = '', diagnostic = '' } = event.bounce ?? {};
      return { type: 'bounced', step, permanent, detail: `${type}/${subType} ${diagnostic}`.trim() };
    }
    case 'complained':
      return { type: 'complained', step, detail: event.complaint?.feedbackType ?? '' };
    default:
      return assertNever(kind);
  }
}
