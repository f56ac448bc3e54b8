import type { LeadId, UserId } from '../../domain/kernel/ids.ts';
import type { Activity } from '../../domain/activity/activity.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import { enrollmentIdParts, type EnrollmentId } from '../../domain/kernel/enrollment-id.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { addressesOf } from '../../domain/people/suppression.ts';
import { suppressAddress } from './suppress-address.ts';
import { endWhatIsSkipped, noteSuppression } from './suppress-lead.ts';
import { textOf } from '../../domain/time/instants.ts';

export type UnsubscribeResult =
  { kind: 'unsubscribed' | 'already'; lead: Lead; at: Instant } | { kind: 'not-found' };

/**
 * Excludes a lead from all present and future sequences (D7): noted on the lead, recorded, and its enrollments whose
 * rest is skipped by it are ended at once. The address goes onto the suppression list: the mail address, or the phone
 * number of a lead without one, since people of one company share a number. Unsubscribing twice keeps the first date.
 */
export async function unsubscribeLead(
  ports: WholePorts,
  request: {
    organisation: string;
    leadId: LeadId;
    by: 'link' | 'one-click' | 'user';
    /** Who was asked by word of mouth. */
    userId?: UserId | undefined;
    /** The enrollment whose mail had the link. */
    enrollmentId?: EnrollmentId | undefined;
    now: Instant;
  },
): Promise<UnsubscribeResult> {
  const { organisation, leadId, by, userId, enrollmentId, now } = request;
  const noted = await noteSuppression(ports, organisation, leadId, { unsubscribedAt: now });
  if (noted === undefined) return { kind: 'not-found' };
  const { lead } = noted;
  const at = lead.suppression.unsubscribedAt ?? now;
  const sequenceId = enrollmentId === undefined ? undefined : enrollmentIdParts(enrollmentId).sequenceId;
  const activity: Activity = {
    organisation,
    leadId,
    id: `unsubscribed-${textOf(at)}`,
    at,
    enrollmentId,
    sequenceId,
    events: [{ type: 'unsubscribed', by }],
  };
  await ports.store.activities.add([activity]);
  const [address] = addressesOf(lead);
  if (address === undefined) await endWhatIsSkipped(ports, lead, now);
  else {
    const source = by === 'user' ? 'user' : 'recipient';
    const entry = {
      organisation,
      address,
      reason: 'unsubscribed' as const,
      at,
      source,
      by: userId,
      leadId,
    } as const;
    await suppressAddress(ports, entry, now);
  }
  return { kind: noted.new ? 'unsubscribed' : 'already', lead, at };
}
