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

/** What a subject becomes; its `pending` says what is to be done about it then. */
export type NextMatch = Omit<Match, 'revision'>;

const dayMinutes = 24 * 60;

/**
 * Decides what becomes of a subject: it begins to match and is to be enrolled, once or again (E3), it ends, or it waits
 * for an instant. Nothing happens twice for one beginning: what matches already stays as it is. Undefined: nothing is to be
 * noted.
 */
export function decideMatch(facts: MatchFacts): NextMatch | undefined {
  const { now, automation, subject, match, evaluation } = facts;
  const { organisation, id: automationId, active, whenItEnds } = automation;
  if (active.scope === 'new' && facts.createdAt < active.since) return undefined;
  const known: NextMatch = match ?? {
    organisation,
    id: matchId(automationId, subject),
    automationId,
    subject,
    matching: false,
    since: now,
    times: 0,
    changedAt: now,
  };
  if (isSettled(automation, known)) return undefined;
  const next = { ...known, wakesAt: evaluation.changesAt, changedAt: now };
  if (evaluation.matches === known.matching) return next.wakesAt === known.wakesAt ? undefined : next;
  if (evaluation.matches) return { ...next, ...begun(facts, known) };
  const wasEnrolled = known.enrollmentId !== undefined || known.pending === 'enroll';
  const pending = wasEnrolled && whenItEnds === 'stop' ? ('stop' as const) : undefined;
  return { ...next, matching: false, since: now, pending };
}

/** Whether nothing can come of it any more: it was enrolled the one time, and its end would stop nothing. */
function isSettled(
  { repeats, whenItEnds }: ActiveAutomation,
  { times, matching, pending }: NextMatch,
): boolean {
  if (repeats.kind === 'again' || times === 0 || pending !== undefined) return false;
  return !matching || whenItEnds === 'go-on';
}

/** It begins to match: it is to be enrolled, or why not. */
function begun({ now, automation }: MatchFacts, known: NextMatch): Partial<NextMatch> {
  const { repeats } = automation;
  const since = { matching: true, since: now };
  if (known.times > 0) {
    if (repeats.kind === 'once') return { ...since, pending: undefined };
    const { takenAt } = known;
    if (takenAt !== undefined && now < plusMinutes(takenAt, repeats.minDays * dayMinutes))
      return { ...since, pending: undefined, obstacle: 'too-soon' };
  }
  return {
    ...since,
    times: known.times + 1,
    takenAt: now,
    pending: 'enroll',
    enrollmentId: undefined,
    obstacle: undefined,
  };
}
