import type { RecordField } from '#shared/domain/records/record-type.ts';
import fc from 'fast-check';
import { engagementInstants } from '#shared/domain/filters/engagement.ts';
import type { FieldType } from '#shared/domain/filters/field-values.ts';
import type { Condition, Filter, Operator } from '#shared/domain/filters/filter.ts';
import type { FilterFacts } from '#shared/domain/filters/filter-facts.ts';
import { operatorOf, operatorsOf } from '#shared/domain/filters/operators.ts';
import type { RecordValue } from '#shared/domain/records/record.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { dateOfDayNumber, dayNumber } from '#shared/domain/time/day-number.ts';
import { epochMs, fromEpochMs, textOf } from '#shared/domain/time/instants.ts';
import { spanUnits } from '#shared/domain/time/spans.ts';
import { aLead } from './recorded.ts';
import { at, day, zoneNamed } from './at.ts';

/** A type of record with a field of every kind. */
export const everyKind: RecordField[] = [
  { name: 'number', type: 'text' },
  { name: 'lines', type: 'number' },
  { name: 'amount', type: 'money' },
  { name: 'dueOn', type: 'date' },
  { name: 'sentAt', type: 'instant' },
  { name: 'status', type: 'choice', choices: ['draft', 'sent', 'paid'] },
  { name: 'express', type: 'yes-no' },
  { name: 'keeper', type: 'user' },
];

/** What conditions may ask about in tests, with the type of each. */
const fields: [string, FieldType][] = [
  ...everyKind.map(({ name, type }): [string, FieldType] => [`record.${name}`, type]),
  ['record.createdAt', 'instant'],
  ['lead.status', 'choice'],
  ['lead.firstName', 'text'],
  ['lead.createdAt', 'instant'],
  ['lead.fields.industry', 'text'],
  ['score', 'score'],
  ['sequence.autumn', 'sequence'],
  ...engagementInstants.map((name): [string, FieldType] => [name, 'instant']),
  ['lastFollowUpAt', 'instant'],
];

/** The time that everything of these tests is about: two changes of the clocks are in it. */
const middle = epochMs(at('2027-03-28T00:59:30.500Z'));
const days = 24 * 3_600_000;

/** Instants, many of them equal to each other or near a change of the clocks. */
export const instants: fc.Arbitrary<Instant> = fc
  .oneof(
    fc.integer({ min: -20, max: 20 }).map((n) => n * 3_600_000),
    fc.integer({ min: -40 * days, max: 40 * days }),
  )
  .map((ms) => fromEpochMs(middle + ms));
const dates = fc.integer({ min: -10, max: 10 }).map((n) => dateOfDayNumber(dayNumber(day('2027-03-28')) + n));
const texts = fc.constantFrom('A', ' a', 'Ab', 'b', 'élan', 'É', '');
const money = fc.record({
  amount: fc.integer({ min: 0, max: 4 }),
  currency: fc.constantFrom('EUR', 'CHF'),
});
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 });

/** A value as a field of the type is compared with. */
function valueOf(type: FieldType): fc.Arbitrary<unknown> {
  switch (type) {
    case 'text':
      return texts;
    case 'choice':
      return fc.constantFrom('draft', 'sent', 'paid', 'lead', 'contact');
    case 'user':
      return fc.constantFrom('anne', 'ben');
    case 'number':
      return fc.integer({ min: 0, max: 4 });
    case 'score':
      return fc.oneof(fc.integer({ min: -3, max: 12 }), fc.double({ min: -1, max: 1, noNaN: true }));
    case 'money':
      return money;
    case 'date':
      return dates;
    case 'instant':
      return fc.oneof(dates, instants.map(textOf));
    case 'yes-no':
      return fc.boolean();
    case 'sequence':
      return fc.constant(undefined);
  }
}

function comparedWith(type: FieldType, is: Operator): fc.Arbitrary<Pick<Condition, 'value' | 'unit'>> {
  switch (operatorOf(type, is)?.takes) {
    case 'span':
      return fc.record({ value: fc.integer({ min: 1, max: 8 }), unit: maybe(fc.constantFrom(...spanUnits)) });
    case 'some':
      return fc.record({ value: fc.array(valueOf(type), { minLength: 1, maxLength: 3 }) }) as never;
    case 'pair':
      return fc.record({ value: fc.tuple(valueOf(type), valueOf(type)) }) as never;
    case 'day':
      return fc.record({ value: dates });
    case 'one':
      return fc.record({ value: valueOf(type) }) as never;
    case 'record-type':
      return fc.record({ value: fc.constantFrom('offer', 'order') });
    case 'nothing':
    case undefined:
      return fc.constant({});
  }
}

/** A condition that could be saved. */
const conditions: fc.Arbitrary<Condition> = fc
  .constantFrom(...fields)
  .chain(([field, type]) =>
    fc
      .constantFrom(...operatorsOf(type))
      .chain((is) => comparedWith(type, is).map((value) => ({ field, is, ...value }))),
  );

const { tree } = fc.letrec<{ tree: Filter }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { arbitrary: conditions, weight: 3 },
    { arbitrary: fc.record({ all: fc.array(tie('tree'), { maxLength: 4 }) }), weight: 1 },
    { arbitrary: fc.record({ any: fc.array(tie('tree'), { maxLength: 4 }) }), weight: 1 },
    { arbitrary: fc.record({ none: fc.array(tie('tree'), { maxLength: 4 }) }), weight: 1 },
  ),
}));

/** Filters that could be saved, but for empty groups. */
export const filters: fc.Arbitrary<Filter> = tree;

/** Those that are there. */
function given(values: Readonly<Record<string, RecordValue | undefined>>): Record<string, RecordValue> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** What is known of a lead and a record, with much of it missing. */
export const facts: fc.Arbitrary<FilterFacts> = fc.record({
  now: instants,
  zone: fc
    .constantFrom('Europe/Paris', 'UTC', 'America/Santiago', 'Australia/Lord_Howe', 'Africa/Cairo')
    .map(zoneNamed),
  lead: maybe(
    fc.record({ firstName: maybe(texts), createdAt: instants, industry: maybe(texts) }).map((lead) => ({
      ...aLead,
      firstName: lead.firstName,
      createdAt: lead.createdAt,
      fields: lead.industry === undefined ? {} : { industry: lead.industry },
    })),
  ),
  record: maybe(
    fc
      .record({
        number: maybe(texts),
        lines: maybe(fc.integer({ min: 0, max: 4 })),
        amount: maybe(money),
        dueOn: maybe(dates),
        sentAt: maybe(instants.map(textOf)),
        status: maybe(fc.constantFrom('draft', 'sent', 'paid')),
        express: maybe(fc.boolean()),
        keeper: maybe(fc.constantFrom('anne', 'ben')),
      })
      .chain((values) => instants.map((createdAt) => ({ values, createdAt })))
      .map(({ values, createdAt }) => ({
        id: 'invoice.1',
        typeId: 'invoice',
        sourceId: '1',
        ownerId: 'anne',
        createdAt,
        changedAt: createdAt,
        values: given(values),
        fields: everyKind,
      })),
  ),
  score: maybe(
    fc.record({
      value: fc.oneof(fc.integer({ min: -5, max: 20 }), fc.double({ min: -2, max: 20, noNaN: true })),
      at: instants,
      halfLifeDays: fc.constantFrom(null, 1, 7, 30),
    }),
  ),
  engagement: maybe(
    fc.record({
      lastMailAt: maybe(instants),
      lastSmsAt: maybe(instants),
      lastCallAt: maybe(instants),
      lastReplyAt: maybe(instants),
      lastTaskDoneAt: maybe(instants),
    }),
  ),
  enrollments: maybe(
    fc.array(
      fc.record({
        sequenceId: fc.constantFrom('autumn', 'spring'),
        status: fc.constantFrom(
          'scheduled' as const,
          'paused' as const,
          'stopped' as const,
          'finished' as const,
        ),
      }),
      { maxLength: 3 },
    ),
  ),
  latestRecords: maybe(
    fc
      .record({ offer: maybe(instants), order: maybe(instants) })
      .map(
        (latest) =>
          new Map(
            Object.entries(latest).flatMap(([type, made]): [string, Instant][] =>
              made === undefined ? [] : [[type, made]],
            ),
          ),
      ),
  ),
});
