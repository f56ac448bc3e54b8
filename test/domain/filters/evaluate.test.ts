import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describeTrace } from '#shared/domain/filters/describe-filter.ts';
import { evaluate } from '#shared/domain/filters/evaluate.ts';
import type { Condition, Filter } from '#shared/domain/filters/filter.ts';
import type { FilterFacts } from '#shared/domain/filters/filter-facts.ts';
import type { RecordValues } from '#shared/domain/records/record.ts';
import { fromEpochMs, textOf } from '#shared/domain/time/instants.ts';
import { at, zoneNamed } from '#test/support/at.ts';
import { everyKind } from '#test/support/filters.ts';
import { aLead } from '#test/support/recorded.ts';

const paris = zoneNamed('Europe/Paris');
const now = at('2027-03-26T09:00:00Z');

const ofRecord = (values: RecordValues, more: Partial<FilterFacts> = {}): FilterFacts => ({
  now,
  zone: paris,
  record: {
    id: 'offer.1',
    typeId: 'offer',
    sourceId: '1',
    ownerId: 'anne',
    createdAt: now,
    changedAt: now,
    values,
    fields: everyKind,
  },
  ...more,
});

/** Whether it matches, and when that changes. */
function answer(filter: Filter, facts: FilterFacts): [boolean, string | undefined] {
  const { matches, changesAt } = evaluate(filter, facts);
  return [matches, changesAt === undefined ? undefined : textOf(changesAt)];
}

const sent = { sentAt: '2027-03-26T08:30:00.000Z' };
const days = (is: Condition['is'], value: number, field = 'record.sentAt'): Condition => ({
  field,
  is,
  value,
});

describe('Filters', () => {
  test('E1: days after an instant keep the wall clock over a change of the clocks', () => {
    // 09:30 in Paris, in winter time; summer time begins on 28 March.
    const facts = ofRecord(sent);
    assert.deepEqual(answer(days('more-than-days-after', 3), facts), [false, '2027-03-29T07:30:00.000Z']);
    assert.deepEqual(answer(days('less-than-days-after', 3), facts), [true, '2027-03-29T07:30:00.000Z']);
    const hours: Condition = { ...days('more-than-days-after', 72), unit: 'hours' };
    assert.deepEqual(answer(hours, facts), [false, '2027-03-29T08:30:00.000Z']);
    const then = { ...facts, now: at('2027-03-29T07:30:00Z') };
    assert.deepEqual(answer(days('more-than-days-after', 3), then), [true, undefined]);
  });

  test('E1: days after a day begin at midnight of the zone', () => {
    const facts = ofRecord({ dueOn: '2027-03-26' });
    const due = 'record.dueOn';
    assert.deepEqual(answer(days('more-than-days-after', 3, due), facts), [
      false,
      '2027-03-28T22:00:00.000Z',
    ]);
    assert.deepEqual(answer({ field: due, is: 'today' }, facts), [true, '2027-03-26T23:00:00.000Z']);
    assert.deepEqual(answer({ field: due, is: 'in-the-past' }, facts), [false, '2027-03-26T23:00:00.000Z']);
    assert.deepEqual(answer({ field: due, is: 'in-the-future' }, facts), [false, undefined]);
    // As long as the day itself.
    assert.deepEqual(answer(days('within-the-next-days', 2, due), facts), [true, '2027-03-26T23:00:00.000Z']);
    const ahead = ofRecord({ dueOn: '2027-03-30' });
    assert.deepEqual(answer(days('within-the-next-days', 2, due), ahead), [
      false,
      '2027-03-27T23:00:00.000Z',
    ]);
  });

  test('E1: nothing done since a moment holds from then on, until a mail, a text, a call or a task comes after it', () => {
    const since: Condition = { field: 'record.sentAt', is: 'nothing-done-since' };
    const earlier = at('2027-03-26T08:29:59Z');
    const later = at('2027-03-26T08:31:00Z');
    assert.deepEqual(answer(since, ofRecord(sent)), [true, undefined]);
    assert.deepEqual(answer(since, ofRecord(sent, { engagement: { lastMailAt: earlier } })), [
      true,
      undefined,
    ]);
    for (const name of ['lastMailAt', 'lastSmsAt', 'lastCallAt', 'lastTaskDoneAt']) {
      assert.deepEqual(
        answer(since, ofRecord(sent, { engagement: { [name]: later } })),
        [false, undefined],
        name,
      );
    }
    // The mail that it was sent with is not one after it.
    const atOnce = ofRecord(sent, { engagement: { lastMailAt: at(sent.sentAt) } });
    assert.deepEqual(answer(since, atOnce), [true, undefined]);
    // What the lead did is not done for it.
    assert.deepEqual(answer(since, ofRecord(sent, { engagement: { lastReplyAt: later } })), [
      true,
      undefined,
    ]);
    assert.deepEqual(answer(since, ofRecord({})), [false, undefined]);
    const toCome = ofRecord({ sentAt: '2027-03-26T10:00:00.000Z' });
    assert.deepEqual(answer(since, toCome), [false, '2027-03-26T10:00:00.000Z']);
  });

  test('E1: no record since a moment holds from then on, until the lead gets one of the type after it', () => {
    const none: Condition = { field: 'record.sentAt', is: 'no-record-since', value: 'order' };
    const made = (typeId: string, when: string) => ({ latestRecords: new Map([[typeId, at(when)]]) });
    assert.deepEqual(answer(none, ofRecord(sent)), [true, undefined]);
    assert.deepEqual(answer(none, ofRecord(sent, made('order', '2027-03-26T08:29:59Z'))), [true, undefined]);
    assert.deepEqual(answer(none, ofRecord(sent, made('invoice', '2027-03-26T08:31:00Z'))), [
      true,
      undefined,
    ]);
    const after = ofRecord(sent, made('order', '2027-03-26T08:31:00Z'));
    assert.deepEqual(answer(none, after), [false, undefined]);
    assert.deepEqual(answer(none, ofRecord({})), [false, undefined]);
    const toCome = ofRecord({ sentAt: '2027-03-26T10:00:00.000Z' });
    assert.deepEqual(answer(none, toCome), [false, '2027-03-26T10:00:00.000Z']);
    assert.deepEqual(
      describeTrace(evaluate(none, after).trace, after).map(({ words }) => words),
      [
        '“sentAt” of the record has come, and since then the lead got no “order”: no, it is 2027-03-26 09:30 (Europe/Paris), and one was made on 2027-03-26 09:31 (Europe/Paris).',
      ],
    );
  });

  test('E1: the instant of a change is that of the whole, not of the first part that changes', () => {
    const facts = ofRecord({ ...sent, status: 'draft' });
    const waiting = days('more-than-days-after', 3);
    const isSent: Condition = { field: 'record.status', is: 'is', value: 'sent' };
    // The one that fails for good decides.
    assert.deepEqual(answer({ all: [waiting, isSent] }, facts), [false, undefined]);
    assert.deepEqual(answer({ any: [waiting, isSent] }, facts), [false, '2027-03-29T07:30:00.000Z']);
    assert.deepEqual(answer({ none: [waiting, isSent] }, facts), [true, '2027-03-29T07:30:00.000Z']);
    const both = { all: [waiting, days('more-than-days-after', 5)] };
    assert.deepEqual(answer(both, facts), [false, '2027-03-31T07:30:00.000Z']);
    // What begins when the other ends never holds.
    const never = { all: [waiting, days('less-than-days-after', 3)] };
    assert.deepEqual(answer(never, facts), [false, undefined]);
    const window = { all: [waiting, days('less-than-days-after', 4)] };
    assert.deepEqual(answer(window, { ...facts, now: at('2027-03-29T07:30:00Z') }), [
      true,
      '2027-03-30T07:30:00.000Z',
    ]);
  });

  test('E1: a score changes an answer at the instant at which it has decayed to the bound', () => {
    const facts: FilterFacts = { now, zone: paris, score: { value: 20, at: now, halfLifeDays: 10 } };
    const [high, changesAt] = answer({ field: 'score', is: 'more-than', value: 10 }, facts);
    assert.equal(high, true);
    // It shows 10 from 10.005 on, a little before its half-life is over.
    assert.ok(changesAt?.startsWith('2027-04-05T08:'), changesAt);
    assert.deepEqual(answer({ field: 'score', is: 'at-least', value: 0 }, facts), [true, undefined]);
    // Small bounds, and what is below zero and rises.
    const low: FilterFacts = { ...facts, score: { value: 1, at: now, halfLifeDays: 1 } };
    const below: FilterFacts = { ...facts, score: { value: -1, at: now, halfLifeDays: 1 } };
    for (const [is, value, of] of [
      ['less-than', 0.5, low],
      ['less-than', 0.005, low],
      ['more-than', 0, low],
      ['between', [0.2, 0.6], low],
      ['more-than', -0.5, below],
      ['is', 0, below],
    ] as const) {
      const filter: Filter = { field: 'score', is, value: typeof value === 'number' ? value : [...value] };
      const { matches, changesAt: turns } = evaluate(filter, of);
      assert.ok(turns !== undefined, `${is} ${JSON.stringify(value)}`);
      const then = (later: number) => evaluate(filter, { ...of, now: fromEpochMs(turns + later) }).matches;
      assert.deepEqual([then(-1), then(0)], [matches, !matches], `${is} ${JSON.stringify(value)}`);
    }
    const lasting = { ...facts, score: { value: 20, at: now, halfLifeDays: null } };
    assert.deepEqual(answer({ field: 'score', is: 'more-than', value: 10 }, lasting), [true, undefined]);
    assert.deepEqual(answer({ field: 'score', is: 'less-than', value: 1 }, { now, zone: paris }), [
      true,
      undefined,
    ]);
  });

  test('E1: texts are compared without regard to case, choices exactly, amounts within their currency', () => {
    const facts = ofRecord({ number: 'ÉTÉ-27', status: 'sent', amount: { amount: 100, currency: 'EUR' } });
    const holds = (field: string, is: Condition['is'], value?: Condition['value']) =>
      evaluate({ field, is, value }, facts).matches;
    assert.equal(holds('record.number', 'is', ' été-27'), true);
    assert.equal(holds('record.number', 'starts-with', 'été'), true);
    assert.equal(holds('record.number', 'contains', 'É-2'), true);
    assert.equal(holds('record.number', 'does-not-contain', 'é-2'), false);
    assert.equal(holds('record.number', 'ends-with', '27'), true);
    assert.equal(holds('record.number', 'one-of', ['x', 'été-27']), true);
    assert.equal(holds('record.status', 'is', 'Sent'), false);
    assert.equal(holds('record.status', 'none-of', ['draft']), true);
    assert.equal(holds('record.amount', 'more-than', { amount: 99, currency: 'EUR' }), true);
    assert.equal(holds('record.amount', 'more-than', { amount: 99, currency: 'CHF' }), false);
    assert.equal(holds('record.lines', 'is-empty'), true);
    assert.equal(holds('record.lines', 'is-not', 3), true);
    assert.equal(holds('record.express', 'is', false), false);
  });

  test('E1: a filter asks whether a lead is in a sequence, has been through it, or never was in it', () => {
    const times = (...all: ['autumn' | 'spring', 'waiting' | 'stopped' | 'finished'][]): FilterFacts => ({
      now,
      zone: paris,
      enrollments: all.map(([sequenceId, status]) => ({ sequenceId, status })),
    });
    const holds = (is: Condition['is'], facts: FilterFacts) =>
      evaluate({ field: 'sequence.autumn', is }, facts).matches;
    assert.equal(holds('in-sequence', times(['autumn', 'finished'], ['autumn', 'waiting'])), true);
    assert.equal(holds('in-sequence', times(['spring', 'waiting'], ['autumn', 'stopped'])), false);
    assert.equal(holds('been-through-sequence', times(['autumn', 'stopped'])), false);
    assert.equal(holds('been-through-sequence', times(['autumn', 'finished'])), true);
    assert.equal(holds('never-in-sequence', times(['spring', 'finished'])), true);
    assert.equal(holds('never-in-sequence', times(['autumn', 'stopped'])), false);
  });

  test('F2: a trace tells each condition with what was seen, and from when on it is otherwise', () => {
    const facts = ofRecord({ ...sent, status: 'draft' }, { lead: aLead });
    const filter: Filter = {
      all: [
        { field: 'record.status', is: 'is', value: 'sent' },
        days('more-than-days-after', 3),
        { any: [{ field: 'lead.status', is: 'one-of', value: ['lead', 'contact'] }] },
      ],
    };
    const lines = describeTrace(evaluate(filter, facts).trace, facts);
    assert.deepEqual(
      lines.map(({ depth, words }) => `${'  '.repeat(depth)}${words}`),
      [
        'All of these hold: no.',
        '  “status” of the record is “sent”: no, it is “draft”.',
        '  “sentAt” of the record lies back 3 days or more: no, it is 2027-03-26 09:30 (Europe/Paris); it will be from 2027-03-29 09:30 (Europe/Paris) on.',
        '  One of these holds, or more: yes.',
        '    the status of the lead is one of “lead” and “contact”: yes, it is “lead”.',
      ],
    );
  });
});
