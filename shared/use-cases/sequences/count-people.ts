import type { UserId } from '../../domain/kernel/ids.ts';
import { reasonGroup } from '../../domain/activity/reason-group.ts';
import type { Enrollment, EnrollmentStatus } from '../../domain/core/enrollment.ts';
import { standingOf, type Standing } from '../../domain/core/standing.ts';
import type { LocalDate, Zone } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type AccessScope, type Caller } from '../../domain/people/access.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { Step } from '../../domain/sequences/step.ts';
import { summaryOf, type Summary } from '../../domain/statistics/rates.ts';
import { utc } from '../../domain/time/utc.ts';
import type { Page, PageRequest } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { walk } from '../../ports/walk.ts';
import { listAll } from '../list-all.ts';
import { listMatching } from '../list-matching.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { presentStepReader } from '../enrollments/present-step.ts';

type Ports = {
  store: Pick<Store, 'users' | 'sequences' | 'versions' | 'enrollments' | 'statistics' | 'leads'>;
};

/** Enrollments that one answer counts. */
const MOST_COUNTED = 10_000;
/** Groups that one answer tells, the largest first. */
const MOST_GROUPS = 500;

/** People of a sequence who stand alike. */
export type PeopleGroup = {
  status: EnrollmentStatus;
  userId: UserId;
  userName: string | undefined;
  until: LocalDate | undefined;
  /** Key of the reason; undefined: nothing moved them. */
  reason: string | undefined;
  because: Standing['because'];
  words: string | undefined;
  count: number;
};

/** How many people of a sequence stand how. */
export type PeopleCount = {
  /** By the counters of the whole sequence, whoever sees them; they lag seconds behind. */
  summary: Summary;
  /** Enrollments counted, of those that the caller can access. */
  counted: number;
  /** False: there are more enrollments than were looked at. */
  complete: boolean;
  groups: PeopleGroup[];
  /** People in groups beyond those told. */
  inOtherGroups: number;
};

/** The people of a sequence by state, reason, day and who acts, as far as the caller can access them (F12). */
export async function countPeople(
  { store }: Ports,
  { caller, id }: { caller: Caller; id: string },
): Promise<{ kind: 'counted'; people: PeopleCount } | Refusal> {
  const known = await loadKnown(store, caller, id);
  if (known === undefined) return { kind: 'not-found', what: 'sequence', id };
  const { organisation } = caller;
  const query = { index: 'bySequence', of: id } as const;
  const groups = new Map<string, PeopleGroup>();
  let [read, counted] = [0, 0];
  const all = walk((page) => store.enrollments.list(organisation, { ...page, query }), {
    limit: 500,
    most: MOST_COUNTED + 1,
  });
  for await (const enrollment of all) {
    read += 1;
    if (read > MOST_COUNTED) break;
    if (!canAccess(known.access, enrollment.userId)) continue;
    counted += 1;
    const one = known.standing(enrollment);
    const key = JSON.stringify([one.status, one.userId, one.until, one.reason]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { ...one, count: 1 });
    else group.count += 1;
  }
  const wholes = await store.statistics.ofWholes(organisation, [id]);
  const largest = [...groups.values()].toSorted((a, b) => b.count - a.count);
  const told = largest.slice(0, MOST_GROUPS);
  const inTold = told.reduce((sum, { count }) => sum + count, 0);
  const summary = summaryOf(wholes[0]?.counts ?? {});
  const people = {
    summary,
    counted,
    complete: read <= MOST_COUNTED,
    groups: told,
    inOtherGroups: counted - inTold,
  };
  return { kind: 'counted', people };
}

/** Which people of a sequence; what is left out is not asked for. */
export type PeopleFilter = {
  status?: EnrollmentStatus | undefined;
  /** Key of a reason, as the count tells it; `none`: nothing moved them. */
  reason?: string | undefined;
  user?: string | undefined;
  until?: LocalDate | undefined;
};

/** One of the people of a sequence, and how that one stands. */
export type Person = Omit<PeopleGroup, 'count'> & {
  enrollment: Enrollment;
  lead: Lead | undefined;
  step: Step | undefined;
};

/** A page of the people of a sequence who stand as asked for, as far as the caller can access them (F12). */
export async function listPeople(
  { store }: Ports,
  request: PeopleFilter & PageRequest & { caller: Caller; id: string },
): Promise<{ kind: 'page'; page: Page<Person> } | Refusal> {
  const { caller, id, limit, cursor, status, reason, user, until } = request;
  const known = await loadKnown(store, caller, id);
  if (known === undefined) return { kind: 'not-found', what: 'sequence', id };
  const { organisation } = caller;
  const query = { index: 'bySequence', of: id } as const;
  const page = await listMatching(
    { limit, cursor },
    (options) => store.enrollments.list(organisation, { ...options, query }),
    (enrollment) => {
      if (!canAccess(known.access, enrollment.userId)) return false;
      const one = known.standing(enrollment);
      return (
        (status === undefined || one.status === status) &&
        (reason === undefined || (one.reason ?? 'none') === reason) &&
        (user === undefined || one.userId === user) &&
        (until === undefined || one.until === until)
      );
    },
  );
  const leadIds = [...new Set(page.items.map(({ leadId }) => leadId))];
  const leads = new Map((await store.leads.getMany(organisation, leadIds)).map((lead) => [lead.id, lead]));
  const stepOf = presentStepReader(store, organisation, async () => known.sequence);
  const items = await Promise.all(
    page.items.map(async (enrollment) => ({
      ...known.standing(enrollment),
      enrollment,
      lead: leads.get(enrollment.leadId),
      step: await stepOf(enrollment),
    })),
  );
  return { kind: 'page', page: { ...page, items } };
}

/** The sequence, whom the caller can access, and how to say of an enrollment how it stands. */
async function loadKnown(store: Ports['store'], caller: Caller, id: string) {
  const { organisation } = caller;
  const [sequence, users, access] = await Promise.all([
    store.sequences.get(organisation, id),
    listAll(store.users, organisation),
    loadAccessScope(store, caller) satisfies Promise<AccessScope>,
  ]);
  if (sequence === undefined || sequence.status === 'deleted') return undefined;
  const byId = new Map(users.map((user) => [user.id, user]));
  const zoneOf = (userId: UserId): Zone => byId.get(userId)?.zone ?? utc;
  const standing = (enrollment: Enrollment): Omit<PeopleGroup, 'count'> => {
    const { because, ...rest } = standingOf(enrollment, zoneOf);
    const group = because && reasonGroup(because);
    const userName = byId.get(rest.userId)?.name;
    return { ...rest, userName, because, reason: group?.key, words: group?.words };
  };
  return { sequence, access, standing };
}
