import type { Activity, LeadEvent } from '../../domain/activity/activity.ts';
import { eventKey, type ProviderEvent } from '../../domain/deliverability/provider-event.ts';
import { enrollmentIdParts } from '../../domain/enrollment/enrollment.ts';
import { assertNever } from '../../domain/kernel/assert-never.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { EnginePorts } from './engine-ports.ts';
import { findSentMessage, type FoundMessage } from './find-sent-message.ts';
import { settleByEvent } from './settle-by-event.ts';
import { endWhatIsSkipped, noteSuppression } from './suppress-lead.ts';

/**
 * Takes in what the provider says of a message: settles an outcome that was unknown (F3), records it (F2), and for a
 * permanent bounce or a complaint suppresses the lead (A6, A7). Events may come twice, late and in any order: each
 * part is done once by its key.
 *
 * @returns `unmatched` when no message of ours is meant.
 */
export async function ingestProviderEvent(
  ports: EnginePorts,
  event: ProviderEvent,
  now: Instant,
  defaultOrganisation: string,
): Promise<'taken-in' | 'unmatched'> {
  const found = await findSentMessage(ports, event, defaultOrganisation);
  if (found === undefined) return 'unmatched';
  const { organisation, leadId } = found;
  if (found.message !== undefined) await settleByEvent(ports, found.message, event, now);
  await record(ports, found, event);
  const suppression =
    event.kind === 'bounced' && event.bounce?.permanent === true
      ? { bouncedAt: event.at }
      : event.kind === 'complained'
        ? { complainedAt: event.at }
        : undefined;
  if (suppression === undefined) return 'taken-in';
  const noted = await noteSuppression(ports, organisation, leadId, suppression);
  if (noted !== undefined) await endWhatIsSkipped(ports, noted.lead, now);
  return 'taken-in';
}

async function record(ports: EnginePorts, found: FoundMessage, event: ProviderEvent): Promise<void> {
  const { organisation, leadId, message } = found;
  const activityOf = (id: string, leadEvent: LeadEvent): Activity => ({
    organisation,
    leadId,
    id,
    at: event.at,
    enrollmentId: message?.enrollment,
    sequenceId: message === undefined ? undefined : enrollmentIdParts(message.enrollment)?.sequenceId,
    events: [leadEvent],
  });
  const step = message?.step ?? '-';
  const { messageId } = event;
  const machine = event.isAutomatedGuess ?? false;
  switch (event.kind) {
    case 'sent':
      return;
    case 'opened': {
      const id = `${messageId}.opened${machine ? '.machine' : ''}`;
      await ports.store.activities.add([activityOf(id, { type: 'opened', step, messageId, machine })]);
      return;
    }
    case 'clicked': {
      const clicked = (again: boolean): LeadEvent => ({
        type: 'clicked',
        step,
        messageId,
        link: event.click?.link ?? '',
        machine,
        again,
      });
      const first = `${messageId}.clicked${machine ? '.machine' : ''}`;
      const added = await ports.store.activities.add([activityOf(first, clicked(false))]);
      if (added.length === 0) await ports.store.activities.add([activityOf(eventKey(event), clicked(true))]);
      return;
    }
    default:
      await ports.store.activities.add([activityOf(eventKey(event), plainEvent(event, event.kind, step))]);
  }
}

function plainEvent(
  event: ProviderEvent,
  kind: Exclude<ProviderEvent['kind'], 'sent' | 'opened' | 'clicked'>,
  step: string,
): LeadEvent {
  const { messageId } = event;
  switch (kind) {
    case 'delivered':
      return { type: 'delivered', step, messageId };
    case 'delayed':
    case 'rejected':
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
