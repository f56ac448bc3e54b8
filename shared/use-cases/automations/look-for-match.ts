import { decideMatch, type MatchFacts, type NextMatch } from '../../domain/automations/decide-match.ts';
import { isActive, type Automation } from '../../domain/automations/automation.ts';
import { matchId, type Match, type Subject } from '../../domain/automations/match.ts';
import { evaluate } from '../../domain/filters/evaluate.ts';
import type { FilterFacts } from '../../domain/filters/filter-facts.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { change } from '../../ports/change.ts';
import { loadFilterFacts } from '../filters/load-filter-facts.ts';
import { finishMatch } from './finish-match.ts';
import { movePlannedLook } from './planned-look.ts';
import type { MatchPorts } from './match-ports.ts';

/** A subject that an automation may be about. */
export type Look = { organisation: string; automationId: string; subject: Subject; now: Instant };

/**
 * Looks whether an automation matches a subject now, and does what follows: enrols it, stops what it was enrolled in, or
 * has it looked at again at the instant at which time alone changes the answer (E1, E3). What is to be done is written
 * before it is done, so that looking again finishes what was cut off, and does nothing twice (F3, F4).
 */
export async function lookForMatch(
  ports: MatchPorts,
  { organisation, automationId, subject, now }: Look,
): Promise<void> {
  const id = matchId(automationId, subject);
  const { item, facts } = await change(
    ports.store.matches,
    {
      organisation,
      id,
      gather: async () => {
        const [automation, known] = await Promise.all([
          ports.store.automations.get(organisation, automationId),
          loadFilterFacts(ports.store, { organisation, subject, now }),
        ]);
        return { automation, known };
      },
      before: (next, before) => movePlannedLook(ports, before, next),
    },
    (match, { automation, known }) => {
      const next = automation && nextMatch(automation, { now, subject, match, known });
      return next === undefined ? 'unchanged' : { write: next };
    },
  );
  const { automation, known } = facts;
  if (item?.pending === undefined || automation === undefined) return;
  if (item.pending === 'enroll' && !isActive(automation)) return;
  await finishMatch(ports, { automation, match: item, lead: known?.lead, record: known?.record, now });
}

/** What a subject becomes for an automation; undefined: nothing is to be noted. */
export function nextMatch(
  automation: Automation,
  of: Pick<MatchFacts, 'now' | 'subject' | 'match'> & { known: FilterFacts | undefined },
): NextMatch | undefined {
  if (!isActive(automation)) return undefined;
  const { now, subject, match, known } = of;
  const createdAt = known?.record?.createdAt ?? known?.lead?.createdAt;
  if (known === undefined || createdAt === undefined) return match && gone(match, automation, now);
  return decideMatch({
    now,
    automation,
    subject,
    createdAt,
    match,
    evaluation: evaluate(automation.active.filter, known),
  });
}

/** The lead or record is there no more: it matches nothing. */
function gone(match: Match, automation: Automation, now: Instant): NextMatch | undefined {
  if (!isActive(automation)) return undefined;
  const evaluation = { matches: false, changesAt: undefined };
  return decideMatch({ now, automation, subject: match.subject, createdAt: now, match, evaluation });
}
