import type { LeadId, SequenceId, UserId } from '../../domain/kernel/ids.ts';
import { blankEnrollment, isOver } from '../../domain/core/enrollment.ts';
import { enrollWarnings, type Warning } from '../../domain/core/enroll-warnings.ts';
import type { Sender } from '../../domain/core/planning.ts';
import { enrollmentId, type EnrollmentId } from '../../domain/kernel/enrollment-id.ts';
import type { Reason } from '../../domain/settings/reason.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Sequence, SequenceVersion, Step } from '../../domain/sequences/step.ts';
import { execute } from '../core/execute.ts';
import type { EnginePorts } from '../core/engine-ports.ts';
import { loadSender } from '../people/load-sender.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';

/** What became of each lead of a request. */
export type EnrollResult =
  | { leadId: LeadId; outcome: 'enrolled'; enrollmentId: EnrollmentId; warnings: Warning[] }
  /** It is in the sequence already, or this very request enrolled it before. */
  | { leadId: LeadId; outcome: 'already-enrolled'; enrollmentId: EnrollmentId }
  | { leadId: LeadId; outcome: 'refused'; why: string };

export type EnrollRequest = {
  organisation: string;
  leadIds: readonly LeadId[];
  sequenceId: SequenceId;
  /** On behalf of whom the mails go out (D1). */
  userId: UserId;
  /** Who asked. */
  by: string;
  /** Idempotency key: the same request again enrolls nobody twice. */
  request?: string | undefined;
  pinned?: boolean | undefined;
  /** What led to it, when nobody asked. */
  because?: Reason | undefined;
  now: Instant;
};

/** The sequence cannot be enrolled into, or the sender does not exist: nothing was done. */
export class EnrollmentRefusedError extends Error {
  override readonly name = 'EnrollmentRefusedError';
}

const CONCURRENCY = 20;

/**
 * Enrolls leads in a sequence on behalf of a user (D1). The first steps get their places in one admission to the
 * lane; only those that can go today get a wake-up, the others queue. Each lead is one conditional write,
 * so that a request cut off half-way can be repeated.
 *
 * A lead who is suppressed is enrolled with warnings (D7): the rules decide step by step what is skipped.
 * Throws EnrollmentRefusedError.
 */
export async function enrollLeads(ports: EnginePorts, request: EnrollRequest): Promise<EnrollResult[]> {
  const { organisation, now } = request;
  const { sequence, version, sender } = await loadEnrollable(ports, request);
  const leadIds = [...new Set(request.leadIds)];
  const leads = new Map(
    (await ports.store.leads.getMany(organisation, leadIds)).map((lead) => [lead.id, lead]),
  );
  const rounds = await inChunks(leadIds, CONCURRENCY, (leadId) =>
    leads.has(leadId) ? roundOf(ports, request, leadId) : undefined,
  );
  const fresh = rounds.flatMap(({ item: leadId, result: round }) => {
    const lead = leads.get(leadId);
    return lead === undefined || round?.kind !== 'free'
      ? []
      : [{ lead, id: enrollmentId(leadId, sequence.id, round.round) }];
  });

  const { by, because } = request;
  const outcomes = await execute(
    ports,
    fresh.map(({ lead, id }) => ({
      organisation,
      enrollment: id,
      lead,
      known: blankEnrollment(
        {
          organisation,
          id,
          leadId: lead.id,
          sequenceId: sequence.id,
          version: version.version,
          pinned: request.pinned ?? false,
          userId: sender.user.id,
          request: request.request,
        },
        now,
      ),
      command: { kind: 'enroll', by, because },
    })),
    now,
    { atOnce: CONCURRENCY },
  );
  const results = new Map(
    fresh.map(({ lead, id }, index): [string, EnrollResult] => [
      lead.id,
      outcomes[index]?.kind === 'changed'
        ? {
            leadId: lead.id,
            outcome: 'enrolled',
            enrollmentId: id,
            warnings: enrollWarnings(version.steps, lead, sender.settings),
          }
        : { leadId: lead.id, outcome: 'already-enrolled', enrollmentId: id },
    ]),
  );
  return rounds.map(({ item: leadId, result: round }): EnrollResult => {
    if (round === undefined) return { leadId, outcome: 'refused', why: 'There is no lead with this id.' };
    if (round.kind === 'taken') return { leadId, outcome: 'already-enrolled', enrollmentId: round.id };
    return results.get(leadId) ?? { leadId, outcome: 'refused', why: 'It was not enrolled; try again.' };
  });
}

/** What enrolling in a sequence on behalf of a user needs. Throws EnrollmentRefusedError when it cannot be. */
export async function loadEnrollable(
  ports: Pick<EnginePorts, 'store'>,
  { organisation, sequenceId, userId }: Pick<EnrollRequest, 'organisation' | 'sequenceId' | 'userId'>,
): Promise<OpenSequence & { sender: Sender }> {
  const [open, sender] = await Promise.all([
    loadOpenSequence(ports, { organisation, sequenceId }),
    loadSender(ports.store, organisation, userId),
  ]);
  if (sender === undefined) throw new EnrollmentRefusedError(`There is no user “${userId}”.`);
  if (!sender.user.active) throw new EnrollmentRefusedError(`User “${userId}” is not active.`);
  return { ...open, sender };
}

/** A sequence that leads can be enrolled in, with its present version and the first step of it. */
export type OpenSequence = { sequence: Sequence; version: SequenceVersion; first: Step };

/** The same, whoever it is on behalf of. Throws EnrollmentRefusedError. */
export async function loadOpenSequence(
  ports: Pick<EnginePorts, 'store'>,
  { organisation, sequenceId }: Pick<EnrollRequest, 'organisation' | 'sequenceId'>,
): Promise<OpenSequence> {
  const sequence = await ports.store.sequences.get(organisation, sequenceId);
  if (sequence === undefined || sequence.status === 'deleted') {
    throw new EnrollmentRefusedError(`There is no sequence “${sequenceId}”.`);
  }
  if (sequence.kind === 'automation') {
    throw new EnrollmentRefusedError(
      `“${sequence.name}” is an automation: its filter says who enters it, and people cannot.`,
    );
  }
  if (sequence.currentVersion === 0) {
    throw new EnrollmentRefusedError(`Sequence “${sequence.name}” is a draft: publish it first.`);
  }
  const version = await ports.store.versions.get(organisation, `${sequenceId}.${sequence.currentVersion}`);
  const first = version?.steps[0];
  if (version === undefined || first === undefined) {
    throw new EnrollmentRefusedError(
      `Version ${sequence.currentVersion} of “${sequence.name}” has no steps.`,
    );
  }
  return { sequence, version, first };
}

type Round = { kind: 'free'; round: number } | { kind: 'taken'; id: EnrollmentId };

/** The lead's next time through the sequence, or the enrollment that is not over yet or that this request made. */
export async function roundOf(
  ports: Pick<EnginePorts, 'store'>,
  { organisation, sequenceId, request }: Pick<EnrollRequest, 'organisation' | 'sequenceId' | 'request'>,
  leadId: LeadId,
): Promise<Round> {
  for (let round = 1; ; round += 1) {
    const id = enrollmentId(leadId, sequenceId, round);
    const existing = await ports.store.enrollments.get(organisation, id);
    if (existing === undefined) return { kind: 'free', round };
    const repeated = request !== undefined && existing.request === request;
    if (repeated || !isOver(existing.state)) return { kind: 'taken', id };
  }
}
