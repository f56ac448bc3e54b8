import type { Automation } from '../../domain/automations/automation.ts';
import type { Match, MatchObstacle } from '../../domain/automations/match.ts';
import { blankEnrollment, type Enrollment } from '../../domain/core/enrollment.ts';
import { enrollmentId, type EnrollmentId } from '../../domain/kernel/enrollment-id.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { StoredRecord } from '../../domain/records/record.ts';
import type { Reason } from '../../domain/settings/reason.ts';
import { change } from '../../ports/change.ts';
import { executeOne } from '../core/execute.ts';
import { stopEnrollment } from '../enrollments/change-enrollment.ts';
import type { MatchPorts } from './match-ports.ts';

/** A match of which something is still to be done. */
export type Unfinished = {
  automation: Automation;
  match: Match;
  lead?: Lead | undefined;
  record?: Pick<StoredRecord, 'id' | 'ownerId'> | undefined;
  now: Instant;
};

/** Times that one lead goes through one automation at most, as its enrollments are numbered. */
const MOST_ROUNDS = 999;

const noLongerMatches: Reason = { kind: 'engine', rule: 'no-longer-matches' };

/**
 * Does what a match still asks for. Its enrollment bears the key of the match and of how many times it came, so that it is
 * made once however often this is done (F3); one that ceased to match meanwhile is stopped.
 */
export async function finishMatch(ports: MatchPorts, of: Unfinished): Promise<void> {
  const { match, now } = of;
  const { organisation } = match;
  if (match.pending === 'stop') {
    const id = match.enrollmentId ?? (await enrollmentOf(ports, of))?.id;
    if (id !== undefined) await stopEnrollment(ports, { organisation, id, because: noLongerMatches, now });
    await note(ports, match, {}, now);
    return;
  }
  const made = await enroll(ports, of);
  const outcome = isObstacle(made) ? { obstacle: made } : { enrollmentId: made };
  const noted = await note(ports, match, outcome, now);
  if (noted || outcome.enrollmentId === undefined) return;
  await stopEnrollment(ports, { organisation, id: outcome.enrollmentId, because: noLongerMatches, now });
}

const obstacles: ReadonlySet<string> = new Set<MatchObstacle>(['no-lead', 'no-owner', 'too-often']);

function isObstacle(made: EnrollmentId | MatchObstacle): made is MatchObstacle {
  return obstacles.has(made);
}

/** Notes that it is done; false: the subject has changed meanwhile, and something else is to be done. */
async function note(
  ports: MatchPorts,
  { organisation, id, pending, times }: Match,
  outcome: { enrollmentId?: EnrollmentId; obstacle?: MatchObstacle },
  now: Instant,
): Promise<boolean> {
  const done = await change(ports.store.matches, { organisation, id }, (match) =>
    match?.pending === pending && match?.times === times
      ? { write: { ...match, ...outcome, pending: undefined, changedAt: now } }
      : 'unchanged',
  );
  return done.kind === 'written' || (done.item?.matching === true && done.item.times === times);
}

/** The key of the enrollment that a match makes. */
function keyOf({ id, times }: Match): string {
  return `match ${id} ${times}`;
}

/** Enrols the lead in the sequence of the automation, in the name of the owner of the record, else of the lead. */
async function enroll(ports: MatchPorts, of: Unfinished): Promise<EnrollmentId | MatchObstacle> {
  const { automation, match, lead, record, now } = of;
  const { organisation, id: sequenceId } = automation;
  if (lead === undefined) return 'no-lead';
  const [sequence, owner] = await Promise.all([
    ports.store.sequences.get(organisation, sequenceId),
    ports.store.users.get(organisation, record?.ownerId ?? lead.ownerId),
  ]);
  if (owner?.active !== true) return 'no-owner';
  const because: Reason = { kind: 'automation', automation: sequenceId };
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const id = enrollmentId(lead.id, sequenceId, round);
    const existing = await ports.store.enrollments.get(organisation, id);
    if (existing?.request === keyOf(match)) return id;
    if (existing !== undefined) continue;
    const known = blankEnrollment(
      {
        organisation,
        id,
        leadId: lead.id,
        sequenceId,
        version: sequence?.currentVersion ?? 0,
        pinned: false,
        userId: owner.id,
        request: keyOf(match),
        recordId: record?.id,
      },
      now,
    );
    const command = { kind: 'enroll' as const, by: automation.active?.by ?? automation.createdBy, because };
    const outcome = await executeOne(ports, { organisation, enrollment: id, lead, known, command }, now);
    if (outcome.kind !== 'not-found' && outcome.enrollment.request === keyOf(match)) return id;
  }
  return 'too-often';
}

/** The enrollment that a match has made, where it was not noted; undefined: none. */
async function enrollmentOf(
  ports: MatchPorts,
  { match, lead, automation }: Unfinished,
): Promise<Enrollment | undefined> {
  if (lead === undefined) return undefined;
  const { organisation, id: sequenceId } = automation;
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const existing = await ports.store.enrollments.get(
      organisation,
      enrollmentId(lead.id, sequenceId, round),
    );
    if (existing === undefined || existing.request === keyOf(match)) return existing;
  }
  return undefined;
}
