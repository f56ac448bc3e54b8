import type { UserId } from '../../domain/kernel/ids.ts';
import {
  enrollmentsOf,
  type ForecastEnrollment,
  type ForecastLimits,
  type ForecastQuery,
} from '../../domain/forecast/forecast-query.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { problemsUnder } from '../../domain/kernel/problem.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type AccessScope } from '../../domain/people/access.ts';
import type { User } from '../../domain/people/people.ts';
import type { Sequence, SequenceVersion } from '../../domain/sequences/step.ts';
import { listAll } from '../list-all.ts';
import { draftProblems } from '../sequences/draft-problems.ts';
import { tooMany } from './load-leads.ts';
import type { ForecastPorts } from './load-under-way.ts';

/** A forecast asked for by a user, who reaches some others. */
export type ForecastRequest = {
  organisation: string;
  by: string;
  access: AccessScope;
  query: ForecastQuery;
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
  /** What would be enrolled, in order; none: the forecast is of what is enrolled. */
  enrollments: readonly ForecastEnrollment[];
  /** Whose lanes it is about, beside those of the owners of leads that are enrolled in their names. */
  userIds: UserId[];
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
  const { organisation, by, access, query, limits } = request;
  const { sequenceId, draft } = query;
  const enrollments = enrollmentsOf(query, by);
  const enrolling = enrollments.length > 0;
  const named = enrolling ? enrollments.flatMap(({ userId }) => userId ?? []) : [query.userId ?? []].flat();
  const beyond = named.find((userId) => !canAccess(access, userId));
  if (beyond !== undefined)
    return { kind: 'forbidden', detail: `You cannot forecast what goes out in the name of “${beyond}”.` };
  const counted = enrollments.reduce((sum, { leads }) => sum + ('count' in leads ? leads.count : 0), 0);
  if (counted > limits.leads) return tooMany(counted, limits);
  const users = await listAll(store.users, organisation);
  for (const userId of named) {
    const user = users.find(({ id }) => id === userId);
    const refusal = refusedSender(userId, user, { enrolling });
    if (refusal !== undefined) return refusal;
  }
  const sequence = sequenceId === undefined ? undefined : await store.sequences.get(organisation, sequenceId);
  if (sequenceId !== undefined && (sequence === undefined || sequence.status === 'deleted'))
    return { kind: 'not-found', what: 'sequence', id: sequenceId };

  const drafted = draft && sequence !== undefined ? asPublished(sequence, request) : undefined;
  if (drafted !== undefined) {
    const problems = await draftProblems(store, organisation, drafted.version);
    if (problems.length > 0) return { kind: 'invalid', problems: problemsUnder(['draft'], problems) };
  }
  const everybody = named.length === 0 && !enrolling;
  const userIds = everybody ? users.map(({ id }) => id).filter((id) => canAccess(access, id)) : named;
  const scope = { kind: 'scope' as const, enrollments, drafted, userIds };
  if (!enrolling || sequence === undefined) return scope;
  const { id, currentVersion } = sequence;
  const version =
    drafted?.version ??
    (currentVersion === 0 ? undefined : await store.versions.get(organisation, `${id}.${currentVersion}`));
  if (version !== undefined) return { ...scope, version };
  return {
    kind: 'conflict',
    detail: `Sequence “${sequence.name}” is not published: ask for a forecast of its draft.`,
  };
}

/** Why a forecast cannot be about what goes out in a user's name; undefined: it can. */
export function refusedSender(
  userId: UserId,
  user: User | undefined,
  { enrolling }: { enrolling: boolean },
): Refusal | undefined {
  if (user === undefined) return { kind: 'not-found', what: 'user', id: userId };
  if (enrolling && !user.active) return { kind: 'conflict', detail: `User “${userId}” is not active.` };
  return undefined;
}

/** A sequence as if its draft were published now. */
function asPublished(
  sequence: Sequence,
  { by, now }: Pick<ForecastRequest, 'by' | 'now'>,
): { sequence: Sequence; version: SequenceVersion } {
  const version = sequence.currentVersion + 1;
  return {
    sequence: {
      ...sequence,
      status: 'active',
      currentVersion: version,
      off: undefined,
      onSince: undefined,
    },
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
