import { channels, type MessageChannel } from '../../channels/channels.ts';
import { slotUse } from '../../lanes/lane-day.ts';
import { localDate } from '../../time/zones.ts';
import { holdOn } from '../../holds/hold.ts';
import { isProbe } from '../../holds/provider-hold.ts';
import type { SlotChange } from '../../lanes/lane-book.ts';
import { type SlotUse } from '../../lanes/lane-day.ts';
import { gapOf, isLimited } from '../../lanes/lane.ts';
import { slotKey } from '../../lanes/slot-key.ts';
import type { Lead } from '../../people/people.ts';
import type { SequenceVersion, Step } from '../../sequences/step.ts';
import { joined } from '../../kernel/lists.ts';
import { isClaimExpired } from '../claim-term.ts';
import { channelOf, nothing, verdict, wakeUpOf, type Verdict } from '../decision.ts';
import { decideDue, type DueDecision } from '../decide-due.ts';
import type { CommandOf } from '../commands.ts';
import type { Effect } from '../effects.ts';
import type { Enrollment } from '../enrollment.ts';
import { endedBecause } from '../../sequences/ended-because.ts';
import { stepIn, type StepFacts } from '../facts.ts';
import { deferralOf } from '../place-again.ts';
import { placeStep, planNext, presentPlan } from '../placing.ts';
import { limitsOf, type Sender } from '../planning.ts';
import { senderAt } from '../delegate.ts';
import { taskOf } from '../task-of-step.ts';
import { unknownEvent } from '../unknown-outcome.ts';
import { isWithdrawn } from '../../sequences/feedback-steps.ts';
import { noteInvitation, waitOfInvitation } from '../invitation.ts';
import { sending } from '../sending.ts';
import { heldEvents } from './held.ts';
import { resumption } from './resume.ts';

/** What a wake-up turns out to be: it was a hint, and what is stored decides. */
type Meaning =
  | 'due'
  | 'pause-over'
  /** Another revision, or nothing to do. */
  | 'stale'
  /** A worker holds its claim. */
  | 'busy'
  /** The worker that held its claim died before it could note what the provider answered. */
  | 'died';

function meaningOf(enrollment: Enrollment, wakeUp: CommandOf<'wake'>, now: StepFacts['now']): Meaning {
  const { state, claim, revision } = enrollment;
  if (state.status === 'sending' && state.step === wakeUp.step && claim !== undefined)
    return isClaimExpired(enrollment, now) ? 'died' : 'busy';
  if (revision !== wakeUp.revision) return 'stale';
  if (state.status === 'scheduled' && state.at <= now) return 'due';
  if (state.status === 'paused' && state.until !== undefined && state.until <= now) return 'pause-over';
  return 'stale';
}

/** Runs the step that a wake-up is for, ends a pause that is over, or gives up the claim of a worker that died (F3). */
export function wake(facts: StepFacts, command: CommandOf<'wake'>): Verdict {
  const { enrollment, now } = facts;
  const meaning = meaningOf(enrollment, command, now);
  switch (meaning) {
    case 'stale':
      return command.revision < enrollment.revision ? assured(facts) : nothing;
    case 'busy':
      return { kind: 'busy', detail: 'It is being sent just now.' };
    case 'died':
      return verdict([unknownEvent(command.step, { kind: 'engine', rule: 'outcome-unknown' }, now)]);
    case 'pause-over':
      return resumption(facts, { kind: 'engine', rule: 'pause-ended' });
    case 'due': {
      const { lead, version } = facts;
      const step = stepIn(version, command.step);
      return lead === undefined || version === undefined || step === undefined
        ? nothing
        : runStep(facts, { step, lead, version });
    }
  }
}

/**
 * A wake-up that comes again after its step went on makes sure of the next one, whose entry is made after the write when
 * a message has gone out (F3): the work may have ended between the two. Making one that is there changes nothing.
 */
function assured(facts: StepFacts): Verdict {
  const wakeUp = wakeUpOf(facts, facts.enrollment);
  return wakeUp?.kind === 'wake-at' && wakeUp.at > facts.now ? verdict([], [wakeUp]) : nothing;
}

/** Whether the step that a wake-up is for has to ask its lane for a slot again. */
export function asksAgain(facts: StepFacts, command: CommandOf<'wake'>): boolean {
  const { enrollment, now, lead, version } = facts;
  const step = stepIn(version, command.step);
  if (lead === undefined || version === undefined || step === undefined) return false;
  if (meaningOf(enrollment, command, now) !== 'due') return false;
  const sender = senderAt(step, facts.sender, lead, now);
  const use = useOf(facts, step, sender);
  const hasSlot = use === undefined || use === 'usable';
  return dueDecision(facts, { step, lead, version }, sender, hasSlot).kind === 'place-again';
}

type At = { step: Step; lead: Lead; version: SequenceVersion };

function runStep(facts: StepFacts, at: At): Verdict {
  const { now } = facts;
  const sender = senderAt(at.step, facts.sender, at.lead, now);
  const use = useOf(facts, at.step, sender);
  const decision = dueDecision(facts, at, sender, use === undefined || use === 'usable');
  return decision.kind === 'place-again'
    ? placeAgain(facts, at, sender, use)
    : act(facts, { ...at, sender, decision, slots: [] });
}

/** What use the slot of a step in today's lane is; undefined: it needs none. */
function useOf({ enrollment, lanes, now }: StepFacts, step: Step, sender: Sender): SlotUse | undefined {
  const { attempts } = enrollment;
  const channel = channelOf(step);
  const limits = limitsOf(channel, sender);
  if (!isLimited(limits)) return undefined;
  const book = lanes.of(sender, channel);
  const date = localDate(now, limits.zone);
  const key = slotKey(enrollment.id, step.id);
  const slots = book.day(date)?.slots ?? [];
  const rank = book.rankOf(date, key);
  const own = slots[rank];
  // Tried again later than its slot was for, it comes behind what went out since, as a mail that was sent elsewhere.
  const before = attempts === 0 ? rank : slots.filter((other) => other !== own && other.at <= now).length;
  return slotUse(own, before, { cap: limits.perDay.value, gap: gapOf(key, limits), now });
}

function dueDecision(
  facts: StepFacts,
  { step, lead, version }: At,
  sender: Sender,
  hasSlot: boolean,
): DueDecision {
  const { enrollment, sequence, following, feedback, now } = facts;
  return decideDue({
    now,
    step,
    lead,
    sender,
    enrolledAt: enrollment.enrolledAt,
    stopsOnConversion: version.stopOnConversion !== false,
    ended: endedBecause(sequence, enrollment.enrolledAt),
    feedback: sequence?.kind === 'feedback',
    completedAt: feedback?.completedAt,
    withdrawn: isWithdrawn(sequence, step, following),
    tooEarly: waitOfInvitation(facts, step, now) !== undefined,
    hasSlot,
    addressees: facts.addressees(step),
  });
}

/** A step whose window is closed or whose slot is gone asks its lane again; one that gets the present instant goes on. */
function placeAgain(facts: StepFacts, at: At, sender: Sender, use: SlotUse | undefined): Verdict {
  const plan = { ...presentPlan(facts, at.step), sender };
  const placed = placeStep(facts, plan, { awake: true });
  if (placed.at === undefined || placed.at > facts.now)
    return verdict([deferralOf(use, placed.event)], placed.slots);
  const { plan: own, slots } = placed;
  const decision = dueDecision(facts, at, own.sender, true);
  return act(facts, { ...at, sender: own.sender, decision, slots });
}

/** `slots`: what asking its lane again took; whoever does not act after all takes nothing. */
type Acting = At & { sender: Sender; decision: DueDecision; slots: readonly SlotChange[] };

function act(facts: StepFacts, { step, sender, decision, slots }: Acting): Verdict {
  const { enrollment } = facts;
  switch (decision.kind) {
    case 'stop':
      return verdict([{ type: 'stopped', because: decision.because }]);
    case 'hold':
      return verdict([{ type: 'paused', because: decision.because }]);
    case 'skip': {
      const next = planNext(facts, step.id, { sender });
      const skipped = { type: 'skipped' as const, step: step.id, because: decision.because };
      return verdict([skipped, ...next.events], next.slots);
    }
    case 'place-again':
      throw new Error(`No placement for ${enrollment.id}`);
    case 'open-task': {
      const task = taskOf(facts, step, sender);
      return verdict(
        [{ type: 'task-opened', step: step.id, taskId: task.id }],
        [...slots, { kind: 'open-task', task }],
      );
    }
    case 'send':
      return send(facts, { step, sender, channel: decision.channel, slots });
  }
}

/**
 * Claims the right to send (F3). What comes next is planned before the provider is called, so that between its answer
 * and the write that settles it nothing else can fail.
 */
function send(
  facts: StepFacts,
  { step, sender, channel, slots }: Pick<Acting, 'step' | 'sender' | 'slots'> & { channel: MessageChannel },
): Verdict {
  const { enrollment, holds, now } = facts;
  const { carrier } = channels[channel];
  const hold = holdOn(holds, { userId: sender.user.id, channel: carrier }, now);
  if (hold !== undefined && !isProbe(hold, enrollment.id))
    return verdict(heldEvents(facts, step, sender, hold.id, hold.reason));
  const content = facts.content(step, sender);
  if (content.kind === 'missing')
    return verdict([{ type: 'paused', because: { kind: 'content', missing: content.variables } }]);
  const { message } = content;
  const attempt = enrollment.attempts + 1;
  const next = planNext(facts, step.id, { sender, slots });
  return verdict(
    [{ type: 'claimed', step: step.id, attempt }],
    joined<Effect>(joined<Effect>(slots, next.slots), [
      ...noteInvitation(facts, step, now),
      ...sending({ kind: 'send', step: step.id, attempt, message, next }),
    ]),
  );
}
