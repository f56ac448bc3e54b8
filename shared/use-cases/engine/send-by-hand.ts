import { wordsOfBecause } from '../../domain/activity/words-of-because.ts';
import { secondsBetween } from '../../domain/time/instants.ts';
import { localDate } from '../../domain/time/zones.ts';
import { decideByHand } from '../../domain/core/decide-by-hand.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { Sender } from '../../domain/core/planning.ts';
import type { Because } from '../../domain/settings/because.ts';
import { stepKinds } from '../../domain/channels/step-types.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Problem } from '../../domain/kernel/problem.ts';
import { laneId } from '../../domain/lanes/lane.ts';
import { placeKey } from '../../domain/lanes/place-key.ts';
import { isStepTask, type StepTask, type Task } from '../../domain/tasks/task.ts';
import { closeSentTask } from './close-sent-task.ts';
import { composeMessage } from './compose-message.ts';
import { ContentionError } from './contention.ts';
import { draftMessage, finished, type Draft, type Edits } from './draft-message.ts';
import { followUp } from './follow-up.ts';
import { reservePlace } from './lane-days.ts';
import { wakeLaneNow } from './leave-behind.ts';
import { CLAIM_DEAD_SECONDS, type StepAtHand } from './load-due-steps.ts';
import { loadSender } from './load-sender.ts';
import { releasePlaces, type HeldPlace } from './release-places.ts';
import { claimAndSend } from './send-step.ts';
import type { StepPorts } from './step-ports.ts';
import { giveUpClaim } from './unknown-outcome.ts';

/** How sending from a task ended. */
export type SendByHandResult =
  /** `unchanged`: it had gone out before. */
  | { kind: 'sent' | 'unchanged'; task: Task }
  /** Nobody knows whether it went out: it is not sent again, the provider's event or a person settles it (F3). */
  | { kind: 'unknown'; task: Task; why: string }
  | { kind: 'refused'; why: string }
  | { kind: 'invalid'; problems: Problem[] }
  | { kind: 'not-found' };

type Request = {
  organisation: string;
  id: string;
  /** Chosen by the user instead of the template of the step; the caller checks that it may be (D8). */
  templateId?: string | undefined;
  now: Instant;
};

/** A step that a task is to send, with the user in whose name, and the sender whose sequence it is. */
type AtHand = { kind: 'at-hand'; task: StepTask; due: StepAtHand; own: Sender };

const ATTEMPTS = 5;

/** Drafts the mail or text of a task, with what stands in the way of sending it now, if anything does. */
export async function draftByHand(
  ports: StepPorts,
  request: Request,
): Promise<
  | { kind: 'draft'; draft: Draft; due: StepAtHand; task: Task; obstacle?: string | undefined }
  | { kind: 'refused'; why: string }
  | { kind: 'not-found' }
> {
  const found = await gather(ports, request);
  if (found.kind !== 'at-hand') return found;
  const draft = await draftMessage(ports, found.due);
  const ready = readiness(found);
  const obstacle = ready.kind === 'ready' ? obstacleOf(found, request.now) : ready.why;
  return { kind: 'draft', draft, due: found.due, task: found.task, obstacle };
}

/**
 * Sends the mail or text of a task, as its user finished it (A15), under the promise of automated ones: claim, call
 * once, settle (F3). It goes out in the name of the user who has the task, takes a place in the user's day before the
 * claim (A3, A4) and waits for nobody (A5). The task is completed with it and the enrollment goes on at once (D2).
 * Sending it again, however often, sends nothing more.
 */
export async function sendByHand(
  ports: StepPorts,
  request: Request & { by: string; edits: Edits },
): Promise<SendByHandResult> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const found = await gather(ports, request);
    if (found.kind !== 'at-hand') return found;
    const ready = readiness(found);
    if (ready.kind !== 'ready') return finishBefore(ports, found, ready, request);
    const outcome = await send(ports, found, request);
    if (outcome !== 'conflict') return outcome;
  }
  throw new ContentionError(`Task ${request.id} is contended`);
}

async function gather(
  { store }: StepPorts,
  { organisation, id, templateId }: Request,
): Promise<AtHand | { kind: 'refused'; why: string } | { kind: 'not-found' }> {
  const task = await store.tasks.get(organisation, id);
  if (task === undefined) return { kind: 'not-found' };
  if (!isStepTask(task) || stepKinds[task.type].template === 'task') {
    return {
      kind: 'refused',
      why: `Only mails and texts of a sequence are sent from here; this is a ${task.type} task.`,
    };
  }
  const enrollment = await store.enrollments.get(organisation, task.enrollmentId);
  if (enrollment === undefined) return { kind: 'not-found' };
  const { sequenceId, leadId, userId } = enrollment;
  const [version, sequence, lead, own, sender] = await Promise.all([
    store.versions.get(organisation, `${sequenceId}.${enrollment.version}`),
    store.sequences.get(organisation, sequenceId),
    store.leads.get(organisation, leadId),
    loadSender(store, organisation, userId),
    loadSender(store, organisation, task.userId),
  ]);
  if (lead === undefined || own === undefined || sender === undefined || version === undefined) {
    return { kind: 'refused', why: 'Its lead or its user is gone.' };
  }
  const sequenceDeleted = sequence === undefined || sequence.status === 'deleted';
  // The enrollment may have gone on to a later version: the step is then one that is done.
  const planned = version.steps.find((each) => each.id === task.step) ?? {
    id: task.step,
    name: task.name,
    type: task.type,
    wait: { amount: 0, unit: 'minutes' as const },
    templateId: task.templateId,
  };
  const step = templateId === undefined ? planned : { ...planned, templateId };
  const due = { enrollment, version, step, lead, sender, sequence, sequenceDeleted };
  return { kind: 'at-hand', task, due, own };
}

type Readiness =
  | { kind: 'ready' }
  | { kind: 'done'; why: string }
  | { kind: 'claimed'; why: string }
  | { kind: 'refused'; why: string };

/** Whether a task can be sent, by what has become of it and its enrollment. */
function readiness({ task, due: { enrollment } }: AtHand): Readiness {
  const { state, claim } = enrollment;
  if (enrollment.done.includes(task.step)) return { kind: 'done', why: 'It is done already.' };
  if (claim?.step === task.step) {
    const why =
      state.status === 'sending'
        ? 'It is being sent just now.'
        : 'Whether it went out is not known: settle that with its enrollment.';
    return { kind: 'claimed', why };
  }
  if (state.status === 'paused') return { kind: 'refused', why: 'The sequence is paused: resume it first.' };
  if (task.status !== 'open') return { kind: 'refused', why: `The task is ${task.status} already.` };
  return state.status === 'waiting' && state.step === task.step
    ? { kind: 'ready' }
    : { kind: 'refused', why: `Its enrollment is ${state.status}.` };
}

/** Answers for a task that cannot be sent now, and finishes what a worker that died left undone. */
async function finishBefore(
  ports: StepPorts,
  { task, due: { enrollment } }: AtHand,
  ready: Exclude<Readiness, { kind: 'ready' }>,
  { now }: Request,
): Promise<SendByHandResult> {
  const { claim, state } = enrollment;
  switch (ready.kind) {
    case 'refused':
      return ready;
    case 'claimed': {
      const dead = claim !== undefined && secondsBetween(claim.at, now) >= CLAIM_DEAD_SECONDS;
      if (state.status === 'sending' && !dead) return { kind: 'refused', why: ready.why };
      await giveUpClaim(ports, { enrollment }, now);
      return { kind: 'unknown', task, why: 'Whether it went out is not known, so it is not sent again.' };
    }
    case 'done': {
      if (task.sentAt !== undefined) return { kind: 'unchanged', task };
      const sent = enrollment.events.find(
        (event) => event.type === 'sent' && event.step === task.step && event.by !== undefined,
      );
      if (
        task.status === 'completed' ||
        (sent === undefined && enrollment.messages[task.step] === undefined)
      ) {
        return { kind: 'refused', why: ready.why };
      }
      const by = sent?.type === 'sent' && sent.by !== undefined ? sent.by : task.userId;
      const closed = await closeSentTask(ports, enrollment, { step: task.step, by, at: now });
      return { kind: 'unchanged', task: closed ?? task };
    }
  }
}

/** Why the rules keep it in, in words. */
function obstacleOf({ due }: AtHand, now: Instant): string | undefined {
  const decision = decide(due, now);
  return decision.kind === 'refuse' ? inTheWay(decision.because) : undefined;
}

function decide(due: StepAtHand, now: Instant) {
  const { enrolledAt } = due.enrollment;
  return decideByHand({ ...due, now, enrolledAt, stopsOnConversion: due.version.stopOnConversion !== false });
}

const inTheWay = (because: Because): string => `It cannot be sent now: ${wordsOfBecause(because)}.`;

async function send(
  ports: StepPorts,
  { task, due, own }: AtHand,
  { by, edits, now }: Request & { by: string; edits: Edits },
): Promise<SendByHandResult | 'conflict'> {
  const { enrollment } = due;
  const decision = decide(due, now);
  if (decision.kind === 'refuse') return { kind: 'refused', why: inTheWay(decision.because) };
  const written = finished(await draftMessage(ports, due), edits, due.step);
  if (written.kind === 'invalid') return written;
  const message = await composeMessage(ports, due, decision, now, written.content);
  if (message.kind === 'missing')
    return { kind: 'refused', why: `Nothing fills ${message.variables.join(', ')}.` };

  const place = await takePlaceOfToday(ports, due, decision.channel, now);
  if (place.kind === 'full') return { kind: 'refused', why: place.why };
  // Planned before the call, so that between the provider's answer and what settles it nothing else can fail.
  const done = { ...due, sender: own, at: now };
  const next = (await followUp(ports, [done], now)).get(enrollment.id);
  if (next === undefined) throw new Error(`Nothing planned after ${task.id}`);
  const hand = { by, taskId: task.id };
  const result = await claimAndSend(ports, { ...due, sender: own }, message, next, now, hand);
  switch (result.kind) {
    case 'accepted': {
      const closed = await closeSentTask(ports, enrollment, { step: task.step, by, at: now });
      return { kind: 'sent', task: closed ?? task };
    }
    case 'unknown':
      return { kind: 'unknown', task, why: 'The provider did not answer: whether it went out is not known.' };
    case 'refused':
      await release(ports, enrollment, place);
      return { kind: 'refused', why: `The provider refused it (${result.code}): ${result.message}` };
    case 'conflict':
      await releaseUnlessUsed(ports, enrollment, task.step, place);
      return 'conflict';
  }
}

type DayPlace = { kind: 'place'; held: HeldPlace | undefined };

/** Takes the message's place in the day of the user who sends it; `full`: the cap leaves none (A3, A4). */
async function takePlaceOfToday(
  { store }: StepPorts,
  { enrollment, step, sender }: StepAtHand,
  channel: 'mail' | 'sms',
  now: Instant,
): Promise<DayPlace | { kind: 'full'; why: string }> {
  const setting = channel === 'mail' ? 'maxMailsPerDay' : 'maxSmsPerDay';
  const { value: cap, source } = sender.settings[setting];
  if (cap === null) return { kind: 'place', held: undefined };
  const held = {
    lane: laneId(sender.user.id, channel),
    date: localDate(now, sender.user.zone),
    key: placeKey(enrollment.id, step.id),
  };
  const place = { key: held.key, at: now, gap: 0 };
  const taken = await reservePlace(store, enrollment.organisation, held.lane, held.date, place, cap);
  if (taken !== 'full') return { kind: 'place', held };
  const because = wordsOfBecause({ kind: 'setting', setting, source });
  const why = `The day of ${sender.user.name} is full, ${cap} of ${cap}: ${because}. Send it tomorrow, or raise the setting.`;
  return { kind: 'full', why };
}

async function release(
  ports: StepPorts,
  { organisation, id }: Enrollment,
  { held }: DayPlace,
): Promise<void> {
  if (held === undefined) return;
  const freed = await releasePlaces(ports.store, organisation, [held]);
  for (const lane of freed) await wakeLaneNow(ports, organisation, lane, `${id}-${held.key}`);
}

/** Somebody else was first: the place is theirs when they sent, else it is given back. */
async function releaseUnlessUsed(
  ports: StepPorts,
  { organisation, id }: Enrollment,
  step: string,
  place: DayPlace,
): Promise<void> {
  const current = await ports.store.enrollments.get(organisation, id);
  if (current === undefined || current.claim?.step === step || current.done.includes(step)) return;
  await release(ports, current, place);
}
