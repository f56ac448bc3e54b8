import { dayText, when } from '../i18n/format.ts';
import type { Say } from '../i18n/i18n.ts';
import { becauseWords } from './because-words.ts';
import { leadEventWords, type Given, type Parts } from './lead-event-words.ts';
import { lengthWords } from './length-words.ts';
import {
  isOfEnrolment,
  plainNames,
  type EnrolmentEvent,
  type Happening,
  type LooseEvent,
  type Names,
} from './told.ts';

/** What happened in words: the sentence, the reasons, what somebody said or wrote, and where more of it is, outside. */
export type EventWords = {
  what: string;
  why: string[];
  quote?: string | undefined;
  link?: Parts['link'];
};

/** A step as it is called within a sentence. */
export const quotedStep = (t: Say, id: string | undefined, names: Names): string =>
  id === undefined ? t('a mail') : t('“{name}”', { name: names.step(id) });

/** What happened, as the API tells it, in words of the chosen language (F2). */
export function eventWords(t: Say, event: LooseEvent, names: Names = plainNames): EventWords {
  const { what, because, quote, link } = partsOf(t, event as Happening, names);
  const reasons = because === undefined ? [] : [because].flat();
  return {
    what,
    why: reasons.map((each) => becauseWords(t, each, names)),
    ...(quote !== undefined && quote !== '' && { quote }),
    ...(link !== undefined && { link }),
  };
}

const joined = (...parts: (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join(' · ');

function partsOf(t: Say, event: Happening, names: Names): Parts {
  const step = quotedStep(t, 'step' in event ? event.step : undefined, names);
  const by = 'by' in event && event.by !== undefined ? names.user(event.by) : '';
  return isOfEnrolment(event)
    ? enrolmentWords(t, event, { by, step, names })
    : leadEventWords(t, event, { by, step, names });
}

function enrolmentWords(t: Say, event: EnrolmentEvent, { by, step, names }: Given): Parts {
  switch (event.type) {
    case 'enrolled':
      return { what: t('{by} enrolled the lead', { by }), because: event.because };
    case 'planned':
      return {
        what:
          event.due === event.at
            ? t('{step} is planned for {at}', { step, at: when(event.at) })
            : t('{step} is planned for {at} instead of {due}', {
                step,
                at: when(event.at),
                due: when(event.due),
              }),
        because: event.because,
      };
    case 'queued':
      return {
        what: t('{step} waits in the queue of {sender} and may go from {day} on', {
          step,
          sender: names.user(event.lane.split('.')[0] ?? event.lane),
          day: dayText(event.opensOn),
        }),
        because: event.because,
      };
    case 'deferred':
      return {
        what: t('{step} was put off to {at}', { step, at: when(event.until) }),
        because: event.because,
      };
    case 'claimed':
      return {
        what:
          event.attempt > 1
            ? t('{step} is being handed to the provider, attempt {attempt}', { step, attempt: event.attempt })
            : t('{step} is being handed to the provider', { step }),
      };
    case 'sent':
      return {
        what:
          by === ''
            ? t('{step} was sent to {recipient} in the name of {sender}', {
                step,
                recipient: event.recipient,
                sender: names.user(event.sender),
              })
            : t('{by} sent {step} to {recipient}', { by, step, recipient: event.recipient }),
        because: event.because,
        ...(event.subject !== undefined && { quote: event.subject }),
      };
    case 'outcome-unknown':
      return {
        what: t('Whether {step} went out is not known. It is not sent again automatically.', { step }),
        because: event.because,
      };
    case 'held':
      return { what: t('{step} waits: nothing goes out at present', { step }), because: event.because };
    case 'released':
      return { what: t('{step} did not go out and may be sent again', { step }), because: event.because };
    case 'failed':
      return { what: t('{step} could not be sent and was passed over', { step }), because: event.because };
    case 'skipped':
      return { what: t('{step} was skipped', { step }), because: event.because };
    case 'task-opened':
      return { what: t('The task {step} was put on the list', { step }) };
    case 'task-completed':
      return {
        what: t('{by} completed the task {task}', { by, task: step }),
        quote: joined(
          event.durationSeconds === undefined ? undefined : lengthWords(t, event.durationSeconds),
          event.outcome,
        ),
      };
    case 'task-skipped':
      return {
        what: t('{by} skipped the task {task}', { by, task: step }),
        quote: joined(event.label ?? event.reason, event.note),
      };
    case 'replied':
      return {
        what: event.step === undefined ? t('The lead replied') : t('The lead replied to {step}', { step }),
      };
    case 'auto-replied':
      return {
        what:
          event.held === false
            ? t('An automatic answer: away until {until}. The open task stays.', { until: when(event.until) })
            : t('An automatic answer: away until {until}. The sequence waits until then.', {
                until: when(event.until),
              }),
      };
    case 'paused':
      return {
        what:
          event.until === undefined
            ? t('The sequence was paused until somebody resumes it')
            : t('The sequence was paused until {until}', { until: when(event.until) }),
        because: event.because,
      };
    case 'resumed':
      return { what: t('The sequence was resumed'), because: event.because };
    case 'pinned':
      return { what: t('{by} decided that the enrolment keeps its version', { by }) };
    case 'unpinned':
      return { what: t('{by} decided that the enrolment follows the present version again', { by }) };
    case 'stopped':
      return { what: t('The sequence was stopped'), because: event.because };
    case 'moved':
      return {
        what: t('The lead was moved to the sequence {to}', { to: names.sequence(event.to) }),
        because: event.because,
      };
    case 'finished':
      return { what: t('The sequence is finished'), because: event.because };
    case 'custom-task-completed':
      return {
        what: t('{by} completed the task {task}', { by, task: t('“{name}”', { name: event.name }) }),
        quote: joined(
          event.durationSeconds === undefined ? undefined : lengthWords(t, event.durationSeconds),
          event.outcome,
        ),
      };
    case 'custom-task-skipped':
      return {
        what: t('{by} skipped the task {task}', { by, task: t('“{name}”', { name: event.name }) }),
        quote: joined(event.label ?? event.reason, event.note),
      };
  }
}
