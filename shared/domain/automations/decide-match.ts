import type { Evaluation } from '../filters/evaluate.ts';
import type { Instant } from '../kernel/instant.ts';
import { plusMinutes } from '../time/instants.ts';
import type { ActiveAutomation } from './automation.ts';
import { matchId, type Match, type Subject } from './match.ts';

/** What is known of a subject when it is looked at. */
export type MatchFacts = {
  now: Instant;
  automation: ActiveAutomation;
  subject: Subject;
  /** When the lead or record was created (E6). */
  createdAt: Instant;
  /** As it is stored; undefined: nothing was ever kept of it. */
  match: Match | undefined;
  evaluation: Pick<Evaluation, 'matches' | 'changesAt'>;
};

/** What it becomes; `ends`: its steps left are not to be done. Undefined: nothing is to be noted. */
export type MatchDecision = { next: Omit<Match, 'revision'>; ends: boolean };

const dayMinutes = 24 * 60;

/**
 * Decides what becomes of a subject: it begins to match and is to be enrolled, once or again (E3), it ends, or it waits
 * for an instant. Nothing happens twice for one beginning: what matches already stays as it is.
 */
export function decideMatch(facts: MatchFacts): MatchDecision | undefined {
  const { now, automation, subject, match, evaluation } = facts;
  const { organisation, id: automationId, active, whenItEnds } = automation;
  if (active.scope === 'new' && facts.createdAt < active.since) return undefined;
  const known: Omit<Match, 'revision'> = match ?? {
    organisation,
    id: matchId(automationId, subject),
    automationId,
    subject,
    matching: false,
    since: now,
    times: 0,
    changedAt: now,
  };
  const next = { ...known, wakesAt: evaluation.changesAt };
  if (evaluation.matches && !known.matching) Object.assign(next, begun(facts, known));
  if (!evaluation.matches && known.matching) {
    Object.assign(next, { matching: false, since: now, pending: undefined });
  }
  const isSame = next.matching === known.matching && next.wakesAt === known.wakesAt;
  if (isSame) return undefined;
  const ends = known.matching && !next.matching && whenItEnds === 'stop';
  return { next: { ...next, changedAt: now }, ends };
}

/** It begins to match: it is to be enrolled, or why not. */
function begun({ now, automation }: MatchFacts, known: Omit<Match, 'revision'>): Partial<Match> {
  const { repeats } = automation;
  const since = { matching: true, since: now };
  if (known.times > 0) {
    if (repeats.kind === 'once') return since;
    const { takenAt } = known;
    if (takenAt !== undefined && now < plusMinutes(takenAt, repeats.minDays * dayMinutes))
      return { ...since, obstacle: 'too-soon' };
  }
  return {
    ...since,
    times: known.times + 1,
    takenAt: now,
    pending: true,
    enrollmentId: undefined,
    obstacle: undefined,
  };
}
