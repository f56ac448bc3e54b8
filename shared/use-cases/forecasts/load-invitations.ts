import type { Invitation } from '../../domain/contact-intervals/contact-ledger.ts';
import { invitedAddress } from '../../domain/contact-intervals/invited-address.ts';
import type { ForecastInput } from '../../domain/forecast/forecast-input.ts';
import type { SimulatedEnrollment } from '../../domain/forecast/simulated-enrollment.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { invitationStep } from '../../domain/sequences/feedback-steps.ts';
import { genuineInvitations } from '../core/feedback-facts.ts';
import type { ForecastPorts } from './load-under-way.ts';

const concurrency = 20;

/**
 * When feedback sequences invited the addresses of a forecast before, which keeps the next invitations back (C3, C4):
 * without those that never went out, as the engine sees it.
 */
export async function loadInvitations(
  { store }: Pick<ForecastPorts, 'store'>,
  { organisation, now }: { organisation: string; now: Instant },
  enrollments: readonly SimulatedEnrollment[],
  sequenceOf: ForecastInput['sequence'],
): Promise<ForecastInput['invitations']> {
  const byAddress = new Map<string, SimulatedEnrollment[]>();
  for (const of of enrollments) {
    const { feedback } = sequenceOf(of.enrollment.sequenceId) ?? {};
    const address = feedback && invitedAddress(feedback, of.lead);
    if (address === undefined || of.lead.revision === 0) continue;
    const others = byAddress.get(address);
    if (others === undefined) byAddress.set(address, [of]);
    else others.push(of);
  }
  if (byAddress.size === 0) return undefined;
  const ledgers = await store.contactIntervals.getMany(organisation, [...byAddress.keys()]);
  const rounds = await inChunks(ledgers, concurrency, async ({ id: address, invitations: noted }) => {
    let invitations: readonly Invitation[] = noted;
    for (const { enrollment } of byAddress.get(address) ?? []) {
      const sequence = sequenceOf(enrollment.sequenceId);
      if (sequence === undefined || enrollment.done.includes(invitationStep)) continue;
      invitations = await genuineInvitations({ store }, { enrollment, sequence, address }, invitations, now);
    }
    return invitations;
  });
  const known = new Map(rounds.map(({ item, result }) => [item.id, result]));
  return (address) => known.get(address) ?? [];
}
