import type { SequenceId } from '../../domain/kernel/ids.ts';
import { plusWait } from '../../domain/scheduling/waits.ts';
import { isOver, type Enrollment } from '../../domain/core/enrollment.ts';
import { suppressedBecause } from '../../domain/core/decide-due.ts';
import { describeReason } from '../../domain/activity/describe-reason.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Action } from '../../domain/workflows/actions.ts';
import { reasonOf, isOfRun, type Outcome, type WorkflowRun } from '../../domain/workflows/run.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Outcome as CommandOutcome } from '../core/execute.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { loadEnrollable } from '../enrollments/enroll-leads.ts';
import { goToStep, pauseEnrollment, stopEnrollment } from '../enrollments/change-enrollment.ts';
import { loadSender } from '../people/load-sender.ts';
import { moveEnrollment } from '../enrollments/move-enrollment.ts';
import { changeOwner } from '../leads/change-owner.ts';
import { changeStatus } from './change-status.ts';
import type { EnrollmentId } from '../../domain/kernel/enrollment-id.ts';

type Done = Omit<Outcome, 'at'>;
type ActionOf<Type extends Action['type']> = Extract<Action, { type: Type }>;

type Performers = {
  [Type in Action['type']]: (
    ports: WholePorts,
    run: WorkflowRun,
    action: ActionOf<Type>,
    now: Instant,
  ) => Promise<Done>;
};

/** The work of each action. Done before, as by a worker that died then, it changes nothing and says so. */
const performers: Performers = {
  'change-owner': giveTo,
  'stop-sequence': (ports, run, _action, now) => onEach(run, (id) => stop(ports, run, id, now)),
  'pause-sequence': (ports, run, action, now) => onEach(run, (id) => pause(ports, run, id, action, now)),
  'move-to-sequence': (ports, run, action, now) => onEach(run, (id) => move(ports, run, id, action, now)),
  'go-to-last-step': (ports, run, _action, now) => onEach(run, (id) => jump(ports, run, id, now)),
  'change-integration-status': changeStatus,
};

/** Does one action of a run (B3). Throws what the engine throws: that is tried again. */
export async function performAction<Type extends Action['type']>(
  ports: WholePorts,
  run: WorkflowRun,
  action: ActionOf<Type>,
  now: Instant,
): Promise<Done> {
  return performers[action.type](ports, run, action, now);
}

const gravity = ['unchanged', 'done', 'refused', 'failed'] as const satisfies readonly Done['kind'][];

/** What an action came to on all enrollments of a run: the gravest, and each reason once. */
async function onEach(run: WorkflowRun, work: (id: EnrollmentId) => Promise<Done>): Promise<Done> {
  const all: Done[] = [];
  for (const id of run.enrollmentIds) all.push(await work(id));
  if (all.length === 0) return { kind: 'unchanged', why: 'The lead is in no sequence.' };
  const kind = gravity.findLast((each) => all.some((one) => one.kind === each)) ?? 'unchanged';
  const whys = new Set(all.flatMap(({ why }) => why ?? []));
  return { kind, ...(whys.size > 0 && { why: [...whys].join(' ') }) };
}

async function giveTo(
  ports: WholePorts,
  run: WorkflowRun,
  { userId: ownerId }: ActionOf<'change-owner'>,
  now: Instant,
): Promise<Done> {
  const { organisation, leadId, id: key } = run;
  const user = await ports.store.users.get(organisation, ownerId);
  if (user?.active !== true) return { kind: 'failed', why: `“${ownerId}” is no active user.` };
  const because = reasonOf(run);
  switch (await changeOwner(ports, { organisation, leadId, ownerId, because, key, now })) {
    case 'changed':
      return { kind: 'done' };
    case 'unchanged':
      return { kind: 'unchanged', why: `The lead belongs to “${ownerId}” already.` };
    case undefined:
      return { kind: 'refused', why: 'The lead is gone.' };
  }
}

async function stop(ports: WholePorts, run: WorkflowRun, id: EnrollmentId, now: Instant): Promise<Done> {
  const { organisation } = run;
  const result = await stopEnrollment(ports, { organisation, id, because: reasonOf(run), now });
  return actionOutcome(result, (enrollment) => isSoBecauseOf(run, enrollment, 'stopped'));
}

async function pause(
  ports: WholePorts,
  run: WorkflowRun,
  id: EnrollmentId,
  wait: ActionOf<'pause-sequence'>,
  now: Instant,
): Promise<Done> {
  const { organisation, startedAt } = run;
  const enrollment = await ports.store.enrollments.get(organisation, id);
  const user = enrollment && (await ports.store.users.get(organisation, enrollment.userId));
  if (user === undefined) return { kind: 'unchanged', why: 'The enrollment is gone.' };
  // From when the run began: the same end however often it is tried.
  const until = plusWait(startedAt, wait, { zone: user.zone, workingDays: [], isHoliday: () => false });
  if (until <= now) return { kind: 'unchanged', why: 'The end of the pause has passed.' };
  const because = reasonOf(run);
  const result = await pauseEnrollment(ports, { organisation, id, until, because, shortens: false, now });
  return actionOutcome(result, (after) => isSoBecauseOf(run, after, 'paused'));
}

async function jump(ports: WholePorts, run: WorkflowRun, id: EnrollmentId, now: Instant): Promise<Done> {
  const { organisation } = run;
  const result = await goToStep(ports, { organisation, id, because: reasonOf(run), now });
  // A step that is at the provider is settled soon, or by a person.
  if (result.kind === 'refused' && !isOver(result.enrollment.state))
    return { kind: 'failed', why: detailOf(result.refusal) };
  return actionOutcome(result, (enrollment) => hasJumped(run, enrollment));
}

async function move(
  ports: WholePorts,
  run: WorkflowRun,
  id: EnrollmentId,
  { sequenceId }: ActionOf<'move-to-sequence'>,
  now: Instant,
): Promise<Done> {
  const { organisation } = run;
  const enrollment = await ports.store.enrollments.get(organisation, id);
  if (enrollment === undefined) return { kind: 'unchanged', why: 'The enrollment is gone.' };
  if (enrollment.sequenceId === sequenceId)
    return { kind: 'unchanged', why: `The lead is in “${sequenceId}” already.` };
  if (!isSoBecauseOf(run, enrollment, 'stopped')) {
    const forbidden = await forbiddenMove(ports, enrollment, sequenceId);
    if (forbidden !== undefined) return { kind: 'refused', why: forbidden };
  }
  const because = reasonOf(run);
  const by = run.workflowId;
  const moved = await moveEnrollment(ports, {
    organisation,
    id,
    sequenceId,
    by,
    because,
    evenIfOver: true,
    now,
  });
  if (moved.kind === 'not-found') return { kind: 'refused', why: 'The lead is gone.' };
  if (moved.kind !== 'moved') return { kind: 'failed', why: detailOf(moved) };
  const { to } = moved;
  if (to.outcome === 'refused') return { kind: 'failed', why: to.why };
  return { kind: 'done', why: `${to.enrollmentId}.` };
}

/** Why the rules keep a lead out of a sequence (B4): nothing in it may go to the lead. */
async function forbiddenMove(
  ports: WholePorts,
  { organisation, leadId, userId }: Enrollment,
  sequenceId: SequenceId,
): Promise<string | undefined> {
  const [lead, sender, { version }] = await Promise.all([
    ports.store.leads.get(organisation, leadId),
    loadSender(ports.store, organisation, userId),
    loadEnrollable(ports, { organisation, sequenceId, userId }),
  ]);
  if (lead === undefined || sender === undefined) return 'The lead is gone.';
  if (lead.status === 'disqualified') return 'The lead is disqualified.';
  const reasons = version.steps.map(({ type }) => suppressedBecause(type, lead, sender.settings));
  const [first] = reasons;
  if (first === undefined || reasons.includes(undefined)) return undefined;
  return `Every step of “${sequenceId}” would be skipped: ${describeReason(first)}.`;
}

/** Whether an enrollment is stopped or paused because of this very run. */
function isSoBecauseOf(run: WorkflowRun, { state }: Enrollment, status: 'stopped' | 'paused'): boolean {
  return state.status === status && isOfRun(state.because, run);
}

/** Whether this very run made the last change of an enrollment, in which steps were skipped. */
function hasJumped(run: WorkflowRun, { events }: Enrollment): boolean {
  return events.some((event) => event.type === 'skipped' && isOfRun(event.because, run));
}

/** The answer of the engine as an outcome. What this very run `did` before, when its worker died, counts as done. */
function actionOutcome(result: CommandOutcome, did: (enrollment: Enrollment) => boolean): Done {
  switch (result.kind) {
    case 'changed':
      return { kind: 'done' };
    case 'not-found':
      return { kind: 'unchanged', why: 'The enrollment is gone.' };
    case 'refused':
    case 'unchanged':
      return did(result.enrollment)
        ? { kind: 'done' }
        : { kind: 'unchanged', why: `It is ${result.enrollment.state.status}.` };
  }
}

function detailOf(refusal: Refusal): string {
  return 'detail' in refusal ? refusal.detail : refusal.kind;
}
