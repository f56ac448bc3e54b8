import { wholeSecond } from '../time/instants.ts';
import { plusWait, plusWaitUntil } from '../scheduling/waits.ts';
import type { WindowRules } from '../scheduling/windows.ts';
import { isHoliday } from '../scheduling/holidays.ts';
import type { Reason } from '../settings/reason.ts';
import { channels, type Channel } from '../channels/channels.ts';
import { stepKinds } from '../channels/step-types.ts';
import type { Instant, LocalDate, Zone } from '../kernel/instant.ts';
import { gapOf, laneId, type LaneLimits, type LaneRequest, type Placement } from '../lanes/lane.ts';
import { slotKey } from '../lanes/slot-key.ts';
import type { Lead, User } from '../people/people.ts';
import { type Step } from '../sequences/step.ts';
import type { Effective, EffectiveSettings } from '../settings/settings.ts';
import type { EnrollmentEvent } from './events.ts';
import type { EnrollmentId } from '../kernel/enrollment-id.ts';

/** The user a sequence runs on behalf of, with the settings that apply to that user. */
export type Sender = {
  user: User;
  settings: EffectiveSettings;
  /** Active users who stand in during absences (F7); undefined: nobody does. */
  delegates?: readonly Sender[] | undefined;
  /** The sender who is away and for whom this one stands in. */
  actsFor?: Sender | undefined;
  /** Of the sender of an enrollment: the users whom its steps name (E3). */
  named?: readonly Sender[] | undefined;
  /** Of a user whom a step names: the sender of the enrollment. */
  namedBy?: Sender | undefined;
};

/** What planning must know of the lead: its zone. */
export type Recipient = Pick<Lead, 'zone'>;

/** Whose wall clock the windows and waits are read on (A2): the sender's, or by the switch the recipient's. */
export function windowZone(sender: Sender, recipient: Recipient): Zone {
  return sender.settings.windowZone.value === 'recipient'
    ? (recipient.zone ?? sender.user.zone)
    : sender.user.zone;
}

/**
 * When a step may run: working days, hours and holidays (A1, A2, F7), the step's weekdays (D3), its hour, which holds on
 * whatever day it goes where that day is open from then on (D3), quiet hours of texts (E4).
 */
export function windowsOf(step: Step, sender: Sender, recipient: Recipient): WindowRules {
  let ofSender = windowsKnown.get(sender);
  if (ofSender === undefined) windowsKnown.set(sender, (ofSender = new WeakMap()));
  let ofStep = ofSender.get(step);
  if (ofStep === undefined) ofSender.set(step, (ofStep = new Map<Zone, WindowRules>()));
  const zone = recipient.zone ?? sender.user.zone;
  let known = ofStep.get(zone);
  if (known === undefined) ofStep.set(zone, (known = windowsIn(step, sender, recipient)));
  return known;
}

/** By sender, step and the recipient's zone: objects that are replaced, never changed. */
const windowsKnown = new WeakMap<Sender, WeakMap<Step, Map<Zone, WindowRules>>>();

function windowsIn(step: Step, sender: Sender, recipient: Recipient): WindowRules {
  const { settings } = sender;
  return {
    zone: windowZone(sender, recipient),
    workingDays: settings.workingDays,
    workingHours: settings.workingHours,
    holidays: settings.holidays,
    ...(settings.absences.value.length > 0 && { absences: settings.absences }),
    ...(step.at !== undefined && { notBefore: step.at }),
    ...(step.weekdays !== undefined && { weekdays: step.weekdays }),
    ...(step.type === 'automated-sms' && {
      quiet: { zone: recipient.zone ?? sender.user.zone, hours: quietHoursOf(step, settings) },
    }),
  };
}

function quietHoursOf({ quietHours: policy }: Step, { smsQuietHours: set }: EffectiveSettings) {
  return policy === undefined ? set : { ...set, value: { ...set.value, policy } };
}

/** Days away on which nobody stands in: on the others, what queues is handed over (F7). */
export function awayAlone({ settings: { absences } }: Sender): Effective<'absences'> {
  return { ...absences, value: absences.value.filter(({ standIn }) => standIn === null) };
}

/** When a step is due by its own wait and hour from when the previous one was done (D3), outside its windows or not. */
export function dueAfter(step: Step, from: Instant, sender: Sender, recipient: Recipient): Instant {
  const holidays = sender.settings.holidays.value;
  const rules = {
    zone: windowZone(sender, recipient),
    workingDays: sender.settings.workingDays.value,
    isHoliday: (date: LocalDate) => isHoliday(date, holidays),
  };
  const { wait, at: hour, weekdays } = step;
  return hour === undefined
    ? plusWait(from, wait, rules)
    : plusWaitUntil(from, wait, { hour, weekdays }, rules);
}

const uncapped = { value: null, source: { level: 'default' as const, id: 'default' } };

/** What limits a sender's lane: the cap of its channel (A3, A4, A9), and for mail the delay between two (A5). */
export function limitsOf(channel: Channel, { settings, user }: Sender): LaneLimits {
  const { cap, pace } = channels[channel];
  const delay =
    pace === undefined
      ? { value: { kind: 'none' as const }, source: settings.mailDelay.source }
      : settings[pace];
  if (cap === undefined) return { zone: user.zone, perDay: uncapped, perDaySetting: 'maxMailsPerDay', delay };
  return { zone: user.zone, perDay: settings[cap], perDaySetting: cap, delay };
}

/** A step that must get its time: for which enrollment, of which version, due when. */
export type StepToPlan = {
  enrollmentId: EnrollmentId;
  step: Step;
  version: number;
  due: Instant;
  /** No step of the enrollment was done before: it queues behind follow-ups (A3). */
  firstTouch: boolean;
  /** Not before it: who stands in acts from when the absence begins (F7), an interval between invitations ends (C3, C4). */
  notBefore?: Instant | undefined;
  /** The interval that `notBefore` is for. */
  waitsFor?: Reason | undefined;
  recipient: Recipient;
};

/**
 * The request a step makes of its lane. The gap is drawn from its key, so that asking again draws the same (A5). Tasks
 * take no slots ahead of their day, so that those that queue appear oldest due first (A9).
 *
 * @param inTurn it is asked for from the queue of the lane
 */
export function requestOf(plan: StepToPlan, sender: Sender, inTurn = false): LaneRequest {
  const key = slotKey(plan.enrollmentId, plan.step.id);
  const channel = stepKinds[plan.step.type].lane;
  const limits = limitsOf(channel, sender);
  const windows = windowsOf(plan.step, sender, plan.recipient);
  return {
    key,
    due: wholeSecond(plan.due),
    priority: priorityOf(plan.step, plan.firstTouch),
    windows,
    openings: sender.delegates === undefined ? undefined : { ...windows, absences: awayAlone(sender) },
    notBefore: plan.notBefore,
    gap: gapOf(key, limits),
    inTurn,
  };
}

/** The rank of a step in its lane: follow-ups before first touches (A3); among tasks their due alone decides (A9). */
export function priorityOf(step: Step, firstTouch: boolean): 0 | 1 {
  return firstTouch || !channels[stepKinds[step.type].lane].followUpsFirst ? 1 : 0;
}

/** What a placement means for the enrollment. A step that could never run holds the enrollment for a person. */
export function plannedEvent(plan: StepToPlan, sender: Sender, placement: Placement): EnrollmentEvent {
  const { step, version, due } = plan;
  const isOther = sender.actsFor !== undefined || sender.namedBy !== undefined;
  const because = [
    ...(plan.waitsFor === undefined ? [] : [plan.waitsFor]),
    ...(sender.actsFor === undefined ? [] : [delegateReason(sender.actsFor)]),
    ...placement.because,
  ];
  switch (placement.kind) {
    case 'placed':
      return {
        type: 'planned',
        step: step.id,
        version,
        due,
        at: placement.at,
        place: placement.date,
        standIn: isOther ? sender.user.id : undefined,
        because,
      };
    case 'backlogged':
      return {
        type: 'queued',
        step: step.id,
        version,
        due,
        lane: laneId(sender.user.id, stepKinds[step.type].lane),
        priority: placement.priority,
        opensOn: placement.opensOn,
        // Nothing pushed it: its day is yet to come, and it takes no slot ahead of it.
        because: because.length > 0 ? because : waits,
      };
    case 'impossible':
      return { type: 'paused', because: firstOf(because) };
  }
}

const waits: Reason[] = [{ kind: 'step', rule: 'wait' }];

/** A step in the lane of who stands in says whose absence put it there (F7). */
function delegateReason(away: Sender): Reason {
  return { kind: 'setting', setting: 'absences', source: away.settings.absences.source };
}

function firstOf(because: Reason[]): Reason {
  return because[0] ?? { kind: 'step', rule: 'weekdays' };
}
