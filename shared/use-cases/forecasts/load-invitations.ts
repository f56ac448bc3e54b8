import { invitedAddress } from '../../domain/contact-intervals/invited-address.ts';
import type { ForecastInput } from '../../domain/forecast/forecast-input.ts';
import type { SimulatedEnrollment } from '../../domain/forecast/simulated-enrollment.ts';
import type { ForecastPorts } from './load-under-way.ts';

/** When feedback sequences invited the addresses of a forecast before, which keeps the next invitations back (C3, C4). */
export async function loadInvitations(
  { store }: Pick<ForecastPorts, 'store'>,
  organisation: string,
  enrollments: readonly SimulatedEnrollment[],
  sequence: ForecastInput['sequence'],
): Promise<ForecastInput['invitations']> {
  const addresses = new Set<string>();
  for (const { enrollment, lead } of enrollments) {
    const { feedback } = sequence(enrollment.sequenceId) ?? {};
    const address = feedback && invitedAddress(feedback, lead);
    if (address !== undefined && lead.revision > 0) addresses.add(address);
  }
  if (addresses.size === 0) return undefined;
  const ledgers = await store.contactIntervals.getMany(organisation, [...addresses]);
  const byAddress = new Map(ledgers.map(({ id, invitations }) => [id, invitations]));
  return (address) => byAddress.get(address) ?? [];
}
