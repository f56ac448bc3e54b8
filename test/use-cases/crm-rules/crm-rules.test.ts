import { enrollmentId } from '#shared/domain/kernel/enrollment-id.ts';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusMinutes, plusSeconds } from '#shared/domain/time/instants.ts';
import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { letRuleGoOn, putRule, switchRule } from '#shared/use-cases/crm-rules/save-rule.ts';
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
import { ORGANISATION as organisation, SENDER, SEQUENCE } from '#test/support/world.ts';

const record = recordNamed(1, { modifiedAt: start });
const { id: leadId } = leadOf(record);
const later = plusMinutes(start, 5);

describe('A13: what a CRM rule makes of a record', () => {
  test('A13: a record that matches is imported and enrolled in the name of the lead’s owner, with why', async () => {
    const w = await ruleWorld();
    await arrives(w.ports, record, start);
    const [enrollment] = await w.enrollments();
    assert.deepEqual(
      [enrollment?.leadId, enrollment?.sequenceId, enrollment?.userId],
      [leadId, SEQUENCE, SENDER],
    );
    const [event] = enrollment?.events ?? [];
    assert.deepEqual(event?.type === 'enrolled' && event.because, { kind: 'crm-rule', rule: RULE });
    const look = await lookOf(w, record);
    assert.deepEqual([look?.outcome, look?.enrollmentId, look?.leadId], ['enrolled', enrollment?.id, leadId]);
    assert.match(look?.words.join('\n') ?? '', /the country of the lead is “FR”: yes/i);
    assert.deepEqual((await ruleOf(w)).admitted, []);
  });

  test('A13: a record that does not match is left, with why not, and is taken when it comes to match', async () => {
    const w = await ruleWorld();
    await arrives(w.ports, record, start, { country: 'DE' });
    const look = await lookOf(w, record);
    assert.equal(look?.outcome, 'no-match');
    assert.match(look.words.join('\n'), /no, it is “DE”/);
    assert.deepEqual(await w.ports.store.leads.get(organisation, leadId), undefined);
    await arrives(w.ports, { ...record, modifiedAt: later }, later, { isNew: false });
    assert.equal((await lookOf(w, record))?.outcome, 'enrolled');
  });

  test('A13: a rule takes each record once, also when its enrollment is over and it matches again', async () => {
    const w = await ruleWorld();
    await arrives(w.ports, record, start);
    await w.ports.store.enrollments.remove(organisation, enrollmentId(leadId, SEQUENCE, 1));
    await arrives(w.ports, { ...record, modifiedAt: later }, later, { isNew: false });
    assert.deepEqual(await enrolledLeads(w), []);
    assert.equal((await lookOf(w, record))?.outcome, 'enrolled');
  });

  test('A13: a rule on created records leaves those that come to match later, and those from before it', async () => {
    const w = await ruleWorld({ on: 'created' });
    await arrives(w.ports, record, start, { isNew: false });
    assert.match((await lookOf(w, record))?.why ?? '', /Only new records count/);
    const old = recordNamed(2, { createdAt: plusSeconds(start, -61), modifiedAt: later });
    await arrives(w.ports, old, later);
    assert.equal((await lookOf(w, old))?.outcome, 'no-match');
    const fresh = recordNamed(3, { createdAt: later, modifiedAt: later });
    await arrives(w.ports, fresh, later);
    assert.equal((await lookOf(w, fresh))?.outcome, 'enrolled');
  });

  test('A13: what was changed before the rule was activated does not count, nor does what comes while it rests', async () => {
    const w = await ruleWorld();
    await arrives(w.ports, recordNamed(1, { modifiedAt: plusSeconds(start, -61) }), start);
    assert.equal(await lookOf(w, record), undefined);
    await switchRule(w.ports, { caller: admin, id: RULE, active: false, now: start });
    await arrives(w.ports, record, start);
    assert.equal(await lookOf(w, record), undefined);
    assert.deepEqual(await enrolledLeads(w), []);
  });

  test('A13: a lead that is in the sequence already stays there as it is', async () => {
    const w = await ruleWorld({}, undefined, { leads: [leadOf(record)] });
    const by = SENDER;
    const of = { organisation, leadIds: [leadId], sequenceId: SEQUENCE, userId: SENDER, by, now: start };
    await enrollLeads(w.ports, of);
    await arrives(w.ports, record, start);
    const look = await lookOf(w, record);
    assert.deepEqual([look?.outcome, look?.why], ['enrolled', 'The lead was in the sequence already.']);
    assert.deepEqual(await enrolledLeads(w), [leadId]);
  });

  test('A13: whoever cannot be enrolled is refused with why, and asked again at the next change', async () => {
    const w = await ruleWorld({ on: 'created' });
    await arrives(w.ports, record, start, { ownerId: 'nobody' });
    const look = await lookOf(w, record);
    assert.deepEqual([look?.outcome, look?.why], ['refused', 'There is no user “nobody”.']);
    const lead = await w.ports.store.leads.get(organisation, leadId);
    assert.ok(lead);
    await w.ports.store.leads.put({ ...lead, revision: 2, ownerId: SENDER }, 1);
    await arrives(w.ports, { ...record, modifiedAt: later }, later, { isNew: false });
    assert.equal((await lookOf(w, record))?.outcome, 'enrolled');
  });

  test('A13: a disqualified lead is not enrolled', async () => {
    const w = await ruleWorld({}, undefined, { leads: [{ ...leadOf(record), status: 'disqualified' }] });
    await arrives(w.ports, record, start);
    assert.deepEqual(
      [(await lookOf(w, record))?.why, await enrolledLeads(w)],
      ['The lead is disqualified.', []],
    );
  });
});

describe('A13: a rule that would enroll more than it may within an hour asks', () => {
  const records = [1, 2, 3, 4, 5].map((n) => recordNamed(n, { modifiedAt: start }));
  const outcomes = async (w: Awaited<ReturnType<typeof ruleWorld>>) =>
    Promise.all(records.map(async (one) => (await lookOf(w, one))?.outcome));

  test('A13: beyond the number all wait, imported and not enrolled, until a person lets it go on', async () => {
    const w = await ruleWorld();
    for (const one of records) await arrives(w.ports, one, start);
    assert.deepEqual(await outcomes(w), ['enrolled', 'enrolled', 'waits', 'waits', 'waits']);
    assert.deepEqual((await ruleOf(w)).asking, { since: start, round: 1 });
    const leads = await w.ports.store.leads.getMany(
      organisation,
      records.map((one) => leadOf(one).id),
    );
    assert.equal(leads.length, 5);
    const next = plusMinutes(start, 180);
    await goesOn(w.ports, next);
    await arrives(w.ports, recordNamed(6, { modifiedAt: next }), next);
    assert.equal((await enrolledLeads(w)).length, 2);

    assert.equal((await letRuleGoOn(w.ports, { caller: admin, id: RULE })).kind, 'saved');
    assert.deepEqual(await goesOn(w.ports, next, 2), { done: 2, more: true });
    assert.equal((await enrolledLeads(w)).length, 4);
    await goesOn(w.ports, next);
    assert.equal((await enrolledLeads(w)).length, 6);
    const rule = await ruleOf(w);
    assert.deepEqual(
      [rule.asking, rule.lettingGo, rule.admitted, rule.lately],
      [undefined, undefined, [], []],
    );
  });

  test('A13: who was let go does not count: after that as many as ever are enrolled without asking', async () => {
    const w = await ruleWorld();
    for (const one of records.slice(0, 4)) await arrives(w.ports, one, start);
    await letRuleGoOn(w.ports, { caller: admin, id: RULE });
    await goesOn(w.ports, later);
    const more = [6, 7, 8].map((n) => recordNamed(n, { modifiedAt: later }));
    for (const one of more) await arrives(w.ports, one, later);
    const looks = await Promise.all(more.map(async (one) => (await lookOf(w, one))?.outcome));
    assert.deepEqual(looks, ['enrolled', 'enrolled', 'waits']);
    assert.equal((await ruleOf(w)).asking?.round, 2);
  });

  test('A13: an hour later as many again are enrolled without asking', async () => {
    const w = await ruleWorld();
    const twice = [start, plusMinutes(start, 59), plusMinutes(start, 61)];
    for (const [index, now] of twice.entries())
      await arrives(w.ports, recordNamed(index, { modifiedAt: now }), now);
    assert.equal((await enrolledLeads(w)).length, 3);
    const now = plusMinutes(start, 62);
    await arrives(w.ports, recordNamed(9, { modifiedAt: now }), now);
    assert.equal((await enrolledLeads(w)).length, 3);
  });

  test('A13: one that waits and is deleted in the CRM is not enrolled, with why', async () => {
    const w = await ruleWorld();
    for (const one of records) await arrives(w.ports, one, start);
    const [, , , fourth] = records;
    assert.ok(fourth);
    await arrives(w.ports, { ...fourth, deleted: true, modifiedAt: later }, later);
    await letRuleGoOn(w.ports, { caller: admin, id: RULE });
    await goesOn(w.ports, later);
    assert.equal((await enrolledLeads(w)).length, 4);
    assert.match((await lookOf(w, fourth))?.why ?? '', /deleted in the CRM/);
  });

  test('A13: those that wait of a rule that rests go on when it acts again and a person lets it', async () => {
    const w = await ruleWorld();
    for (const one of records) await arrives(w.ports, one, start);
    await switchRule(w.ports, { caller: admin, id: RULE, active: false, now: start });
    assert.equal((await letRuleGoOn(w.ports, { caller: admin, id: RULE })).kind, 'conflict');
    await goesOn(w.ports, later);
    assert.equal((await enrolledLeads(w)).length, 2);
    await switchRule(w.ports, { caller: admin, id: RULE, active: true, now: later });
    await letRuleGoOn(w.ports, { caller: admin, id: RULE });
    await goesOn(w.ports, later);
    assert.equal((await enrolledLeads(w)).length, 5);
  });

  test('A13: a rule that does not ask is not let go on', async () => {
    const w = await ruleWorld();
    assert.equal((await letRuleGoOn(w.ports, { caller: admin, id: RULE })).kind, 'conflict');
  });

  test('A13: a number of records counts up to its bound whatever a person changes of the rule meanwhile', async () => {
    const w = await ruleWorld();
    const { revision } = await ruleOf(w);
    await arrives(w.ports, recordNamed(1, { modifiedAt: start }), start);
    const put = { caller: admin, id: RULE, expected: revision, now: start };
    const first = await putRule(w.ports, { ...put, input: { ...french, name: 'Other' } });
    assert.equal(first.kind, 'saved', 'what it noted of itself is in nobody’s way');
    assert.equal((await putRule(w.ports, { ...put, input: french })).kind, 'changed');
    for (const one of records) await arrives(w.ports, one, start);
    assert.equal((await enrolledLeads(w)).length, 2);
  });
});

describe('A13: what a rule keeps of records', () => {
  test('A13: whom it took stays for good, and of the others the newest two hundred', async () => {
    const w = await ruleWorld({ asksAbove: 10_000 });
    let now = start;
    for (let n = 0; n < 1_000; n += 1) {
      now = plusSeconds(now, 1);
      await arrives(w.ports, recordNamed(n, { modifiedAt: now }), now, {
        country: n % 10 === 0 ? 'FR' : 'DE',
      });
      if (n % 400 === 0) await goesOn(w.ports, now);
    }
    await goesOn(w.ports, now);
    const { items } = await w.ports.store.ruleLooks.list(organisation, { limit: 2_000, group: RULE });
    const taken = items.filter(({ outcome }) => outcome === 'enrolled');
    assert.deepEqual([taken.length, items.length - taken.length], [100, 180]);
    for (let n = 900; n < 1_000; n += 1)
      assert.ok(await lookOf(w, recordNamed(n, { modifiedAt: now })), `${n} is among the last hundred`);
  });
});
