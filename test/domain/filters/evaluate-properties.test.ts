import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { describeTrace } from '#shared/domain/filters/describe-filter.ts';
import { evaluate, type TraceNode } from '#shared/domain/filters/evaluate.ts';
import { membersOf, type Filter } from '#shared/domain/filters/filter.ts';
import { readFilter } from '#shared/domain/filters/validate-filter.ts';
import { epochMs, fromEpochMs } from '#shared/domain/time/instants.ts';
import { everyKind, facts, filters, instants } from '#test/support/filters.ts';

const known = {
  recordFields: everyKind,
  users: new Set(['anne', 'ben']),
  sequences: new Set(['autumn']),
  recordTypes: new Set(['offer', 'order']),
};

describe('Filters', () => {
  test('E1: until the instant at which a filter changes its answer is the same, and then it is the other', () => {
    fc.assert(
      fc.property(filters, facts, fc.array(instants, { maxLength: 20 }), (filter, known, others) => {
        const { matches, changesAt } = evaluate(filter, known);
        const later = others.filter((at) => at >= known.now && (changesAt === undefined || at < changesAt));
        if (changesAt !== undefined) {
          assert.ok(changesAt > known.now);
          later.push(fromEpochMs(epochMs(changesAt) - 1));
          assert.equal(evaluate(filter, { ...known, now: changesAt }).matches, !matches);
        }
        for (const now of later) assert.equal(evaluate(filter, { ...known, now }).matches, matches);
        // The same instant is named from wherever one looks.
        for (const now of later) assert.equal(evaluate(filter, { ...known, now }).changesAt, changesAt);
      }),
      { numRuns: 3_000 },
    );
  });

  test('E1: none of a filter holds exactly when the filter does not, and changes with it', () => {
    fc.assert(
      fc.property(filters, facts, (filter, known) => {
        const plain = evaluate(filter, known);
        const negated = evaluate({ none: [filter] }, known);
        assert.equal(negated.matches, !plain.matches);
        assert.equal(negated.changesAt, plain.changesAt);
      }),
      { numRuns: 1_000 },
    );
  });

  test('E1: the order of conditions does not matter', () => {
    fc.assert(
      fc.property(filters, facts, (filter, known) => {
        const [one, other] = [evaluate(filter, known), evaluate(reversed(filter), known)];
        assert.equal(other.matches, one.matches);
        assert.equal(other.changesAt, one.changesAt);
      }),
      { numRuns: 1_000 },
    );
  });

  test('F2: the trace has every part, each held as its own parts say, and can be told in words', () => {
    fc.assert(
      fc.property(filters, facts, (filter, known) => {
        const { trace, matches } = evaluate(filter, known);
        assert.equal(trace.held, matches);
        assertSound(trace, filter);
        const lines = describeTrace(trace, known);
        assert.ok(lines.every(({ words }) => words.length > 0 && !words.includes('undefined')));
      }),
      { numRuns: 1_000 },
    );
  });

  test('E1: whatever a filter holds and whatever is known, evaluating never throws', () => {
    const anything = fc.anything({ maxDepth: 2 });
    const odd = fc.record({
      field: fc.oneof(
        fc.string(),
        fc.constantFrom('record.', 'record.__proto__', 'lead.fields.', 'sequence.'),
      ),
      is: fc.oneof(fc.string(), fc.constantFrom('is', 'between', 'more-than-days-after', 'constructor')),
      value: anything,
      unit: anything,
    });
    fc.assert(
      fc.property(fc.oneof(odd, fc.record({ any: fc.array(odd) })), facts, (filter, known) => {
        assert.equal(typeof evaluate(filter as Filter, known).matches, 'boolean');
      }),
      { numRuns: 2_000 },
    );
  });

  test('E1: whatever is written as a filter is read as one, or refused with a path for each problem', () => {
    const written = fc.oneof(filters, fc.anything({ maxDepth: 6 }));
    fc.assert(
      fc.property(written, facts, (input, facts) => {
        const read = readFilter(input, known);
        if (read.kind === 'filter') assert.equal(typeof evaluate(read.filter, facts).matches, 'boolean');
        else assert.ok(read.problems.length > 0);
      }),
      { numRuns: 2_000 },
    );
  });
});

function reversed(filter: Filter): Filter {
  if ('field' in filter) return filter;
  const { joint, parts } = membersOf(filter);
  return { [joint]: parts.map(reversed).toReversed() } as Filter;
}

function assertSound(trace: TraceNode, filter: Filter): void {
  if (trace.kind === 'condition') {
    assert.deepEqual(trace.condition, filter);
    return;
  }
  assert.ok(!('field' in filter));
  const { joint, parts } = membersOf(filter);
  assert.equal(trace.kind, joint);
  assert.equal(trace.nodes.length, parts.length);
  const holding = trace.nodes.filter(({ held }) => held).length;
  const expected = { all: holding === parts.length, any: holding > 0, none: holding === 0 }[joint];
  assert.equal(trace.held, expected);
  trace.nodes.forEach((node, index) => assertSound(node, parts[index] as Filter));
}
