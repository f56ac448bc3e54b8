import type { LeadId } from '../../domain/kernel/ids.ts';
import { isOver } from '../../domain/core/enrollment.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { LeadButton } from '../../domain/settings/lead-webhook.ts';
import { change } from '../../ports/change.ts';
import { walk } from '../../ports/walk.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { ownVersion } from './own-version.ts';
import { confirmEarlier, prepareDelivery, startDelivery } from '../webhooks/prepare-delivery.ts';
import { stopEnrollment } from '../enrollments/change-enrollment.ts';

/** How a lead leaves the follow-up: it became a contact, or will never be one (A14, D5). */
export type Leaving = 'converted' | 'disqualified';

type LeaveRequest = { organisation: string; leadId: LeadId; as: Leaving; by: string; now: Instant };

/**
 * Converts or disqualifies a lead and stops its enrollments, save those in a version that goes on after a conversion
 * (D5). Doing it again stops what was enrolled before and changes nothing else. Undefined when there is no such lead.
 * What the webhook of the button will be told is written down before the lead is, and asked for after it (A14).
 */
export async function convertLead(ports: WholePorts, request: LeaveRequest): Promise<Lead | undefined> {
  const { organisation, leadId, as, by, now } = request;
  const lead = await note(ports, request);
  if (lead === undefined) return undefined;
  const left = as === 'converted' ? lead.convertedAt : lead.disqualifiedAt;
  const at = left ?? now;
  await startDelivery(ports, { organisation, leadId, button: buttonOf[as], at });
  const activity = `${as}-${left ?? lead.revision}`;
  await ports.store.activities.add([{ organisation, leadId, id: activity, at, events: [{ type: as, by }] }]);
  const enrollments = walk((page) => ports.store.enrollments.list(organisation, { ...page, group: leadId }));
  for await (const enrollment of enrollments) {
    const { id, state, enrolledAt } = enrollment;
    // A contact may be enrolled: what began after the conversion goes on.
    if (isOver(state) || (as === 'converted' && enrolledAt >= at && at < now)) continue;
    if (as === 'converted' && (await ownVersion(ports, enrollment))?.stopOnConversion === false) continue;
    await stopEnrollment(ports, { organisation, id, because: { kind: 'lead', fact: as, at }, now });
  }
  return lead;
}

const buttonOf = { converted: 'convert', disqualified: 'disqualify' } as const satisfies Record<
  Leaving,
  LeadButton
>;

async function note(
  ports: WholePorts,
  { organisation, leadId, as, by, now }: LeaveRequest,
): Promise<Lead | undefined> {
  const status = as === 'converted' ? ('contact' as const) : ('disqualified' as const);
  const left = as === 'converted' ? { convertedAt: now } : { disqualifiedAt: now };
  const button = buttonOf[as];
  const { item } = await change(
    ports.store.leads,
    {
      organisation,
      id: leadId,
      before: async (lead, earlier) => {
        if (earlier !== undefined) await confirmEarlier(ports, earlier, button);
        await prepareDelivery(ports, { lead, button, at: now, by });
      },
    },
    (lead) =>
      lead === undefined || lead.status === status ? 'unchanged' : { write: { ...lead, status, ...left } },
  );
  return item;
}
