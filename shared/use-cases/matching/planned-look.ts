import type { Match, MatchMessage } from '../../domain/automations/match.ts';
import { epochMs } from '../../domain/time/instants.ts';
import type { MatchPorts } from './match-ports.ts';

/**
 * Moves the entry that has a subject looked at again to its instant, before that is written: an entry too many is a hint
 * that finds nothing, one too few would leave a match unseen until the sweep (F4). One entry for each automation and subject.
 */
export async function movePlannedLook(
  ports: Pick<MatchPorts, 'scheduler' | 'ids'>,
  before: Match | undefined,
  {
    organisation,
    automationId,
    subject,
    wakesAt,
    id,
  }: Pick<Match, 'id' | 'organisation' | 'automationId' | 'subject' | 'wakesAt'>,
): Promise<void> {
  if (before?.wakesAt === wakesAt) return;
  const nameAt = (at: number) => ports.ids.of(`look ${organisation} ${id} ${at}`);
  if (wakesAt !== undefined) {
    const message: MatchMessage = { organisation, automationId, subject };
    await ports.scheduler.createMatch({ name: nameAt(epochMs(wakesAt)), at: wakesAt, message });
  }
  if (before?.wakesAt !== undefined) await ports.scheduler.removeMatch(nameAt(epochMs(before.wakesAt)));
}
