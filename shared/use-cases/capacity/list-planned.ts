import type { Channel } from '../../domain/channels/channels.ts';
import { stepKinds } from '../../domain/channels/step-types.ts';
import { actorOf, type Enrollment } from '../../domain/core/enrollment.ts';
import { reasonsOfPlan } from '../../domain/core/standing.ts';
import type { Instant, LocalDate } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { laneId, type LaneId } from '../../domain/lanes/lane.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Lead, User } from '../../domain/people/people.ts';
import type { Sequence, Step } from '../../domain/sequences/step.ts';
import type { Reason } from '../../domain/settings/reason.ts';
import { localDate } from '../../domain/time/zones.ts';
import type { Page, PageRequest } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';
import { listMatching } from '../list-matching.ts';
import { listOver, type ReadBudget } from '../list-over.ts';
import { presentStepReader } from '../enrollments/present-step.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { accessedUser } from './read-capacity.ts';

type Ports = { store: Pick<Store, 'users' | 'enrollments' | 'sequences' | 'versions' | 'leads'> };

/** A step that a sender is to do on a day. */
export type PlannedStep = {
  enrollment: Enrollment;
  lead: Lead | undefined;
  sequence: Sequence | undefined;
  step: Step | undefined;
  /** When it goes; undefined: it queues, and goes when its turn comes. */
  at: Instant | undefined;
  due: Instant;
  /** The rules that moved it there; undefined: something else happened to the enrollment since, which its record tells. */
  because: Reason[] | undefined;
};

/** Comes after the ids of all sequences, and is none. */
const QUEUE = '{queue}';

/** Reads of a page: as many enrollments as they hold are looked at. */
const MOST_READS = 30;

/**
 * Who is planned for a day of a sender in a channel (F12): those with a time on it, sequence by sequence, then those who
 * queue for it. A page may hold few or none where little matches; its cursor goes on.
 */
export async function listPlanned(
  { store }: Ports,
  request: PageRequest & { caller: Caller; user: string; date: LocalDate; channel: Channel; now: Instant },
): Promise<{ kind: 'page'; page: Page<PlannedStep> } | Refusal> {
  const { caller, user: id, date, channel, now, limit, cursor } = request;
  const { organisation } = caller;
  const access = await loadAccessScope(store, caller);
  const found = await accessedUser(store, { organisation, access, id });
  if (found.kind !== 'read') return found;

  const sequences = new Map((await listAll(store.sequences, organisation)).map((each) => [each.id, each]));
  const stepOf = presentStepReader(store, organisation, async (of) => sequences.get(of));
  const lane = laneId(id, channel);
  const budget: ReadBudget = { left: MOST_READS };
  const running = [...sequences.values()].filter(({ currentVersion }) => currentVersion > 0);
  const keys = [...running.map((sequence) => sequence.id), QUEUE];
  const page = await listOver(keys, { limit, cursor, budget }, (key, options) =>
    key === QUEUE
      ? listQueued(store, { organisation, lane, date, user: found.user, now }, { ...options, budget })
      : listMatching(
          { ...options, budget },
          (more) =>
            store.enrollments.list(organisation, { ...more, query: { index: 'bySequence', of: key } }),
          (enrollment) => goesOn(enrollment, found.user, date),
        ),
  );

  const steps = await Promise.all(page.items.map(stepOf));
  const isOfChannel = (step: Step | undefined) => step !== undefined && stepKinds[step.type].lane === channel;
  const kept = page.items.flatMap((enrollment, index) => {
    const step = steps[index];
    return isOfChannel(step) ? [{ enrollment, step }] : [];
  });
  const leadIds = [...new Set(kept.map(({ enrollment }) => enrollment.leadId))];
  const leads = new Map((await store.leads.getMany(organisation, leadIds)).map((lead) => [lead.id, lead]));
  const items = kept.map(({ enrollment, step }) => ({
    ...plannedStep(enrollment),
    step,
    lead: leads.get(enrollment.leadId),
    sequence: sequences.get(enrollment.sequenceId),
  }));
  return { kind: 'page', page: { ...page, items } };
}

/** Whether the present step of an enrollment goes on a day of a user: on the day of its slot, else on that of its time. */
function goesOn(enrollment: Enrollment, user: User, date: LocalDate): boolean {
  const { state } = enrollment;
  if (state.status !== 'scheduled' || actorOf(enrollment) !== user.id) return false;
  return (state.place ?? localDate(state.at, user.zone)) === date;
}

/** Those who queue and may go on the day at the earliest; on the present day those too who might have before. */
function listQueued(
  store: Pick<Store, 'enrollments'>,
  of: { organisation: string; lane: LaneId; date: LocalDate; user: User; now: Instant },
  options: PageRequest & { budget: ReadBudget },
): Promise<Page<Enrollment>> {
  const { organisation, lane, date, user, now } = of;
  const isToday = localDate(now, user.zone) === date;
  return listMatching(
    options,
    (more) => store.enrollments.list(organisation, { ...more, query: { index: 'byBacklog', of: lane } }),
    ({ state }) =>
      state.status === 'backlogged' && (isToday ? state.opensOn <= date : state.opensOn === date),
  );
}

function plannedStep(enrollment: Enrollment): Pick<PlannedStep, 'enrollment' | 'at' | 'due' | 'because'> {
  const { state, enrolledAt } = enrollment;
  return {
    enrollment,
    at: state.status === 'scheduled' ? state.at : undefined,
    due: 'due' in state ? state.due : enrolledAt,
    because: reasonsOfPlan(enrollment),
  };
}
