import { listing, number, when } from '../i18n/format.ts';
import { msg, type Message, type Say } from '../i18n/i18n.ts';
import { lengthWords } from './length-words.ts';
import type { Happening, LooseBecause, Names, OtherEvent } from './told.ts';

type Of<Type extends Happening['type']> = Extract<Happening, { type: Type }>;

export const suppressionWords: Record<Of<'suppressed'>['reason'], Message> = {
  unsubscribed: msg('unsubscribed'),
  complained: msg('complained of spam'),
  bounced: msg('a mail bounced for good'),
  'by-hand': msg('put there by hand'),
};

const alertWords: Record<Of<'survey-alert'>['alert'], Message> = {
  warning: msg('a warning'),
  'unhappy-client': msg('an unhappy client'),
  'service-request': msg('a request for service'),
};

/** What points are given for. */
export const pointWords: Record<Of<'scored'>['reason'], Message> = {
  mailSent: msg('a mail was sent'),
  mailOpened: msg('a mail was opened'),
  mailClicked: msg('a link in a mail was clicked'),
  smsSent: msg('a text was sent'),
  smsClicked: msg('a link in a text was clicked'),
  callReceived: msg('the lead called'),
  replied: msg('the lead replied'),
  bounced: msg('a mail bounced for good'),
  unsubscribed: msg('the lead has unsubscribed'),
  complained: msg('the lead complained of spam'),
};

/** Who did it, the step that it is about, and how ids are shown. */
export type Given = { by: string; step: string; names: Names };
/** A sentence, its reasons, what somebody said or wrote, and where more of it is, outside. */
export type Parts = {
  what: string;
  because?: LooseBecause | readonly LooseBecause[] | undefined;
  quote?: string;
  link?: { label: string; href: string } | undefined;
};

/** How long one talked, and where it can be heard. */
function talkOf(
  t: Say,
  { seconds, recording }: Of<'call-made' | 'call-received'>,
): Pick<Parts, 'quote' | 'link'> {
  const quote = lengthWords(t, seconds);
  // What a service told is kept as a link only where it is https; a page of ours goes nowhere else.
  return recording?.startsWith('https://') === true
    ? { quote, link: { label: t('Listen to the recording'), href: recording } }
    : { quote };
}

/** What the provider, the recipient or a person did, beside the events of an enrolment. */
export function leadEventWords(t: Say, event: OtherEvent, { by, step, names }: Given): Parts {
  switch (event.type) {
    case 'delivered':
      return { what: t('{step} was delivered', { step }) };
    case 'delayed':
      return { what: t('The delivery of {step} is delayed', { step }), quote: event.detail };
    case 'opened':
      return {
        what: event.machine
          ? t('{step} was opened by a program, not by the person', { step })
          : t('{step} was opened', { step }),
      };
    case 'clicked': {
      const link = event.name ?? event.link;
      return {
        what: event.machine
          ? t('A link in {step} was clicked by a program, not by the person', { step })
          : t('A link in {step} was clicked', { step }),
        quote: link,
      };
    }
    case 'rejected':
      return { what: t('The provider rejected {step}', { step }), quote: event.detail };
    case 'rendering-failed':
      return { what: t('The provider could not compose {step}', { step }), quote: event.detail };
    case 'bounced':
      return {
        what: event.permanent
          ? t('{step} bounced for good', { step })
          : t('{step} bounced for the moment', { step }),
        quote: event.detail,
      };
    case 'complained':
      return { what: t('The lead complained of spam'), quote: event.detail };
    case 'unsubscribed':
      return {
        what: {
          link: () => t('The lead unsubscribed through the link'),
          'one-click': () => t('The lead unsubscribed with one click'),
          user: () => t('The lead was unsubscribed by word of mouth'),
        }[event.by](),
      };
    case 'suppressed':
      return {
        what: t('An address of the lead has been on the suppression list since {since}: {reason}', {
          since: when(event.since),
          reason: t(suppressionWords[event.reason]),
        }),
      };
    case 'suppression-lifted':
      return {
        what: t('{by} lifted a suppression ({reason}): steps go again', {
          by,
          reason: t(suppressionWords[event.reason]),
        }),
        ...(event.note !== undefined && { quote: event.note }),
      };
    case 'call-received':
      return event.missed === true
        ? { what: t('The lead called, and nobody answered') }
        : { what: t('The lead called {by}', { by }), ...talkOf(t, event) };
    case 'call-made':
      return event.missed === true
        ? { what: t('{by} called the lead, who did not answer', { by }) }
        : { what: t('{by} called the lead', { by }), ...talkOf(t, event) };
    case 'demo-booked':
      return {
        what: t('A demo with {by} was booked for {at}', { by, at: when(event.startsAt) }),
        quote: event.name,
      };
    case 'demo-cancelled':
      return {
        what: t('The demo with {by} on {at} was cancelled', { by, at: when(event.startsAt) }),
        quote: event.name,
      };
    case 'demo-moved':
      return {
        what: t('The demo with {by} was moved to {at}', { by, at: when(event.startsAt) }),
        quote: event.name,
      };
    case 'integration-status-updated':
      return {
        what: {
          lead: () => t('In the CRM the status of the lead became “{status}”', { status: event.to }),
          contact: () => t('In the CRM the status of the contact became “{status}”', { status: event.to }),
          account: () => t('In the CRM the status of the account became “{status}”', { status: event.to }),
        }[event.object](),
        ...(event.from !== undefined && { quote: t('before: “{status}”', { status: event.from }) }),
      };
    case 'scored':
      return {
        what: t('{points, plural, one {# point} other {# points}}: {reason}', {
          points: event.points,
          reason: t(pointWords[event.reason]),
        }),
        quote: t('the score went from {before} to {after}', {
          before: number(event.before),
          after: number(event.after),
        }),
      };
    case 'qualified':
      return {
        what: t('The lead is qualified: the score of {score} reaches {threshold}', {
          score: number(event.score),
          threshold: number(event.threshold),
        }),
      };
    case 'custom-task-created':
      return {
        what: t('{by} created the task “{name}” for {user}, due on {due}', {
          by,
          name: event.name,
          user: names.user(event.user),
          due: when(event.due),
        }),
      };
    case 'custom-task-cancelled':
      return { what: t('{by} took back the task “{name}”', { by, name: event.name }) };
    case 'task-reassigned':
      return {
        what: t('{by} gave the task “{name}” of {from} to {to}', {
          by,
          name: event.name,
          from: names.user(event.from),
          to: names.user(event.to),
        }),
      };
    case 'owner-changed': {
      const people = { from: names.user(event.from), to: names.user(event.to), by };
      return {
        what:
          by === ''
            ? t('The lead went from {from} to {to}', people)
            : t('{by} gave the lead of {from} to {to}', people),
        because: event.because,
      };
    }
    case 'survey-completed':
      return {
        what: t('The survey {survey} was answered', { survey: event.survey }),
        ...(event.score !== undefined && {
          quote: [String(event.score), event.scale].filter(Boolean).join(' · '),
        }),
      };
    case 'survey-alert':
      return {
        what: t('The survey {survey} raised an alert: {alert}', {
          survey: event.survey,
          alert: t(alertWords[event.alert]),
        }),
      };
    case 'feedback-shared':
      return {
        what: t('Positive feedback in the survey {survey} was shared with {users}', {
          survey: event.survey,
          users: listing(event.users.map(names.user)),
        }),
      };
    case 'converted':
      return { what: t('{by} converted the lead into a contact', { by }) };
    case 'disqualified':
      return { what: t('{by} disqualified the lead', { by }) };
    case 'reopened':
      return { what: t('{by} reopened the lead', { by }) };
    case 'record-created':
      return { what: t('Record {record} was created', { record: recordOf(event) }), quote: by };
    case 'record-changed':
      return {
        what: t('Record {record} was changed', { record: recordOf(event) }),
        quote: event.changes
          .map(({ field, from = '–', to = '–' }) => `${field}: ${from} → ${to}`)
          .join(' · '),
      };
    case 'record-deleted':
      return { what: t('Record {record} was deleted', { record: recordOf(event) }), quote: by };
  }
}

const recordOf = ({ recordType, sourceId }: { recordType: string; sourceId: string }): string =>
  `${recordType} ${sourceId}`;
