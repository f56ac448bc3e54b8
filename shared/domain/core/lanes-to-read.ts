import { localDate } from '../time/zones.ts';
import type { Channel } from '../channels/channels.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { daysToRead } from '../lanes/days-to-read.ts';
import { isLimited, type LaneRequest } from '../lanes/lane.ts';
import { earliestWake } from '../lanes/wake-up.ts';
import { stepKinds } from '../channels/step-types.ts';
import type { Step } from '../sequences/step.ts';
import type { Command } from './commands.ts';
import { planOfStep } from './commands/go-to-step.ts';
import { channelOf } from './decision.ts';
import { stepIn, type StepFacts } from './facts.ts';
import { dueAfter, limitsOf, requestOf, type Sender } from './planning.ts';
import { presentPlan, type Asking, type Plan } from './placing.ts';
import { senderAt, senderOf, withActingSender } from './delegate.ts';
import { planNextStep } from './plan-next-step.ts';

/** What of a lane a decision needs: these days, and who is first in its queue among these. */
export type LaneToRead = { sender: Sender; channel: Channel; dates: LocalDate[]; queued: readonly (0 | 1)[] };

/**
 * The lanes, and the days of them, that the decision about a command may need. Asked for before it, so that deciding
 * reads nothing. Lanes that are not limited have no days.
 */
export function lanesToRead(facts: Omit<StepFacts, 'lanes'>, command: Command): LaneToRead[] {
  return asksOf(facts, command).filter(({ sender, channel }) => isLimited(limitsOf(channel, sender)));
}

type Facts = Omit<StepFacts, 'lanes'>;

function asksOf(facts: Facts, command: Command): LaneToRead[] {
  const { enrollment, lead, version, sender, owner = sender, now } = facts;
  const { state, claim } = enrollment;
  const present = 'step' in state ? stepIn(version, state.step) : undefined;
  switch (command.kind) {
    case 'enroll': {
      const first = version?.steps[0];
      if (first === undefined || lead === undefined) return [];
      const plan = { ...presentPlan(facts, first), due: dueAfter(first, now, senderOf(first, sender), lead) };
      return placing(facts, plan);
    }
    case 'pull':
      return present === undefined ? [] : placing(facts, presentPlan(facts, present), { inTurn: true });
    case 'wake': {
      if (present === undefined || lead === undefined) return [];
      if (state.status === 'paused')
        return [...placing(facts, presentPlan(facts, present)), ...following(facts, present, sender, now)];
      const acting = senderAt(present, sender, lead, now);
      const again = { ...presentPlan(facts, present), sender: acting };
      return [
        dayOf(acting, channelOf(present), now),
        ...placing(facts, again, { awake: true }),
        ...following(facts, present, acting, now),
      ];
    }
    case 'resume':
      if (present === undefined) return [];
      return [...placing(facts, presentPlan(facts, present)), ...following(facts, present, sender, now)];
    case 'resolve-unknown':
      if (present === undefined) return [];
      return [
        ...placing(facts, presentPlan(facts, present)),
        ...following(facts, present, sender, claim?.at ?? now),
      ];
    case 'go-to-step': {
      const plan = planOfStep({ ...facts, lanes: noLanes }, command.step);
      return plan === undefined ? [] : placing(facts, plan);
    }
    case 'task-closed': {
      const { task } = command;
      const sent = dayOf(owner, stepKinds[task.type].template, task.status === 'open' ? now : task.closedAt);
      return [sent, ...following(facts, { id: task.step }, sender, now)];
    }
    case 'send-by-hand': {
      const { step, type } = command.task;
      return [dayOf(owner, stepKinds[type].template, now), ...following(facts, { id: step }, sender, now)];
    }
    case 'provider-event':
      return following(facts, { id: command.step }, sender, claim?.at ?? command.event.at);
    case 'suppression':
      return present === undefined ? [] : following(facts, present, sender, now);
    case 'pause':
    case 'stop':
    case 'move':
    case 'pin':
    case 'unpin':
    case 'reply':
    case 'automatic-reply':
    case 'settle':
    case 'give-up-claim':
    case 'restored':
      return [];
  }
}

const noLanes: StepFacts['lanes'] = {
  of() {
    throw new Error('No lane is asked while it is found out which ones are');
  },
};

/** One day of a lane, in which a slot is looked up. */
function dayOf(sender: Sender, channel: Channel, at: Instant): LaneToRead {
  return { sender, channel, dates: [localDate(at, limitsOf(channel, sender).zone)], queued: [] };
}

/** The days on which a step may find a slot. */
function placing({ now }: Facts, asked: Plan, { awake = false, inTurn = false }: Asking = {}): LaneToRead[] {
  const earliest = awake ? now : earliestWake(now);
  const plan = withActingSender(asked, earliest);
  const channel = channelOf(plan.step);
  const request: LaneRequest = requestOf(plan, plan.sender);
  const dates = daysToRead({ limits: limitsOf(channel, plan.sender), now, earliest }, [request]);
  const queued = inTurn ? [] : request.priority === 0 ? ([0] as const) : ([0, 1] as const);
  return [{ sender: plan.sender, channel, dates, queued }];
}

/** The days on which what follows a step may find a slot. */
function following(facts: Facts, done: Pick<Step, 'id'>, sender: Sender, at: Instant): LaneToRead[] {
  const { enrollment, lead, following: version } = facts;
  if (lead === undefined) return [];
  const { id: enrollmentId, done: before } = enrollment;
  const behind = { enrollmentId, done: before, step: done.id, lead, sender, version, at };
  const follows = planNextStep(behind);
  return follows.kind === 'end' ? [] : placing(facts, follows.plan);
}
