import type { ForecastLimits, ForecastQuery } from '../../domain/forecast/forecast-query.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { problemsUnder } from '../../domain/kernel/problem.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { reaches, type Reach } from '../../domain/people/authority.ts';
import type { Sequence, SequenceVersion } from '../../domain/sequences/step.ts';
import { listAll } from '../list-all.ts';
import { draftProblems } from '../sequences/draft-problems.ts';
import { tooMany } from './load-leads.ts';
import type { ForecastPorts } from './load-under-way.ts';

/** A forecast asked for by a user, who reaches some others. */
export type ForecastRequest = {
  organisation: string;
  by: string;
  reach: Reach;
  wanted: ForecastQuery;
  limits: ForecastLimits;
  now: Instant;
};

/** What a forecast is about, as far as it is known before leads and enrollments are read. */
export type ForecastScope = {
  kind: 'scope';
  /** The version that leads would be enrolled in; undefined: the forecast is of what is enrolled. */
  version?: SequenceVersion | undefined;
  /** The draft as a version, and the sequence as it would be with it. */
  drafted?: { sequence: Sequence; version: SequenceVersion } | undefined;
  /** Whose lanes it is about. */
  userIds: string[];
};

/** What checking a request reads. */
export type ScopePorts = {
  store: Pick<ForecastPorts['store'], 'users' | 'settings' | 'sequences' | 'versions' | 'templates'>;
};

/** What is asked for, looked up and checked; or why it cannot be. */
export async function checkScope(
  { store }: ScopePorts,
  request: ForecastRequest,
): Promise<ForecastScope | Refusal> {
  const { organisation, by, reach, wanted, limits } = request;
  const { sequenceId, draft, leads } = wanted;
  const userId = wanted.userId ?? (leads === undefined ? undefined : by);
  if (userId !== undefined && !reaches(reach, userId))
    return { kind: 'forbidden', detail: `You cannot forecast what goes out in the name of “${userId}”.` };
  if (leads !== undefined && 'count' in leads && leads.count > limits.leads)
    return tooMany(leads.count, limits);
  const users = await listAll(store.users, organisation);
  const sender = users.find(({ id }) => id === userId);
  if (userId !== undefined && sender === undefined) return { kind: 'not-found', what: 'user', id: userId };
  if (leads !== undefined && sender?.active === false)
    return { kind: 'conflict', detail: `User “${sender.id}” is not active.` };
  const sequence = sequenceId === undefined ? undefined : await store.sequences.get(organisation, sequenceId);
  if (sequenceId !== undefined && (sequence === undefined || sequence.status === 'deleted'))
    return { kind: 'not-found', what: 'sequence', id: sequenceId };

  const drafted = draft && sequence !== undefined ? asPublished(sequence, request) : undefined;
  if (drafted !== undefined) {
    const problems = await draftProblems(store, organisation, drafted.version);
    if (problems.length > 0) return { kind: 'invalid', problems: problemsUnder(['draft'], problems) };
  }
  const userIds =
    userId === undefined ? users.map(({ id }) => id).filter((id) => reaches(reach, id)) : [userId];
  if (leads === undefined || sequence === undefined) return { kind: 'scope', drafted, userIds };
  const { id, currentVersion } = sequence;
  const version =
    drafted?.version ??
    (currentVersion === 0 ? undefined : await store.versions.get(organisation, `${id}.${currentVersion}`));
  if (version !== undefined) return { kind: 'scope', drafted, version, userIds };
  return {
    kind: 'conflict',
    detail: `Sequence “${sequence.name}” is not published: ask for a forecast of its draft.`,
  };
}

/** A sequence as if its draft were published now. */
function asPublished(
  sequence: Sequence,
  { by, now }: Pick<ForecastRequest, 'by' | 'now'>,
): { sequence: Sequence; version: SequenceVersion } {
  const version = sequence.currentVersion + 1;
  return {
    sequence: { ...sequence, status: 'active', currentVersion: version },
    version: {
      organisation: sequence.organisation,
      sequenceId: sequence.id,
      version,
      ...sequence.draft,
      publishedAt: now,
      publishedBy: by,
    },
  };
}
