import { describeReason } from '../../domain/activity/describe-reason.ts';
import { byHandNow } from '../../domain/core/commands/send-by-hand.ts';
import { isClaimExpired } from '../../domain/core/claim-term.ts';
import { wakeUpOf } from '../../domain/core/decision.ts';
import { stepIn, type StepFacts } from '../../domain/core/facts.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Problem } from '../../domain/kernel/problem.ts';
import type { MessageChannel } from '../../domain/channels/channels.ts';
import { messageChannelOf } from '../../domain/channels/step-types.ts';
import { isStepTask, type StepTask, type Task } from '../../domain/tasks/task.ts';
import { executeOne } from '../core/execute.ts';
import { Gatherer } from '../core/gather.ts';
import { sendingWith } from './sending.ts';
import { perform } from '../core/perform.ts';
import { completeSentTask } from '../core/step-tasks.ts';
import { StoreLanes } from '../core/store-lanes.ts';
import { composeMessage } from './compose-message.ts';
import { ContentionError } from '../../ports/contention-error.ts';
import { draftMessage, finished, type Draft, type Edits } from './draft-message.ts';
import type { StepAtHand } from './step-at-hand.ts';
import type { StepPorts } from './step-ports.ts';

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

/** A step that a task is to send, in the name of its user, with all that is known of it. */
type AtHand = {
  kind: 'at-hand';
  task: StepTask;
  channel: MessageChannel;
  due: StepAtHand;
  facts: StepFacts;
};

const ATTEMPTS = 5;

/** Drafts the mail or text of a task, with what stands in the way of sending it now, if anything does. */
export async function draftByHand(
  ports: StepPorts,
  request: Request,
): Promise<
  | { kind: 'draft'; draft: Draft; channel: MessageChannel; due: StepAtHand; obstacle?: string | undefined }
  | { kind: 'refused'; why: string }
  | { kind: 'not-found' }
> {
  const found = await gather(ports, request);
  if (found.kind !== 'at-hand') return found;
  const draft = await draftMessage(ports, found.due);
  const ready = readiness(found);
  const obstacle = ready.kind === 'ready' ? obstacleOf(found) : ready.why;
  return { kind: 'draft', draft, channel: found.channel, due: found.due, obstacle };
}

/**
 * Sends the mail or text of a task, as its user finished it (A15); see the command `send-by-hand`. The task is
 * completed with it and the enrollment goes on at once (D2). Sending it again, however often, sends nothing more.
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
    if (outcome !== 'changed-meanwhile') return outcome;
  }
  throw new ContentionError(`Task ${request.id} is contended`);
}

async function gather(
  ports: StepPorts,
  { organisation, id, templateId, now }: Request,
): Promise<AtHand | { kind: 'refused'; why: string } | { kind: 'not-found' }> {
  const task = await ports.store.tasks.get(organisation, id);
  if (task === undefined) return { kind: 'not-found' };
  const channel = messageChannelOf(task.type);
  if (!isStepTask(task) || channel === undefined) {
    return {
      kind: 'refused',
      why: `Only mails and texts of a sequence are sent from here; this is a ${task.type} task.`,
    };
  }
  const command = { kind: 'task-closed' as const, task };
  const asked = { organisation, enrollment: task.enrollmentId, command };
  const gathered = await new Gatherer(ports, sendingWith(ports), now).gather(asked);
  if (gathered === undefined) return { kind: 'not-found' };
  const { lead, version, owner, enrollment } = gathered;
  if (lead === undefined || owner === undefined || version === undefined)
    return { kind: 'refused', why: 'Its lead or its user is gone.' };
  const lanes = await StoreLanes.read(ports.store, organisation, [{ facts: gathered, command }]);
  // The enrollment may have gone on to a later version: the step is then one that is done.
  const planned = stepIn(version, task.step) ?? {
    id: task.step,
    name: task.name,
    type: task.type,
    wait: { amount: 0, unit: 'minutes' as const },
    templateId: task.templateId,
  };
  const step = templateId === undefined ? planned : { ...planned, templateId };
  const due = { enrollment, version, step, lead, sender: owner };
  return { kind: 'at-hand', task, channel, due, facts: { ...gathered, lanes } };
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
  { task, facts, due: { enrollment } }: AtHand,
  ready: Exclude<Readiness, { kind: 'ready' }>,
  { now }: Request,
): Promise<SendByHandResult> {
  const { state } = enrollment;
  switch (ready.kind) {
    case 'refused':
      return ready;
    case 'claimed': {
      if (state.status === 'sending' && !isClaimExpired(enrollment, now))
        return { kind: 'refused', why: ready.why };
      const { organisation, id } = enrollment;
      await executeOne(ports, { organisation, enrollment: id, command: { kind: 'give-up-claim' } }, now);
      return { kind: 'unknown', task, why: 'Whether it went out is not known, so it is not sent again.' };
    }
    case 'done': {
      if (task.status === 'completed' && task.sentAt !== undefined) return { kind: 'unchanged', task };
      const sent = enrollment.events.find(
        (event) => event.type === 'sent' && event.step === task.step && event.by !== undefined,
      );
      if (
        task.status === 'completed' ||
        (sent === undefined && enrollment.messages[task.step] === undefined)
      ) {
        return { kind: 'refused', why: ready.why };
      }
      // Its task is completed after the next wake-up is made, so that may be missing too (F4).
      const wakeUp = wakeUpOf(facts, enrollment);
      if (wakeUp !== undefined) await perform(ports, { enrollment, now, opened: new Set() }, wakeUp);
      const by = sent?.type === 'sent' && sent.by !== undefined ? sent.by : task.userId;
      const closed = await completeSentTask(ports, enrollment, { step: task.step, by, at: now });
      return { kind: 'unchanged', task: closed ?? task };
    }
  }
}

/** Why it cannot go out now, in words. */
function obstacleOf({ due: { step, sender }, facts }: AtHand): string | undefined {
  const decision = byHandNow(facts, step, sender);
  switch (decision.kind) {
    case 'send':
      return undefined;
    case 'refuse':
      return `It cannot be sent now: ${describeReason(decision.because)}.`;
    case 'held':
      return `Nothing is sent at the moment: ${describeReason(decision.hold.reason)}.`;
    case 'full': {
      const { cap, because } = decision;
      return `The day of ${sender.user.name} is full, ${cap} of ${cap}: ${describeReason(because)}. Send it tomorrow, or raise the setting.`;
    }
  }
}

async function send(
  ports: StepPorts,
  at: AtHand,
  { by, edits, now }: Request & { by: string; edits: Edits },
): Promise<SendByHandResult | 'changed-meanwhile'> {
  const { task, due, facts } = at;
  const obstacle = obstacleOf(at);
  if (obstacle !== undefined) return { kind: 'refused', why: obstacle };
  const written = finished(await draftMessage(ports, due), edits, due.step);
  if (written.kind === 'invalid') return written;
  const decision = byHandNow(facts, due.step, due.sender);
  if (decision.kind !== 'send') return 'changed-meanwhile';
  const message = await composeMessage(ports, due, decision, now, written.content);
  if (message.kind === 'missing')
    return { kind: 'refused', why: `Nothing fills ${message.variables.join(', ')}.` };

  const { organisation, id: enrollment } = due.enrollment;
  const command = { kind: 'send-by-hand' as const, task, by, message };
  const outcome = await executeOne(ports, { organisation, enrollment, command }, now, {
    sending: sendingWith(ports),
  });
  if (outcome.kind !== 'changed' || outcome.sent === undefined) return 'changed-meanwhile';
  const result = outcome.sent;
  switch (result.kind) {
    case 'accepted':
      return { kind: 'sent', task: (await ports.store.tasks.get(organisation, task.id)) ?? task };
    case 'unknown':
      return { kind: 'unknown', task, why: 'The provider did not answer: whether it went out is not known.' };
    case 'refused':
    case 'held':
      return { kind: 'refused', why: `The provider refused it (${result.code}): ${result.message}` };
  }
}
