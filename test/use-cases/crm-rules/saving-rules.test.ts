import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mostCrmRules } from '#shared/domain/crm/crm-rule.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { dryRunRule } from '#shared/use-cases/crm-rules/dry-run-rule.ts';
import { showRule, listLooks, listRules } from '#shared/use-cases/crm-rules/read-rules.ts';
import type { RuleInput } from '#shared/use-cases/crm-rules/rule-problems.ts';
import { deleteRule, putRule, switchRule } from '#shared/use-cases/crm-rules/save-rule.ts';
import {
  admin,
  arrives,
  enrolledLeads,
  french,
  leadOf,
  recordNamed,
  RULE,
  ruleOf,
  ruleWorld,
  start,
} from '#test/support/crm-rules.ts';
import { ORGANISATION as organisation, SENDER, type World } from '#test/support/world.ts';

const put = (w: World, input: Partial<RuleInput>, id = 'new', expected: 'absent' | 'present' = 'absent') =>
  putRule(w.ports, { caller: admin, id, input: { ...french, ...input }, expected, now: start });

async function problemsOf(w: World, input: Partial<RuleInput>): Promise<string[]> {
  const outcome = await put(w, input);
  assert.ok(outcome.kind === 'invalid', JSON.stringify(outcome));
  return outcome.problems.map(({ path, message }) => `${path[0]}: ${message}`);
}

/** The sequence of the world, under another id and with other properties. */
async function sequenceLike(w: World, id: string, of: object): Promise<void> {
  const spring = await w.ports.store.sequences.get(organisation, french.sequenceId);
  assert.ok(spring);
  await w.ports.store.sequences.put({ ...spring, id, ...of }, 'absent');
}

describe('A13, B1: what keeps a CRM rule from being saved', () => {
  test('A13, B1: its CRM is not connected, or connected and not mapped: the refusal says which', async () => {
    const w = await ruleWorld();
    const { store } = w.ports;
    await store.mappings.remove(organisation, 'salesforce');
    assert.deepEqual(await problemsOf(w, {}), [
      'kind: Salesforce is connected, but its fields are not mapped: map them first.',
    ]);
    await store.connections.remove(organisation, 'salesforce');
    assert.deepEqual(await problemsOf(w, {}), [
      'kind: Salesforce is not connected: a super admin connects it first.',
    ]);
  });

  test('A13: the mapping takes in nothing of what it is about', async () => {
    const w = await ruleWorld();
    assert.match((await problemsOf(w, { object: 'contact' })).join(), /takes in no field of a contact/);
  });

  test('A13: its CRM has no such people', async () => {
    const w = await ruleWorld();
    const problems = (await problemsOf(w, { kind: 'hubspot', object: 'lead' })).join('\n');
    assert.match(problems, /object: HubSpot has no leads/);
    assert.match((await problemsOf(w, { object: 'account' })).join('\n'), /no accounts that are people/);
  });

  test('A13: its sequence is a draft, gone, an automation or a feedback sequence', async () => {
    const w = await ruleWorld();
    await sequenceLike(w, 'draft', { currentVersion: 0 });
    await sequenceLike(w, 'gone', { status: 'deleted' });
    await sequenceLike(w, 'auto', { kind: 'automation' });
    await sequenceLike(w, 'asks', { kind: 'feedback' });
    for (const [sequenceId, words] of [
      ['draft', /is a draft: publish it first/],
      ['gone', /There is no sequence/],
      ['none', /There is no sequence/],
      ['auto', /is an automation/],
      ['asks', /is a feedback sequence/],
    ] as const)
      assert.match((await problemsOf(w, { sequenceId })).join(), words);
  });

  test('A13, E1: its conditions are none, each told by its path', async () => {
    const w = await ruleWorld();
    const filter = {
      all: [
        { field: 'lead.country', is: 'is-after', value: 'FR' },
        { field: 'record.sentAt', is: 'is-set' },
      ],
    };
    const outcome = await put(w, { filter });
    assert.deepEqual(outcome.kind === 'invalid' && outcome.problems.map(({ path }) => path.join('.')), [
      'filter.all.0.is',
      'filter.all.1.field',
    ]);
  });

  test('A13: it is another CRM’s than it was', async () => {
    const w = await ruleWorld();
    const { store } = w.ports;
    const mapping = await store.mappings.get(organisation, 'salesforce');
    assert.ok(mapping);
    const field = {
      object: 'contact',
      ours: 'email',
      theirs: 'Email',
      direction: 'in',
      wins: 'theirs',
    } as const;
    await store.mappings.put({ ...mapping, revision: 2, fields: [...mapping.fields, field] }, 1);
    const outcome = await put(w, { object: 'contact' }, RULE, 'present');
    assert.match(JSON.stringify(outcome), /stay as they are: make another rule/);
  });

  test('A13: the organisation has as many as it may', async () => {
    const w = await ruleWorld();
    for (let n = 1; n < mostCrmRules; n += 1) assert.equal((await put(w, {}, `r${n}`)).kind, 'saved');
    assert.equal((await put(w, {})).kind, 'conflict');
    assert.equal((await put(w, {}, 'r1', 'present')).kind, 'saved');
  });

  test('A13: what would keep it from being saved keeps it from acting again, and is a warning meanwhile', async () => {
    const w = await ruleWorld();
    await switchRule(w.ports, { caller: admin, id: RULE, active: false, now: start });
    await w.ports.store.mappings.remove(organisation, 'salesforce');
    const outcome = await switchRule(w.ports, { caller: admin, id: RULE, active: true, now: start });
    assert.match(outcome.kind === 'conflict' ? outcome.detail : '', /not mapped/);
    assert.match((await showRule(w.ports, await ruleOf(w))).warnings.join(), /not mapped/);
  });
});

describe('A13: a rule as it is read', () => {
  test('A13: it says how many wait where it asks; a deleted one is not there', async () => {
    const w = await ruleWorld();
    for (const n of [1, 2, 3, 4]) await arrives(w.ports, recordNamed(n, { modifiedAt: start }), start);
    const [shown] = (await listRules(w.ports, { caller: admin, page: { limit: 10 } })).items;
    assert.deepEqual([shown?.active, shown?.waiting, shown?.asking?.since], [true, 2, start]);
    const looks = await listLooks(w.ports, { caller: admin, id: RULE, page: { limit: 10 } });
    assert.equal(looks.kind === 'page' && looks.page.items.length, 4);
    await deleteRule(w.ports, { caller: admin, id: RULE, expected: 'present', now: start });
    assert.deepEqual((await listRules(w.ports, { caller: admin, page: { limit: 10 } })).items, []);
    assert.equal(
      (await listLooks(w.ports, { caller: admin, id: RULE, page: { limit: 10 } })).kind,
      'not-found',
    );
  });
});

describe('B6: a dry run of a rule', () => {
  const candidate = (n: number, minutes: number, of: Parameters<typeof leadOf>[1] = {}) => {
    const record = recordNamed(n, { modifiedAt: plusMinutes(start, minutes) });
    return { record, candidate: leadOf(record, of) };
  };
  const rule = { ...french, filter: { field: 'lead.country', is: 'is', value: 'FR' } } as const;

  test('B6: it says of each record, the newest first, whether it would be enrolled, why and why not, and writes nothing', async () => {
    const w = await ruleWorld();
    const before = await ruleOf(w);
    const candidates = [
      candidate(4, 50),
      candidate(3, 40, { country: 'DE' }),
      candidate(2, 30, { ownerId: 'nobody' }),
      candidate(1, 20, { status: 'disqualified' }),
      { record: recordNamed(0, { modifiedAt: start }), candidate: undefined },
    ];
    const { matching, items } = await dryRunRule(w.ports, { organisation, rule, candidates, now: start });
    assert.equal(matching, 3);
    assert.deepEqual(
      items.map(({ theirId, outcome }) => [theirId, outcome]),
      [
        ['00Q4', 'enrolled'],
        ['00Q3', 'no-match'],
        ['00Q2', 'refused'],
        ['00Q1', 'refused'],
        ['00Q0', 'no-match'],
      ],
    );
    assert.match(items[1]?.words.join() ?? '', /no, it is “DE”/);
    assert.match(items[2]?.why ?? '', /no active user/);
    assert.deepEqual([await ruleOf(w), await enrolledLeads(w)], [before, []]);
  });

  test('B6: it asks where the records came so close that the rule would ask', async () => {
    const w = await ruleWorld();
    const run = async (minutes: number[]) => {
      const candidates = minutes.map((minute, n) => candidate(n, minute));
      const dry = await dryRunRule(w.ports, { organisation, rule, candidates, now: start });
      return dry.items.map(({ outcome }) => outcome);
    };
    assert.deepEqual(await run([0, 70, 140]), ['enrolled', 'enrolled', 'enrolled']);
    assert.deepEqual(await run([0, 10, 20, 300]), ['waits', 'waits', 'enrolled', 'enrolled']);
  });

  test('B6: a rule on created records is tried as if each had just been created; a hundred records at most', async () => {
    const w = await ruleWorld();
    const candidates = Array.from({ length: 120 }, (_, n) => candidate(n, 0));
    const dry = await dryRunRule(w.ports, {
      organisation,
      rule: { ...rule, on: 'created', asksAbove: 1_000 },
      candidates,
      now: start,
    });
    assert.deepEqual([dry.matching, dry.items.length], [100, 100]);
    assert.equal(candidates[0]?.candidate.ownerId, SENDER);
  });
});
