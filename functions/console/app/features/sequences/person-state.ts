import type { ItemOf } from '../../api/operations.ts';
import { dayText } from '../../i18n/format.ts';
import { msg, type Message, type Say } from '../../i18n/i18n.ts';
import type { Tone } from '../../ui/notice.tsx';
import { becauseWords } from '../../why/because-words.ts';
import type { Names } from '../../why/told.ts';

export type Person = ItemOf<'GET /v1/sequences/{id}/people/list'>;
export type State = Person['status'];

type Named = {
  label: Message;
  tone: Tone;
  /** How many stand so, in the name of whom: a sentence without its end. */
  count: Message;
};

/** The states of people in a sequence, in words. */
export const states: Record<State, Named> = {
  backlogged: {
    label: msg('Waits for room in the day'),
    tone: 'warn',
    count: msg(
      '{count, plural, one {# lead waits for room in the day of {name}} other {# leads wait for room in the day of {name}}}',
    ),
  },
  scheduled: {
    label: msg('Planned'),
    tone: 'accent',
    count: msg(
      '{count, plural, one {# lead has its next step planned, by {name}} other {# leads have their next step planned, by {name}}}',
    ),
  },
  waiting: {
    label: msg('Waits for a task'),
    tone: 'accent',
    count: msg(
      '{count, plural, one {# lead waits for a task of {name}} other {# leads wait for a task of {name}}}',
    ),
  },
  paused: {
    label: msg('Paused'),
    tone: 'warn',
    count: msg('{count, plural, one {# lead of {name} is paused} other {# leads of {name} are paused}}'),
  },
  sending: {
    label: msg('Being sent'),
    tone: 'accent',
    count: msg(
      '{count, plural, one {# lead is just being written to by {name}} other {# leads are just being written to by {name}}}',
    ),
  },
  unknown: {
    label: msg('Outcome unknown'),
    tone: 'bad',
    count: msg(
      '{count, plural, one {For # lead of {name} it is not known whether the message went out} other {For # leads of {name} it is not known whether the message went out}}',
    ),
  },
  stopped: {
    label: msg('Stopped'),
    tone: 'plain',
    count: msg('{count, plural, one {# lead of {name} is stopped} other {# leads of {name} are stopped}}'),
  },
  finished: {
    label: msg('Finished'),
    tone: 'good',
    count: msg('{count, plural, one {# lead of {name} is finished} other {# leads of {name} are finished}}'),
  },
};
export const stateNames = Object.keys(states) as State[];

/** Until when, or on which day; undefined: no day is known. */
export function untilWords(
  t: Say,
  { status, until }: { status: State; until?: string | undefined },
): string | undefined {
  if (until === undefined) return undefined;
  const day = dayText(until);
  return status === 'scheduled' || status === 'waiting' ? t('on {day}', { day }) : t('until {day}', { day });
}

/** Why people stand so, in words; undefined: nothing was decided about them. */
export const whyWords = (t: Say, { because }: Pick<Person, 'because'>, names: Names): string | undefined =>
  because === undefined ? undefined : becauseWords(t, because, names);
