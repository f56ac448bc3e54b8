import { EVERY_ORGANISATION, isInForce } from '../../domain/holds/hold.ts';
import { CLAIM_TERM_SECONDS } from '../../domain/core/claim-term.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import { plusSeconds } from '../../domain/time/instants.ts';
import type { EnginePorts } from '../core/engine-ports.ts';
import { executeOne } from '../core/execute.ts';

/** Enrollments looked at side by side. */
const AT_ONCE = 20;

/** The hold under which alone a backup is restored: of the whole stage, for mails and texts. */
const HOLD = 'stage.all';

/** What marking came to. `through`: false where there was no time left for all: called again it marks the rest. */
export type RestoredReport = { marked: number; failed: unknown[]; through: boolean };

/**
 * After tables were restored from a backup of `since`: marks what may have gone out until all sending was held, so that
 * nothing goes out twice by itself (F3). Refuses while the stage is not held. What cannot be read or marked is among
 * `failed`; doing it again changes nothing but that.
 */
export async function markRestored(
  ports: EnginePorts,
  { since, now, hasTime }: { since: Instant; now: Instant; hasTime: () => boolean },
): Promise<RestoredReport | { kind: 'not-held' }> {
  const hold = await ports.store.holds.get(EVERY_ORGANISATION, HOLD);
  if (hold === undefined || hold.reason.kind !== 'person' || !isInForce(hold, now))
    return { kind: 'not-held' };
  // Workers that were at it when the hold began may have sent as long as their claims last.
  const until = plusSeconds(hold.since, CLAIM_TERM_SECONDS);
  const report: RestoredReport = { marked: 0, failed: [], through: false };
  const mark = async ({ organisation, id }: Enrollment): Promise<void> => {
    try {
      const command = { kind: 'restored' as const, since, until };
      const { kind } = await executeOne(ports, { organisation, enrollment: id, command }, now);
      if (kind === 'changed') report.marked += 1;
    } catch (error) {
      report.failed.push(error);
    }
  };
  let cursor: string | undefined;
  do {
    if (!hasTime()) return report;
    const stretch = await ports.store.enrollments.scanPart({ number: 0, of: 1, cursor });
    report.failed.push(...stretch.unreadable);
    await inChunks(stretch.items, AT_ONCE, mark);
    ({ cursor } = stretch);
  } while (cursor !== undefined);
  return { ...report, through: true };
}
