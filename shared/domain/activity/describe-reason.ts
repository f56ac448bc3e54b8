import { assertNever } from '../kernel/assert-never.ts';
import type { Reason } from '../settings/reason.ts';
import type { SettingSource } from '../kernel/reason.ts';
import type { Instant } from '../kernel/instant.ts';
import { describeSetting } from '../settings/settings.ts';
import { textOf } from '../time/instants.ts';

/** An instant as people read it, `2027-03-29 07:00 UTC`; seconds only when there are any. */
export function describeInstant(at: Instant): string {
  const text = textOf(at);
  const seconds = text.slice(17, 19);
  return `${text.slice(0, 10)} ${text.slice(11, 16)}${seconds === '00' ? '' : `:${seconds}`} UTC`;
}

const factTexts = {
  unsubscribed: 'the lead has unsubscribed',
  bounced: 'a mail to the lead bounced for good',
  complained: 'the lead complained of spam',
  'suppressed-by-hand': 'somebody put the lead’s address on the suppression list',
  converted: 'the lead was converted',
  disqualified: 'the lead was disqualified',
  replied: 'the lead replied',
  'auto-replied': 'the lead’s mailbox answered that the lead is away',
  'no-address': 'the lead has no address for this step',
  'survey-completed': 'the client completed the survey',
} as const satisfies Record<Extract<Reason, { kind: 'lead' }>['fact'], string>;

const stepTexts = {
  wait: 'the wait of the step',
  hour: 'the hour of the step',
  weekdays: 'the weekdays of the step',
} as const satisfies Record<Extract<Reason, { kind: 'step' }>['rule'], string>;

const calendarTexts = {
  'dst-gap': 'the clocks go forward and that time of day does not exist',
  'dst-fold': 'the clocks go back and that time of day comes twice: the first counts',
} as const satisfies Record<Extract<Reason, { kind: 'calendar' }>['rule'], string>;

const engineTexts = {
  'all-steps-done': 'every step is done or skipped',
  'sequence-deleted': 'the sequence was deleted',
  'sender-inactive': 'the sender is not active',
  'outcome-unknown': 'the provider’s answer was lost',
  'settled-by-event': 'the provider’s own notification settled it',
  'pause-ended': 'the pause came to its end',
  'late-wake-up': 'the wake-up came late',
  'place-kept': 'it keeps the slot that it has in the day',
  'older-first': 'a step that was due before it goes first',
  'no-addressee': 'nobody is there who would get it',
  'no-longer-matches': 'the filter of the automation does not match any more',
  'automation-ended': 'the automation was deactivated or deleted',
  'step-withdrawn': 'the sequence sends fewer reminders now',
} as const satisfies Record<Extract<Reason, { kind: 'engine' }>['rule'], string>;

/** A reason in words, to follow a colon (F2). */
export function describeReason(because: Reason): string {
  switch (because.kind) {
    case 'setting':
      return `${describeSetting(because.setting)}, ${describeSource(because.source)}`;
    case 'step':
      return stepTexts[because.rule];
    case 'calendar':
      return calendarTexts[because.rule];
    case 'lead':
      return factTexts[because.fact] + (because.at === undefined ? '' : ` (${describeInstant(because.at)})`);
    case 'person':
      return `${because.userId} decided so${because.note === undefined ? '' : ` (“${because.note}”)`}`;
    case 'provider':
      return `the provider answered ${because.code}${because.message === '' ? '' : `, “${because.message}”`}`;
    case 'workflow':
      return `the workflow ${because.workflow} did so`;
    case 'automation':
      return `the filter of the automation ${because.automation} matched`;
    case 'crm-rule':
      return `the CRM rule ${because.rule} matched`;
    case 'content':
      return `nothing fills ${because.missing.join(', ')}`;
    case 'interval': {
      const { between, sequence, last, days, since } = because;
      const by = between === 'same' ? 'this feedback sequence' : `the feedback sequence ${last}`;
      return `${by} invited the client on ${describeInstant(since)}, and ${sequence} keeps ${days} days between two`;
    }
    case 'engine':
      return engineTexts[because.rule];
    default:
      return assertNever(because);
  }
}

function describeSource({ level, id }: SettingSource): string {
  switch (level) {
    case 'user':
      return `decided for the user ${id}`;
    case 'group':
      return `decided for the group ${id}`;
    case 'organisation':
      return 'decided for the organisation';
    case 'default':
      return 'the default';
  }
}
