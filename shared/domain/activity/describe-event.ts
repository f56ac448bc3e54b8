import type { StepId } from '../kernel/ids.ts';
import { connectorOf } from '../connections/connectors.ts';
import { assertNever } from '../kernel/assert-never.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Reason } from '../settings/reason.ts';
import type { SuppressionReason } from '../people/suppression.ts';
import type { AlertKind } from '../surveys/response.ts';
import type { ScoreReason } from '../scoring/reasons.ts';
import type { BotRule } from '../provider-events/provider-event.ts';
import type { ActivityEvent } from './activity.ts';
import { describeReason, describeInstant } from './describe-reason.ts';
import { describeRecordEvent } from './describe-record-event.ts';

/** How ids are shown. */
export type Names = { step: (id: string) => string };

/** What happened, and why, as one English sentence (F2). Times are in UTC. */
export function describeEvent(event: ActivityEvent, names: Names): string {
  const step = (id: string | undefined) => (id === undefined ? 'A mail' : `“${names.step(id)}”`);
  switch (event.type) {
    case 'enrolled':
      return `${event.by} enrolled the lead, in version ${event.version}${why(event.because)}`;
    case 'planned':
      return `${step(event.step)} is planned for ${describeInstant(event.at)}${moved(event.due, event.at, event.because)}`;
    case 'queued':
      return `${step(event.step)} queues in ${event.lane} and may go from ${event.opensOn} on${why(event.because)}`;
    case 'deferred':
      return `${step(event.step)} was deferred to ${describeInstant(event.until)}${why(event.because)}`;
    case 'claimed':
      return `${step(event.step)} is being handed to the provider${event.attempt > 1 ? `, attempt ${event.attempt}` : ''}.`;
    case 'sent':
      return `${step(event.step)} was sent to ${event.recipient} in the name of ${event.sender}${event.by === undefined ? '' : `, by ${event.by}`}${why(event.because)}`;
    case 'outcome-unknown':
      return `Whether ${step(event.step)} went out is not known${why(event.because)} It is not sent again by itself; without news a person is asked from ${describeInstant(event.listedAt)} on.`;
    case 'held':
      return `${step(event.step)} waits, since nothing goes out${why(event.because)}`;
    case 'released':
      return `${step(event.step)} did not go out and may be sent again${why(event.because)}`;
    case 'failed':
      return `${step(event.step)} could not be sent and was passed over${why(event.because)}`;
    case 'skipped':
      return `${step(event.step)} was skipped${why(event.because)}`;
    case 'task-opened':
      return `The task ${step(event.step)} was put on the list.`;
    case 'task-completed':
      return `${event.by} completed the task ${step(event.step)}${lasting(event.durationSeconds)}${quoted(event.outcome)}.`;
    case 'task-skipped':
      return `${event.by} skipped the task ${step(event.step)}${quoted(skipReason(event))}.`;
    case 'replied':
      return event.step === undefined ? 'The lead replied.' : `The lead replied to ${step(event.step)}.`;
    case 'auto-replied':
      return event.held === false
        ? `The lead’s mailbox answered by itself: away until ${describeInstant(event.until)}. The open task stays.`
        : `The lead’s mailbox answered by itself; the sequence is held until ${describeInstant(event.until)}.`;
    case 'paused':
      return event.until === undefined
        ? `The sequence was paused until somebody resumes it${why(event.because)}`
        : `The sequence was paused until ${describeInstant(event.until)}${why(event.because)}`;
    case 'resumed':
      return `The sequence was resumed${why(event.because)}`;
    case 'pinned':
      return `${event.by} decided that the enrollment keeps its version.`;
    case 'unpinned':
      return `${event.by} decided that the enrollment follows the present version again.`;
    case 'stopped':
      return `The sequence was stopped${why(event.because)}`;
    case 'moved':
      return `The lead was moved to the sequence ${event.to}${why(event.because)}`;
    case 'finished':
      return `The sequence is finished${why(event.because)}`;
    case 'delivered':
      return `${step(event.step)} was delivered${priced(event.priceUsd)}.`;
    case 'delayed':
      return `Delivery of ${step(event.step)} is delayed${quoted(event.detail)}.`;
    case 'opened':
      return `${step(event.step)} was opened${byBot(event)}.`;
    case 'clicked':
      return `The link ${event.name === undefined ? '' : `“${event.name}” `}in ${step(event.step)} was clicked${byBot(event)}: ${event.link}`;
    case 'rejected':
      return `The provider rejected ${step(event.step)}${quoted(event.detail)}${priced(event.priceUsd)}.`;
    case 'rendering-failed':
      return `The provider could not compose ${step(event.step)}${quoted(event.detail)}.`;
    case 'bounced':
      return `${step(event.step)} bounced ${event.permanent ? 'for good' : 'for the moment'}${quoted(event.detail)}.`;
    case 'complained':
      return `The lead complained of spam${event.step === undefined ? '' : ` about ${step(event.step)}`}.`;
    case 'unsubscribed':
      return `The lead unsubscribed${{ link: ' through the link', 'one-click': ' with one click', user: ' by word of mouth' }[event.by]}.`;
    case 'suppressed':
      return `An address of the lead is on the suppression list since ${describeInstant(event.since)}: ${reasonTexts[event.reason]}${event.by === undefined ? '' : `, says ${event.by}`}.`;
    case 'suppression-lifted':
      return `${event.by} lifted a suppression (${reasonTexts[event.reason]})${quoted(event.note)}: steps go again.`;
    case 'call-received':
      return event.missed === true
        ? 'The lead called, and nobody answered.'
        : `The lead called ${event.by} (${duration(event.seconds)}).`;
    case 'call-made':
      return event.missed === true
        ? `${event.by} called the lead, who did not answer.`
        : `${event.by} called the lead (${duration(event.seconds)}).`;
    case 'demo-booked':
      return `A demo with ${event.by} was booked for ${describeInstant(event.startsAt)}${quoted(event.name)}.`;
    case 'demo-cancelled':
      return `The demo with ${event.by} on ${describeInstant(event.startsAt)} was cancelled${quoted(event.name)}.`;
    case 'demo-moved':
      return `The demo with ${event.by} was moved to ${describeInstant(event.startsAt)}${quoted(event.name)}.`;
    case 'scored':
      return `${signed(event.points)} ${Math.abs(event.points) === 1 ? 'point' : 'points'} for ${pointsFor[event.reason](step(event.step))}: the score went from ${event.before} to ${event.after} (${describeReason(event.because)}).`;
    case 'qualified':
      return `The lead is qualified: the score of ${event.score} reaches the threshold of ${event.threshold} (${describeReason(event.because)}).`;
    case 'custom-task-created':
      return `${event.by} made the task “${event.name}” for ${event.user}, due on ${describeInstant(event.due)}.`;
    case 'custom-task-completed':
      return `${event.by} completed the task “${event.name}”${lasting(event.durationSeconds)}${quoted(event.outcome)}.`;
    case 'custom-task-skipped':
      return `${event.by} skipped the task “${event.name}”${quoted(skipReason(event))}.`;
    case 'custom-task-cancelled':
      return `${event.by} cancelled the task “${event.name}”.`;
    case 'task-reassigned':
      return `${event.by} gave the task “${event.name}” of ${event.from} to ${event.to}.`;
    case 'owner-changed':
      return `The lead went from ${event.from} to ${event.to}${event.by === undefined ? '' : `, by ${event.by}`}${why(event.because)}`;
    case 'survey-completed':
      return `The client completed the survey ${event.survey}${event.score === undefined ? '' : `: ${event.score} on the scale ${event.scale ?? ''}`}.`;
    case 'survey-alert':
      return `The survey ${event.survey} raised an alert: ${alertTexts[event.alert]}${event.user === undefined ? '' : `; ${event.user} is told`}.`;
    case 'feedback-shared':
      return `Positive feedback in the survey ${event.survey} was shared with ${event.users.join(', ')}.`;
    case 'converted':
      return `${event.by} converted the lead into a contact.`;
    case 'disqualified':
      return `${event.by} disqualified the lead.`;
    case 'reopened':
      return `${event.by} reopened the lead.`;
    case 'integration-status-updated':
      return `The status of the ${event.object} in ${connectorOf(event.connection).label} ${event.from === undefined ? 'became' : `went from “${event.from}” to`} “${event.to}”.`;
    case 'record-created':
    case 'record-changed':
    case 'record-deleted':
      return describeRecordEvent(event);
    default:
      return assertNever(event);
  }
}

const priced = (usd: number | undefined): string => (usd === undefined ? '' : `, for $${usd}`);

const reasonTexts = {
  unsubscribed: 'unsubscribed',
  complained: 'complained of spam',
  bounced: 'a mail to it bounced for good',
  'by-hand': 'put there by hand',
} as const satisfies Record<SuppressionReason, string>;

const alertTexts = {
  warning: 'a warning',
  'unhappy-client': 'an unhappy client',
  'service-request': 'a request for service',
} as const satisfies Record<AlertKind, string>;

const pointsFor = {
  mailSent: (step) => `sending ${step}`,
  mailOpened: (step) => `opening ${step}`,
  mailClicked: (step) => `a click in ${step}`,
  smsSent: (step) => `sending ${step}`,
  smsClicked: (step) => `a click in ${step}`,
  callReceived: () => 'a call',
  replied: () => 'a reply',
  bounced: () => 'a mail that bounced for good',
  unsubscribed: () => 'unsubscribing',
  complained: () => 'a complaint of spam',
} as const satisfies Record<ScoreReason, (step: StepId) => string>;

function signed(points: number): string {
  return points > 0 ? `+${points}` : `−${-points}`;
}

/** Minutes and seconds, `2:05`. */
function duration(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const ruleTexts = {
  'user-agent': 'a program',
  'no-user-agent': 'a program that does not say its name',
  network: 'the network of',
  'head-request': 'a request for headers alone',
  'too-fast': 'faster than a person',
  burst: 'links one upon the other',
  provider: 'the provider says so',
} as const satisfies Record<BotRule['rule'], string>;

function byBot({ machine, rule }: { machine: boolean; rule?: BotRule | undefined }): string {
  if (!machine) return '';
  return rule === undefined ? ', by a bot' : `, by a bot (${ruleTexts[rule.rule]}: ${rule.sign})`;
}

/** The reasons after what they explain, and the full stop. */
function why(because: Reason | readonly Reason[] | undefined): string {
  const reasons = because === undefined ? [] : [because].flat();
  return reasons.length === 0 ? '.' : `: ${reasons.map(describeReason).join('; ')}.`;
}

function moved(due: Instant, at: Instant, because: readonly Reason[]): string {
  return because.length === 0 || due === at
    ? why(because)
    : ` instead of ${describeInstant(due)}${why(because)}`;
}

function quoted(text: string | undefined): string {
  return text === undefined || text === '' ? '' : ` (“${text}”)`;
}

/** How long a call took. */
function lasting(seconds: number | undefined): string {
  if (seconds === undefined) return '';
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  return `, after ${[minutes > 0 && `${minutes} min`, (rest > 0 || minutes === 0) && `${rest} s`].filter(Boolean).join(' ')}`;
}

/** A reason for skipping as it was called then, with what was added (A11). */
function skipReason({
  reason,
  label,
  note,
}: {
  reason?: string | undefined;
  label?: string | undefined;
  note?: string | undefined;
}): string {
  return [label ?? reason, note].filter((part) => part !== undefined).join(': ');
}
