import type { Instant, LocalDate, Zone } from '../kernel/instant.ts';
import { justAfter, plusSpan, startOfDayAfter, type Span } from '../time/spans.ts';
import { isInstant } from '../time/instants.ts';
import { localDate } from '../time/zones.ts';
import { lastFollowUp } from './engagement.ts';
import { asDate, asInstant } from './field-values.ts';
import type { Condition } from './filter.ts';
import type { FilterFacts } from './filter-facts.ts';
import type { OperatorOf } from './operator.ts';
import { constant, during, from, type Timeline } from './timeline.ts';

/** How a day and a moment are seen alike. */
type Calendar<Seen> = {
  /** When it begins: itself, or the start of the day. */
  start: (seen: Seen, zone: Zone) => Instant | undefined;
  /** When it is over: just after itself, or the start of the next day. */
  end: (seen: Seen, zone: Zone) => Instant | undefined;
  /** So much later, earlier when negative: of a day by days on the calendar, else counted from its start. */
  later: (seen: Seen, span: Span, zone: Zone) => Instant | undefined;
  /** The day that it is, or is on. */
  day: (seen: Seen, zone: Zone) => LocalDate;
};

const ofMoments: Calendar<Instant> = {
  start: (at) => at,
  end: (at) => justAfter(at),
  later: plusSpan,
  day: localDate,
};

const ofDays: Calendar<LocalDate> = {
  start: (date, zone) => startOfDayAfter(date, 0, zone),
  end: (date, zone) => startOfDayAfter(date, 1, zone),
  later(date, span, zone) {
    if (span.unit === 'days') return startOfDayAfter(date, span.amount, zone);
    const start = startOfDayAfter(date, 0, zone);
    return start === undefined ? undefined : plusSpan(start, span, zone);
  },
  day: (date) => date,
};

/** When a day or a moment that a field holds begins; undefined: it holds neither. */
export function startOf(seen: unknown, zone: Zone): Instant | undefined {
  const date = asDate(seen);
  if (date !== undefined) return ofDays.start(date, zone);
  return typeof seen === 'number' && isInstant(seen) ? seen : undefined;
}

/** From when to when a value of a condition is, the end not included: a moment, or a whole day of the zone. */
function bounds(value: unknown, zone: Zone): { start: Instant; end: Instant } | undefined {
  const date = asDate(value);
  const at = asInstant(value);
  const [start, end] =
    date !== undefined
      ? [ofDays.start(date, zone), ofDays.end(date, zone)]
      : [at, at === undefined ? undefined : justAfter(at)];
  return start === undefined || end === undefined ? undefined : { start, end };
}

/** The number that a condition gives, with its unit; undefined: it gives none. */
function spanOf({ value, unit = 'days' }: Condition): Span | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
    ? { amount: value, unit }
    : undefined;
}

type Holds<Seen> = (seen: Seen, facts: FilterFacts, condition: Condition) => Timeline;

function operatorsOf<Seen>(calendar: Calendar<Seen>) {
  const of =
    (holds: Holds<Seen>, unset = false): OperatorOf<Seen>['holds'] =>
    (seen, condition, facts) =>
      seen === undefined ? constant(unset) : holds(seen, facts, condition);

  /** Compared with a day or a moment that the condition names. */
  const named = (test: (seen: Instant, value: { start: Instant; end: Instant }) => boolean, unset = false) =>
    of((seen, { zone }, { value }) => {
      const wanted = bounds(value, zone);
      const start = calendar.start(seen, zone);
      return constant(wanted === undefined || start === undefined ? unset : test(start, wanted));
    }, unset);

  /** Compared with now, by a number of days or another unit. */
  const counted = (holds: (seen: Seen, facts: FilterFacts, span: Span) => Timeline) =>
    of((seen, facts, condition) => {
      const span = spanOf(condition);
      return span === undefined ? constant(false) : holds(seen, facts, span);
    });

  return {
    is: {
      takes: 'day',
      label: 'is on',
      holds: named((seen, { start, end }) => seen >= start && seen < end),
    },
    'is-not': {
      takes: 'day',
      label: 'is not on',
      holds: named((seen, { start, end }) => seen < start || seen >= end, true),
    },
    before: { takes: 'one', label: 'is before', holds: named((seen, { start }) => seen < start) },
    after: { takes: 'one', label: 'is after', holds: named((seen, { end }) => seen >= end) },
    between: {
      takes: 'pair',
      label: 'is between',
      holds: of((seen, { zone }, { value }) => {
        const [low, high] = Array.isArray(value) ? value : [];
        const [first, last] = [bounds(low, zone), bounds(high, zone)];
        const start = calendar.start(seen, zone);
        if (first === undefined || last === undefined || start === undefined) return constant(false);
        return constant(start >= first.start && start < last.end);
      }),
    },
    today: {
      takes: 'nothing',
      label: 'is today',
      holds: of((seen, { now, zone }) => {
        const date = calendar.day(seen, zone);
        return during(ofDays.start(date, zone), ofDays.end(date, zone), now);
      }),
    },
    'in-the-past': {
      takes: 'nothing',
      label: 'is past',
      holds: of((seen, { now, zone }) => from(calendar.end(seen, zone), now)),
    },
    'in-the-future': {
      takes: 'nothing',
      label: 'is to come',
      holds: of((seen, { now, zone }) => during(undefined, calendar.start(seen, zone), now)),
    },
    'more-than-days-after': {
      takes: 'span',
      label: 'lies back',
      then: 'or more',
      holds: counted((seen, { now, zone }, span) => from(calendar.later(seen, span, zone), now)),
    },
    'less-than-days-after': {
      takes: 'span',
      label: 'lies back less than',
      holds: counted((seen, { now, zone }, span) => {
        const start = calendar.start(seen, zone);
        return start === undefined ? constant(false) : during(start, calendar.later(seen, span, zone), now);
      }),
    },
    'within-the-next-days': {
      takes: 'span',
      label: 'comes within the next',
      holds: counted((seen, { now, zone }, { amount, unit }) =>
        during(calendar.later(seen, { amount: -amount, unit }, zone), calendar.end(seen, zone), now),
      ),
    },
    'nothing-done-since': {
      takes: 'nothing',
      label: 'has come, and nothing was done since',
      holds: of((seen, { now, zone, engagement }) => {
        const start = calendar.start(seen, zone);
        const last = lastFollowUp(engagement);
        if (start === undefined || (last !== undefined && last > start)) return constant(false);
        return from(start, now);
      }),
    },
    'no-record-since': {
      takes: 'record-type',
      label: 'has come, and since then the lead got no',
      holds: of((seen, { now, zone, latestRecords }, { value }) => {
        const start = calendar.start(seen, zone);
        const last = typeof value === 'string' ? latestRecords?.get(value) : undefined;
        if (start === undefined || (last !== undefined && last > start)) return constant(false);
        return from(start, now);
      }),
    },
  } as const satisfies Record<string, OperatorOf<Seen>>;
}

/** Of moments. */
export const operatorsOfMoments = operatorsOf(ofMoments);

/** Of days of the calendar. */
export const operatorsOfDays = operatorsOf(ofDays);
