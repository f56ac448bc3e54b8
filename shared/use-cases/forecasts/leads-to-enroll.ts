import type { LeadId, SequenceId } from '../../domain/kernel/ids.ts';
import { enrollmentId } from '../../domain/kernel/enrollment-id.ts';
import { blankEnrollment, isOver } from '../../domain/core/enrollment.ts';
import type { Sender } from '../../domain/core/planning.ts';
import type { SimulatedEnrollment } from '../../domain/forecast/simulated-enrollment.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { SequenceVersion } from '../../domain/sequences/step.ts';
import type { ForecastPorts } from './load-under-way.ts';

/** Enrollments read together. */
const TOGETHER = 500;

/** Which time a lead would be enrolled, when it is not the first; `taken`: it is in the sequence. */
type Rounds = Map<string, number | 'taken'>;

/** The leads as they would be enrolled; `taken`: those that are in the sequence already. */
export async function loadEnrolling(
  { store }: ForecastPorts,
  leads: readonly Lead[],
  of: { version: SequenceVersion; sender: Sender; imaginary: boolean; now: Instant },
): Promise<{ enrollments: SimulatedEnrollment[]; taken: string[] }> {
  const { version, sender, imaginary, now } = of;
  const { organisation, sequenceId } = version;
  const enrollments: SimulatedEnrollment[] = [];
  const taken: string[] = [];
  for (let first = 0; first < leads.length; first += TOGETHER) {
    const together = leads.slice(first, first + TOGETHER);
    const ids = imaginary ? [] : together.map(({ id }) => id);
    const rounds = await loadRounds(store, organisation, sequenceId, ids);
    for (const lead of together) {
      const round = rounds.get(lead.id) ?? 1;
      if (round === 'taken') {
        taken.push(lead.id);
        continue;
      }
      const id = enrollmentId(lead.id, sequenceId, round);
      const userId = sender.user.id;
      const blank = {
        organisation,
        id,
        leadId: lead.id,
        sequenceId,
        userId,
        version: version.version,
        pinned: false,
      };
      enrollments.push({ enrollment: blankEnrollment(blank, now), lead, sender, asked: true });
    }
  }
  return { enrollments, taken };
}

/** Looks up in which round each lead would be enrolled. */
async function loadRounds(
  store: ForecastPorts['store'],
  organisation: string,
  sequenceId: SequenceId,
  leadIds: readonly LeadId[],
): Promise<Rounds> {
  const rounds: Rounds = new Map();
  let asked = leadIds;
  for (let round = 1; asked.length > 0; round += 1) {
    const ids = asked.map((leadId) => enrollmentId(leadId, sequenceId, round));
    const found = await store.enrollments.getMany(organisation, ids);
    for (const { leadId, state } of found) rounds.set(leadId, isOver(state) ? round + 1 : 'taken');
    asked = found.filter(({ state }) => isOver(state)).map(({ leadId }) => leadId);
  }
  return rounds;
}
