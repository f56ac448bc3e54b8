import { decideDue, type DueDecision } from '../../domain/core/decide-due.ts';
import type { EnrollmentEvent } from '../../domain/core/events.ts';
import { deferralOf } from '../../domain/core/place-again.ts';
import { limitsOf } from '../../domain/core/planning.ts';
import { localDate } from '../../domain/time/zones.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { placeUse, type PlaceUse } from '../../domain/lanes/lane-day.ts';
import { isLimited, laneId, type LaneDay } from '../../domain/lanes/lane.ts';
import { placeKey } from '../../domain/lanes/place-key.ts';
import type { StepWakeUp, WakeUp } from '../../domain/lanes/wake-up.ts';
import { stepKinds } from '../../domain/channels/step-types.ts';
import { composeMessage, type ComposedMessage } from './compose-message.ts';
import { followUp, type NextPlan, type StepDone } from './follow-up.ts';
import { readDay } from './lane-days.ts';
import { leaveBehind } from './leave-behind.ts';
import { loadDueSteps, type DueStep } from './load-due-steps.ts';
import { openTask } from './open-task.ts';
import { placeSteps, type PlacedStep } from './place-steps.ts';
import { resumeAfterPause } from './resume-enrollment.ts';
import { releaseNext, sendStep } from './send-step.ts';
import { sharingTemplates } from './share-templates.ts';
import type { StepPorts } from './step-ports.ts';
import { giveUpClaim } from './unknown-outcome.ts';
import { channelOf, writeEnrollment } from './write-enrollment.ts';

/** What became of a wake-up: worked off, out of date by now, or to be delivered again. */
export type WakeResult = 'done' | 'stale' | 'retry';

/** A due step with what was decided about it. */
type Decided = DueStep & {
  /** What use its place in the lane was; undefined: it needs none. */
  place: PlaceUse | undefined;
  decision: DueDecision;
  message?: ComposedMessage | undefined;
};

/**
 * Works off wake-ups of one lane: gather, decide, act (DESIGN 2). Planning what comes next happens before the
 * provider is called, so that between its answer and the write that settles it nothing else can fail (F3).
 *
 * @returns the result for each wake-up, in order. Infrastructure errors are thrown; nothing is half done by them.
 */
export async function runDueSteps(
  outside: StepPorts,
  wakeUps: readonly StepWakeUp[],
  now: Instant,
): Promise<WakeResult[]> {
  const ports = sharingTemplates(outside);
  const loaded = await loadDueSteps(ports, wakeUps, now);
  const due = loaded.flatMap((step) => (step.kind === 'due' ? [step] : []));
  const days = await daysOfToday(ports, due, now);
  const decided = await Promise.all(due.map((step) => decide(ports, step, placeOf(step, days, now), now)));
  const settled = await placeAgain(ports, decided, now);
  const next = await followUp(
    ports,
    settled.flatMap((step) => doneBy(step, now)),
    now,
  );

  const results = new Map<WakeUp, WakeResult>();
  for (const step of loaded) {
    if (step.kind === 'due') continue;
    if (step.kind === 'died') await giveUpClaim(ports, step, now);
    if (step.kind === 'pause-over') await resumeAfterPause(ports, step, now);
    results.set(step.wakeUp, step.kind === 'busy' ? 'retry' : step.kind === 'stale' ? 'stale' : 'done');
  }
  for (const step of settled) {
    const outcome = await act(ports, step, next.get(step.enrollment.id), now);
    results.set(step.wakeUp, outcome === 'conflict' ? 'stale' : 'done');
  }
  return wakeUps.map((wakeUp) => results.get(wakeUp) ?? 'stale');
}

/** Today's days of the lanes that are limited, by lane. */
async function daysOfToday(
  ports: StepPorts,
  due: readonly DueStep[],
  now: Instant,
): Promise<Map<string, LaneDay>> {
  const days = new Map<string, LaneDay>();
  for (const { enrollment, sender, step } of due) {
    const { lane: channel } = stepKinds[step.type];
    const lane = laneId(sender.user.id, channel);
    const limits = limitsOf(channel, sender);
    if (days.has(lane) || !isLimited(limits)) continue;
    days.set(lane, await readDay(ports.store, enrollment.organisation, lane, localDate(now, limits.zone)));
  }
  return days;
}

function placeOf(due: DueStep, days: ReadonlyMap<string, LaneDay>, now: Instant): PlaceUse | undefined {
  const { lane: channel } = stepKinds[due.step.type];
  const limits = limitsOf(channel, due.sender);
  const day = days.get(laneId(due.sender.user.id, channel));
  if (day === undefined) return undefined;
  const key = placeKey(due.enrollment.id, due.step.id);
  return placeUse(day, key, limits.perDay.value, limits.delay.value.kind !== 'none', now);
}

async function decide(
  ports: StepPorts,
  due: DueStep,
  place: PlaceUse | undefined,
  now: Instant,
): Promise<Decided> {
  const { step, lead, sender, sequenceDeleted, enrollment } = due;
  const facts = {
    now,
    step,
    lead,
    sender,
    sequenceDeleted,
    enrolledAt: enrollment.enrolledAt,
    stopsOnConversion: due.version.stopOnConversion !== false,
    hasPlace: place === undefined || place === 'usable',
  };
  const decision = decideDue(facts);
  if (decision.kind !== 'send') return { ...due, place, decision };
  const composed = await composeMessage(ports, due, decision, now);
  if (composed.kind === 'missing') {
    return {
      ...due,
      place,
      decision: { kind: 'hold', because: { kind: 'content', missing: composed.variables } },
    };
  }
  return { ...due, place, decision, message: composed };
}

/** Steps whose window is closed or whose place is gone ask their lane again; one that gets the present instant goes on. */
async function placeAgain(
  ports: StepPorts,
  decided: Decided[],
  now: Instant,
): Promise<(Decided & { placed?: PlacedStep })[]> {
  const again = decided.filter((step) => step.decision.kind === 'place-again');
  const [first] = again;
  if (first === undefined) return decided;
  const plans = again.map(({ enrollment, step, sender, lead }) => ({
    enrollmentId: enrollment.id,
    step,
    version: enrollment.version,
    due: enrollment.state.status === 'scheduled' ? enrollment.state.due : now,
    firstTouch: enrollment.done.length === 0,
    recipient: lead,
    sender,
  }));
  const placed = await placeSteps(ports.store, first.enrollment.organisation, plans, now, { awake: true });
  return Promise.all(
    decided.map(async (step) => {
      const own = placed.get(step.enrollment.id);
      if (step.decision.kind !== 'place-again' || own === undefined) return step;
      if (own.at !== undefined && own.at <= now)
        return decide(ports, { ...step, sender: own.plan.sender }, 'usable', now);
      return { ...step, placed: own };
    }),
  );
}

/** The steps that this decision leaves behind it, from which the next one is planned. */
function doneBy(due: Decided, now: Instant): StepDone[] {
  if (due.decision.kind !== 'send' && due.decision.kind !== 'skip') return [];
  const { enrollment, step, lead, sender, sequence, version } = due;
  return [{ enrollment, step, lead, sender, sequence, version, at: now }];
}

async function act(
  ports: StepPorts,
  due: Decided & { placed?: PlacedStep },
  next: NextPlan | undefined,
  now: Instant,
): Promise<'written' | 'conflict'> {
  const { decision, enrollment, step, sender } = due;
  const write = async (
    events: EnrollmentEvent[],
    channel = channelOf(step),
  ): Promise<'written' | 'conflict'> => {
    const written = await writeEnrollment(ports, enrollment, events, now, { sender, channel });
    if (written.outcome === 'written')
      await leaveBehind(ports, enrollment, written.enrollment, now, { amongOthers: true });
    else if (next !== undefined) await releaseNext(ports, due, next);
    return written.outcome;
  };
  switch (decision.kind) {
    case 'stop':
      return write([{ type: 'stopped', because: decision.because }]);
    case 'hold':
      return write([{ type: 'paused', because: decision.because }]);
    case 'skip':
      return write(
        [{ type: 'skipped', step: step.id, because: decision.because }, ...(next?.events ?? [])],
        next?.channel,
      );
    case 'place-again':
      if (due.placed === undefined) throw new Error(`No placement for ${enrollment.id}`);
      return write([deferralOf(due.place, due.placed.event)]);
    case 'open-task':
      return openTask(ports, due, now);
    case 'send':
      if (due.message === undefined || next === undefined)
        throw new Error(`Nothing composed for ${enrollment.id}`);
      return sendStep(ports, due, due.message, next, now);
  }
}
