import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { enrollmentCodec } from '#shared/contracts/stored/enrollment.ts';
import { epochMs, plusMinutes } from '#shared/domain/time/instants.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { WholePorts } from '#shared/use-cases/core/engine-ports.ts';
import { enrollByRules } from '#shared/use-cases/crm-rules/enroll-by-rules.ts';
import { lookByRules } from '#shared/use-cases/crm-rules/look-by-rules.ts';
import { deleteRule, letRuleGoOn, putRule, switchRule } from '#shared/use-cases/crm-rules/save-rule.ts';
import { assertNothingLost, dieAtEveryCall, diesIn } from '#test/support/deaths.ts';
import { withFaults } from '#test/support/memory/faults.ts';
import { memoryStore } from '#test/support/memory/memory-store.ts';
import {
  admin,
  arrives,
  enrolledLeads,
  french,
  goesOn,
  leadOf,
  lookOf,
  recordNamed,
  RULE,
  ruleOf,
  ruleWorld,
  start,
} from '#test/support/crm-rules.ts';
import { slowed } from '#test/support/slowed.ts';
import { ORGANISATION as organisation, type World } from '#test/support/world.ts';

const records = [1, 2, 3].map((n) => recordNamed(n, { modifiedAt: start }));
const [first, second, third] = records as [(typeof records)[0], (typeof records)[0], (typeof records)[0]];
const soon = plusMinutes(start, 5);

const countOf = async (w: World) => (await ruleOf(w)).lately?.reduce((sum, { count }) => sum + count, 0) ?? 0;

describe('A13, F3, F4: a worker of CRM rules that dies enrolls nobody twice and loses nobody', () => {
  test('A13: at a record that matches, whose change comes again', async () => {
    await dieAtEveryCall({
      before: () => ruleWorld(),
      ports: (w): WholePorts => w.ports,
      work: (_, ports) => arrives(ports, first, start),
      after: async (w, where) => {
        await arrives(w.ports, first, soon, { isNew: false });
        await goesOn(w.ports, soon);
        assert.deepEqual(await enrolledLeads(w), [leadOf(first).id], where);
        assert.equal((await lookOf(w, first))?.outcome, 'enrolled', where);
        assert.deepEqual([(await ruleOf(w)).admitted, await countOf(w)], [[], 1], where);
        await assertNothingLost(w, where);
      },
    });
  });

  test('A13: at a record that matches, where the next run goes on without it', async () => {
    await dieAtEveryCall({
      before: () => ruleWorld(),
      ports: (w): WholePorts => w.ports,
      work: (_, ports) => arrives(ports, first, start),
      after: async (w, where) => {
        await goesOn(w.ports, soon);
        const look = await lookOf(w, first);
        const { admitted = [], lately = [] } = await ruleOf(w);
        assert.deepEqual(admitted, [], where);
        assert.equal((await enrolledLeads(w)).length, look?.outcome === 'enrolled' ? 1 : 0, where);
        if (lately.length > 0) assert.equal(look?.outcome, 'enrolled', `${where}: it was let through`);
      },
    });
  });

  test('A13: at a record that has to wait, and at letting it go on', async () => {
    const asked = async () => {
      const w = await ruleWorld({ asksAbove: 1 });
      await arrives(w.ports, first, start);
      return w;
    };
    await dieAtEveryCall({
      before: asked,
      ports: (w): WholePorts => w.ports,
      work: async (_, ports) => {
        await arrives(ports, second, start);
        await letRuleGoOn(ports, { caller: admin, id: RULE });
        await goesOn(ports, start);
      },
      after: async (w, where) => {
        await arrives(w.ports, second, soon, { isNew: false });
        const { asking } = await ruleOf(w);
        if (asking !== undefined) await letRuleGoOn(w.ports, { caller: admin, id: RULE });
        await goesOn(w.ports, soon);
        assert.equal((await enrolledLeads(w)).length, 2, where);
        assert.deepEqual([(await ruleOf(w)).admitted, (await ruleOf(w)).lettingGo], [[], undefined], where);
      },
    });
  });

  test('A13: and the rule is changed to another sequence before the record comes again', async () => {
    await dieAtEveryCall({
      before: async () => {
        const w = await ruleWorld();
        const spring = await w.ports.store.sequences.get(organisation, french.sequenceId);
        const version = await w.ports.store.versions.get(organisation, `${french.sequenceId}.1`);
        assert.ok(spring && version);
        await w.ports.store.sequences.put({ ...spring, id: 'autumn' }, 'absent');
        await w.ports.store.versions.put({ ...version, sequenceId: 'autumn' }, 'absent');
        return w;
      },
      ports: (w): WholePorts => w.ports,
      work: (_, ports) => arrives(ports, first, start),
      after: async (w, where) => {
        const input = { ...french, sequenceId: 'autumn' };
        await putRule(w.ports, { caller: admin, id: RULE, input, expected: 'present', now: start });
        await arrives(w.ports, first, soon, { isNew: false });
        await goesOn(w.ports, soon);
        assert.equal((await enrolledLeads(w)).length, 1, where);
      },
    });
  });

  test('A13: and the record is deleted before it comes again: what was done is noted, nothing more is done', async () => {
    await dieAtEveryCall({
      before: () => ruleWorld(),
      ports: (w): WholePorts => w.ports,
      work: (_, ports) => arrives(ports, first, start),
      after: async (w, where) => {
        const before = await enrolledLeads(w);
        await arrives(w.ports, { ...first, deleted: true, modifiedAt: soon }, soon);
        await goesOn(w.ports, soon);
        assert.deepEqual(await enrolledLeads(w), before, where);
        const outcome = (await lookOf(w, first))?.outcome;
        assert.equal(outcome, before.length > 0 ? 'enrolled' : outcome && 'refused', where);
        assert.deepEqual((await ruleOf(w)).admitted ?? [], [], where);
      },
    });
  });

  test('A13: at deleting a rule: what it noted goes with it, and one made anew is another', async () => {
    await dieAtEveryCall({
      before: async () => {
        const w = await ruleWorld({ asksAbove: 1 });
        for (const one of records) await arrives(w.ports, one, start);
        return w;
      },
      ports: (w): WholePorts => w.ports,
      work: (_, ports) => deleteRule(ports, { caller: admin, id: RULE, expected: 'present', now: soon }),
      after: async (w, where) => {
        await deleteRule(w.ports, { caller: admin, id: RULE, expected: 'present', now: soon });
        await goesOn(w.ports, soon);
        const { items } = await w.ports.store.ruleLooks.list(organisation, { limit: 10, group: RULE });
        assert.deepEqual(
          [items, await w.ports.store.crmRules.get(organisation, RULE)],
          [[], undefined],
          where,
        );
        assert.deepEqual(await enrolledLeads(w), [leadOf(first).id], where);
        const put = { caller: admin, id: RULE, expected: 'absent' as const, now: soon };
        assert.equal((await putRule(w.ports, { ...put, input: french })).kind, 'saved', where);
        await switchRule(w.ports, { caller: admin, id: RULE, active: true, now: soon });
        await goesOn(w.ports, soon);
        assert.deepEqual(await enrolledLeads(w), [leadOf(first).id], where);
      },
    });
  });

  test('A13: what a dead worker let through is counted when it is enrolled, so that an hour never holds more', async () => {
    await dieAtEveryCall({
      before: () => ruleWorld(),
      ports: (w): WholePorts => w.ports,
      work: (_, ports) => arrives(ports, first, start),
      after: async (w, where) => {
        const next = plusMinutes(start, 70);
        for (const one of [second, third]) await arrives(w.ports, { ...one, modifiedAt: next }, next);
        await goesOn(w.ports, next);
        await arrives(w.ports, first, next, { isNew: false });
        const inHour = (await w.enrollments()).filter(({ enrolledAt }) => enrolledAt === next);
        assert.ok(inHour.length <= 2, `${where}: ${inHour.length}`);
        if ((await ruleOf(w)).asking !== undefined) await letRuleGoOn(w.ports, { caller: admin, id: RULE });
        await goesOn(w.ports, next);
        assert.equal((await enrolledLeads(w)).length, 3, where);
      },
    });
  });
});

/** How many turns each call of a worker waits. */
const jitter = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 12 });

describe('A13, F3: two workers at one record', () => {
  test('A13: the one that comes second neither counts it nor enrolls it again, though the rule was changed meanwhile', async () => {
    const w = await ruleWorld();
    const spring = await w.ports.store.sequences.get(organisation, french.sequenceId);
    const version = await w.ports.store.versions.get(organisation, `${french.sequenceId}.1`);
    assert.ok(spring && version);
    await w.ports.store.sequences.put({ ...spring, id: 'autumn' }, 'absent');
    await w.ports.store.versions.put({ ...version, sequenceId: 'autumn' }, 'absent');
    const lead = leadOf(first);
    const of = {
      organisation,
      kind: 'salesforce',
      record: first,
      candidate: lead,
      isNew: true,
      now: start,
    } as const;
    const [one, other] = [await lookByRules(w.ports, of), await lookByRules(w.ports, of)];
    await w.ports.store.leads.put(lead, 'absent');
    await enrollByRules(w.ports, { organisation, looks: one.looks, lead, now: start });
    const input = { ...french, sequenceId: 'autumn' };
    await putRule(w.ports, { caller: admin, id: RULE, input, expected: 'present', now: start });
    await enrollByRules(w.ports, { organisation, looks: other.looks, lead, now: start });
    assert.deepEqual([await enrolledLeads(w), await countOf(w)], [[lead.id], 1]);
  });

  test('A13: whoever works at once, it is counted once', async () => {
    await fc.assert(
      fc.asyncProperty(jitter, async (turns) => {
        const w = await ruleWorld();
        await Promise.all([0, 1, 2].map((from) => arrives(slowed(w.ports, turns, from), first, start)));
        await goesOn(w.ports, start);
        assert.deepEqual([await enrolledLeads(w), await countOf(w)], [[leadOf(first).id], 1]);
        assert.deepEqual((await ruleOf(w)).admitted, []);
      }),
      { numRuns: 60 },
    );
  });
});

/** What happens in a random history. */
type Happening =
  /** Records change, at two workers at once, one of which may die. */
  | { kind: 'records'; of: { n: number; matches: boolean }[][]; jitter: number[]; death: number | undefined }
  | { kind: 'wait'; minutes: number }
  | { kind: 'go-on' }
  | { kind: 'go-on-amid'; jitter: number[] };

const someRecords = fc.array(
  fc.record({
    n: fc.integer({ min: 0, max: 11 }),
    matches: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('records' as const),
      of: fc.array(someRecords, { minLength: 1, maxLength: 2 }),
      jitter,
      death: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      minutes: fc.integer({ min: 1, max: 50 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'go-on' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('go-on-amid' as const), jitter }) },
);

const ASKS_ABOVE = 2;

test('A13, F3, F4: whatever dies and whoever works at once, each record is enrolled once at most, none is lost, and no hour holds more than asked', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 14 }), async (history) => {
      const life = await live(history);
      const { w, matched, enrolled, now } = life;

      const requests = (await w.enrollments()).map(({ request }) => request);
      assert.equal(new Set(requests).size, requests.length, 'nobody is enrolled twice for one record');
      for (const { at: from, segment } of enrolled) {
        const within = enrolled.filter(
          (one) => one.segment === segment && one.at >= from && epochMs(one.at) < epochMs(from) + 60 * 60_000,
        );
        assert.ok(within.length <= ASKS_ABOVE, `${within.length} within an hour, and nobody was asked`);
      }
      for (const n of matched) {
        const look = await lookOf(w, recordNamed(n, { modifiedAt: start }));
        assert.ok(
          look?.outcome === 'enrolled' || look?.outcome === 'waits',
          `${n} is lost: ${look?.outcome}`,
        );
      }
      for (let round = 0; round < 20; round += 1) {
        await letRuleGoOn(w.ports, { caller: admin, id: RULE });
        await goesOn(w.ports, now);
      }
      assert.equal((await enrolledLeads(w)).length, matched.size, 'all who waited are enrolled in the end');
      const { admitted = [], lettingGo, asking } = await ruleOf(w);
      assert.deepEqual(
        { admitted, lettingGo, asking },
        { admitted: [], lettingGo: undefined, asking: undefined },
      );
    }),
    { numRuns: 150 },
  );
});

/** Lives through a history; every run of the work comes to its end in the end, as the cursor of a CRM does not move on before. */
async function live(history: readonly Happening[]) {
  /** Enrolled without a person’s leave, each with how often a person had let the rule go on by then. */
  const enrolled: { at: Instant; segment: number }[] = [];
  let [now, segment] = [start, 0];
  const letGo = new Set<string>();
  const store = memoryStore(({ table, item, before }) => {
    if (table !== 'enrollments' || before !== undefined) return;
    const { leadId } = enrollmentCodec.decode(item);
    if (!letGo.has(leadId)) enrolled.push({ at: now, segment });
  });
  const w = await ruleWorld({ asksAbove: ASKS_ABOVE }, store);
  const matched = new Set<number>();

  const work = async (ports: WholePorts, some: { n: number; matches: boolean }[]) => {
    for (const { n, matches } of some) {
      await arrives(ports, recordNamed(n, { modifiedAt: now }), now, { country: matches ? 'FR' : 'DE' });
      if (matches) matched.add(n);
    }
    await goesOn(ports, now, 5);
  };
  const goOn = async () => {
    const { items } = await store.ruleLooks.list(organisation, { limit: 100, group: RULE });
    const waiting = items.filter(({ outcome, round }) => outcome === 'waits' && round !== undefined);
    for (const { leadId } of waiting) if (leadId !== undefined) letGo.add(leadId);
    if ((await letRuleGoOn(w.ports, { caller: admin, id: RULE })).kind === 'saved') segment += 1;
  };

  for (const one of history) {
    switch (one.kind) {
      case 'records': {
        const workers = one.of.map(async (some, index) => {
          const plan =
            index === 0 && one.death !== undefined
              ? ({ call: one.death, when: one.death % 2 === 0 ? 'after' : 'before' } as const)
              : undefined;
          const { ports } = withFaults<WholePorts>(slowed(w.ports, one.jitter, index), plan);
          if (await diesIn(work(ports, some))) await work(slowed(w.ports, one.jitter, index), some);
        });
        await Promise.all(workers);
        break;
      }
      case 'wait':
        now = plusMinutes(now, one.minutes);
        await goesOn(w.ports, now, 5);
        break;
      case 'go-on':
        await goOn();
        break;
      case 'go-on-amid':
        await goOn();
        await Promise.all([
          goesOn(slowed(w.ports, one.jitter, 0), now),
          goesOn(slowed(w.ports, one.jitter, 1), now),
        ]);
        break;
    }
  }
  return { w, matched, enrolled, now };
}
