import type { LeadId } from '../../domain/kernel/ids.ts';
import { isOver } from '../../domain/core/enrollment.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { withRoomForSuppression } from '../../domain/people/own-fields.ts';
import type { Lead, Suppression } from '../../domain/people/people.ts';
import { change } from '../../ports/change.ts';
import { walk } from '../../ports/walk.ts';
import { executeOne } from '../core/execute.ts';
import type { EnginePorts } from '../core/engine-ports.ts';

/**
 * Notes on the lead why it may not be written to; the first instant stays. Undefined when there is no such lead.
 * From this write on nothing that the rules forbid goes out: every due step reads the lead.
 */
export async function noteSuppression(
  ports: Pick<EnginePorts, 'store'>,
  organisation: string,
  leadId: LeadId,
  facts: Suppression,
): Promise<{ lead: Lead; new: boolean } | undefined> {
  const fit = withRoomForSuppression;
  const noted = await change(ports.store.leads, { organisation, id: leadId, fit }, (lead) => {
    if (lead === undefined) return 'unchanged';
    const before = withoutUndefined(lead.suppression);
    const suppression = { ...facts, ...before };
    const isNew = Object.keys(suppression).length > Object.keys(before).length;
    return isNew ? { write: { ...lead, suppression } } : 'unchanged';
  });
  return noted.item && { lead: noted.item, new: noted.kind === 'written' };
}

/**
 * Ends at once the lead's enrollments whose remaining steps are all skipped by the rules (A6, A7); the others
 * go on, and skip step by step when due. A task that is open and now skipped is taken off its user's list.
 */
export async function endWhatIsSkipped(ports: EnginePorts, lead: Lead, now: Instant): Promise<void> {
  const { organisation, id: group } = lead;
  const enrollments = walk((page) => ports.store.enrollments.list(organisation, { ...page, group }));
  for await (const { id, state } of enrollments)
    if (!isOver(state))
      await executeOne(ports, { organisation, enrollment: id, command: { kind: 'suppression' } }, now);
}

function withoutUndefined(suppression: Suppression): Suppression {
  return Object.fromEntries(Object.entries(suppression).filter(([, at]) => at !== undefined));
}
