import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AutomationStep } from '#shared/domain/automations/automation.ts';
import type { Filter } from '#shared/domain/filters/filter.ts';
import { lookAtSubject } from '#shared/use-cases/matching/look-at-subject.ts';
import { lookForMatch } from '#shared/use-cases/matching/look-for-match.ts';
import { deactivateAutomation } from '#shared/use-cases/automations/switch-automation.ts';
import { requestLooksOfAccounts } from '#shared/use-cases/matching/request-looks.ts';
import { runningReadOnce } from '#shared/use-cases/matching/running-automations.ts';
import { sweepAutomations } from '#shared/use-cases/reconciliation/sweep-automations.ts';
import {
  admin,
  AUTOMATION,
  automationWorld,
  mailStep as mail,
  type AutomationWorld,
} from '#test/support/automation-world.ts';
import { at } from '#test/support/at.ts';
import { ORGANISATION as organisation } from '#test/support/world.ts';

const START = '2027-03-08T08:00:00.000Z';
const isSent: Filter = { field: 'record.status', is: 'is', value: 'sent' };
const subjects = (w: AutomationWorld) => w.mailer.sent.map(({ message }) => [message.to, message.subject]);
const states = async (w: AutomationWorld) => (await w.enrollments()).map(({ state }) => state.status);

describe('an automation', () => {
  test('E3: the first delay counts from the match, each next one from the action before: one, then four days', async () => {
    const w = await automationWorld(START);
    const second = { ...mail, id: 'again', delayDays: 4, templateId: 'mail' };
    await w.automate({ filter: isSent, steps: [{ ...mail, delayDays: 1 }, second] });
    await w.record({ status: 'sent' });
    await w.live('2027-03-12T23:00:00.000Z');
    assert.equal(w.mailer.sent.length, 1);
    await w.live('2027-03-15T09:00:00.000Z');
    // The fifth day is a Saturday: it goes when the hours open on Monday.
    assert.equal(w.mailer.sent.length, 2);
  });

  test('E3: what ceases to match before a step is due does not get it, and the record says why', async () => {
    const w = await automationWorld(START);
    await w.automate({ filter: isSent, steps: [{ ...mail, delayDays: 2 }] });
    await w.record({ status: 'sent' });
    await w.live('2027-03-09T08:00:00.000Z');
    await w.record({ status: 'accepted' });
    await w.live('2027-03-20T08:00:00.000Z');
    assert.deepEqual(w.mailer.sent, []);
    const [enrollment] = await w.enrollments();
    assert.deepEqual(enrollment?.state.status === 'stopped' && enrollment.state.because, {
      kind: 'engine',
      rule: 'no-longer-matches',
    });
  });

  test('E3: by option it goes on though it does not match any more', async () => {
    const w = await automationWorld(START);
    await w.automate({ filter: isSent, whenItEnds: 'go-on', steps: [{ ...mail, delayDays: 2 }] });
    await w.record({ status: 'sent' });
    await w.live('2027-03-09T08:00:00.000Z');
    await w.record({ status: 'accepted' });
    await w.live('2027-03-20T08:00:00.000Z');
    assert.equal(w.mailer.sent.length, 1);
  });

  test('E1: two records of one lead are two matches, under way at once', async () => {
    const w = await automationWorld(START);
    await w.automate({ filter: isSent, steps: [mail] });
    await w.record({ status: 'sent' });
    await w.record({ status: 'sent' }, { id: 'offer.a2' });
    await w.live('2027-03-09T08:00:00.000Z');
    const records = (await w.enrollments()).map(({ id, recordId }) => [id, recordId]);
    assert.deepEqual(records.toSorted(), [
      ['lead1.offers.1', 'offer.a1'],
      ['lead1.offers.2', 'offer.a2'],
    ]);
    assert.equal(w.mailer.sent.length, 2);
  });

  test('E6: activated for all it takes in what is there, for new ones what comes', async () => {
    for (const [scope, expected] of [
      ['all', 2],
      ['new', 1],
    ] as const) {
      const w = await automationWorld(START);
      await w.record({ status: 'sent' });
      w.clock.set(at('2027-03-08T09:00:00.000Z'));
      await w.automate({ filter: isSent, steps: [mail], scope });
      await w.live('2027-03-08T10:00:00.000Z');
      await w.record({ status: 'sent' }, { id: 'offer.a2' });
      await w.live('2027-03-08T12:00:00.000Z');
      assert.equal(w.mailer.sent.length, expected, scope);
    }
  });

  test('E6: one over leads takes them in as they come', async () => {
    const w = await automationWorld(START);
    await w.automate({
      over: 'leads',
      filter: { field: 'lead.country', is: 'is', value: 'RO' },
      steps: [mail],
    });
    await w.live('2027-03-08T09:00:00.000Z');
    assert.deepEqual(w.mailer.sent, []);
    const lead = await w.ports.store.leads.get(organisation, 'lead1');
    assert.ok(lead);
    await w.ports.store.leads.put({ ...lead, country: 'RO', revision: 2 }, 1);
    await w.live('2027-03-08T10:00:00.000Z');
    assert.deepEqual(subjects(w), [['lead1@example.com', 'Hello Zoé']]);
  });

  /** Writes an account with a level, and puts a lead in it. */
  async function account(w: AutomationWorld, level: string): Promise<void> {
    const { accounts, leads } = w.ports.store;
    const before = await accounts.get(organisation, 'acme');
    const revision = (before?.revision ?? 0) + 1;
    const acme = { organisation, id: 'acme', name: 'Acme', fields: { level }, revision };
    await accounts.put(acme, before?.revision ?? 'absent');
    const lead = await leads.get(organisation, 'lead1');
    assert.ok(lead);
    if (lead.accountId === undefined)
      await leads.put({ ...lead, accountId: 'acme', revision: lead.revision + 1 }, lead.revision);
  }
  const gold: Filter = { field: 'account.fields.level', is: 'is', value: 'gold' };

  test('E1: a change of an account is seen by the automations over its leads at once', async () => {
    const w = await automationWorld(START);
    await account(w, 'silver');
    await w.automate({ over: 'leads', filter: gold, steps: [{ ...mail, delayDays: 2 }] });
    await w.live('2027-03-08T09:00:00.000Z');
    assert.deepEqual(await states(w), []);
    await account(w, 'gold');
    await w.live('2027-03-08T09:01:00.000Z');
    assert.deepEqual(await states(w), ['scheduled']);
    await account(w, 'silver');
    await w.live('2027-03-08T09:02:00.000Z');
    assert.deepEqual(await states(w), ['stopped']);
  });

  test('E1: a change of an account is seen by the automations over records, of its leads and its own', async () => {
    const w = await automationWorld(START);
    await account(w, 'silver');
    await w.record({ status: 'sent' });
    await w.record({ status: 'sent' }, { id: 'offer.a2', leadId: undefined, accountId: 'acme' });
    await w.automate({ filter: gold, steps: [mail] });
    await w.live('2027-03-08T09:00:00.000Z');
    await account(w, 'gold');
    await w.live('2027-03-08T09:01:00.000Z');
    const matches = await Array.fromAsync(w.ports.store.matches.scan());
    assert.deepEqual(matches.map(({ id, obstacle }) => [id, obstacle]).toSorted(), [
      ['offers.offer.a1', undefined],
      ['offers.offer.a2', 'no-lead'],
    ]);
  });

  test('E1: of an account with many leads each message has a slice of them looked at, and each lead is', async () => {
    const w = await automationWorld(START);
    const { accounts, leads } = w.ports.store;
    const lead = await leads.get(organisation, 'lead1');
    assert.ok(lead);
    const ids = Array.from({ length: 250 }, (_, index) => `many${String(index).padStart(3, '0')}`);
    for (const id of ids)
      await leads.put({ ...lead, id, email: `${id}@example.com`, accountId: 'acme', revision: 1 }, 'absent');
    await w.automate({ over: 'leads', filter: gold, steps: [mail] });
    await w.live('2027-03-08T08:01:00.000Z');
    await accounts.put(
      { organisation, id: 'acme', name: 'Acme', fields: { level: 'gold' }, revision: 1 },
      'absent',
    );
    w.queue.matches.splice(0);
    await requestLooksOfAccounts(w.ports, [{ organisation, accountId: 'acme' }]);
    const ports = { ...w.ports, queue: w.queue, running: runningReadOnce(w.ports.store) };
    const seen: string[] = [];
    for (let calls = 0; w.queue.matches.length > 0; calls += 1) {
      assert.ok(calls < 10);
      const [message] = w.queue.matches.splice(0, 1);
      assert.ok(message?.subject.kind === 'account');
      await lookAtSubject(ports, message, w.clock.now());
      const asked = w.queue.matches.splice(0);
      assert.ok(asked.length <= 11, String(asked.length));
      for (const each of asked) {
        if (each.subject.kind === 'several') seen.push(...each.subject.subjects.map(({ id }) => id));
        else w.queue.matches.push(each);
      }
    }
    assert.deepEqual(seen.toSorted(), ids);
  });

  test('E1: where no filter reads anything of accounts, a change of one has nothing looked at', async () => {
    const w = await automationWorld(START);
    await account(w, 'silver');
    await w.automate({ filter: isSent, steps: [mail] });
    await w.live('2027-03-08T09:00:00.000Z');
    await requestLooksOfAccounts(w.ports, [{ organisation, accountId: 'acme' }]);
    assert.deepEqual(w.queue.matches, []);
  });

  test('E7: deactivated, nothing that is under way goes on, not even what is due at that moment', async () => {
    const w = await automationWorld(START);
    await w.automate({ filter: isSent, steps: [{ ...mail, delayDays: 1 }] });
    await w.record({ status: 'sent' });
    await w.live('2027-03-08T09:00:00.000Z');
    assert.deepEqual(await states(w), ['scheduled']);
    const now = w.clock.now();
    const before = await w.ports.store.automations.get(organisation, AUTOMATION);
    await deactivateAutomation(w.ports, { caller: admin, id: AUTOMATION, expected: before?.revision, now });
    // Without the job that takes away what was planned: the step itself sees that it is over.
    w.queue.jobs.splice(0);
    await w.live('2027-03-20T09:00:00.000Z');
    assert.deepEqual(await states(w), ['stopped']);
    assert.deepEqual(w.mailer.sent, []);
  });

  test('E1: a mail to users goes to whom its step names, counts for no cap, and is not tracked', async () => {
    const w = await automationWorld(START);
    const user = await w.ports.store.users.get(organisation, 'anne');
    assert.ok(user);
    const more = [
      { ...user, id: 'mo', email: 'mo@acme.example', role: 'manager' as const, groupIds: ['paris'] },
      { ...user, id: 'ma', email: 'ma@acme.example', role: 'manager' as const, groupIds: ['paris'] },
      { ...user, id: 'mi', email: 'mi@acme.example', role: 'manager' as const, groupIds: ['lyon'] },
    ];
    for (const one of more) await w.ports.store.users.put(one, 'absent');
    await w.ports.store.users.put({ ...user, groupIds: ['paris'], revision: 2 }, 1);
    const values = { maxMailsPerDay: 1, mailDelay: { kind: 'none' as const } };
    await w.ports.store.settings.put({ organisation, scope: 'organisation', revision: 2, values }, 1);
    const told: AutomationStep = { ...mail, id: 'told', action: 'mail-to-user', templateId: 'told' };
    await w.automate({
      filter: isSent,
      steps: [
        told,
        { ...told, id: 'other', to: { kind: 'user', userId: 'mi' } },
        { ...told, id: 'chiefs', to: { kind: 'managers' } },
        mail,
      ],
    });
    await w.record({ status: 'sent', number: 'A-1' });
    await w.live('2027-03-08T18:00:00.000Z');
    const sent = w.mailer.sent.map(({ message }) => message);
    assert.deepEqual(
      sent.map(({ to, alsoTo = [] }) => [to, ...alsoTo].join(' ')),
      ['anne@acme.example', 'mi@acme.example', 'ma@acme.example mo@acme.example', 'lead1@example.com'],
    );
    const [first] = sent;
    assert.equal(first?.html, '<p>Look at A-1</p>');
    assert.equal(first.headers['List-Unsubscribe'], undefined);
    assert.equal(first.tags['to-users'], 'yes');
  });

  test('E3: a step that names a user is that user’s: the task is on its list, the mail in its name', async () => {
    const w = await automationWorld(START);
    const user = await w.ports.store.users.get(organisation, 'anne');
    assert.ok(user);
    await w.ports.store.users.put({ ...user, id: 'bo', name: 'Bo', email: 'bo@acme.example' }, 'absent');
    await w.automate({
      filter: isSent,
      steps: [
        { ...mail, userId: 'bo' },
        { id: 'call', name: 'Call', action: 'task-for-user', delayDays: 0, on: 'any-day', userId: 'bo' },
      ],
    });
    await w.record({ status: 'sent' });
    await w.live('2027-03-08T12:00:00.000Z');
    assert.equal(w.mailer.sent[0]?.message.from.name, 'Bo');
    const tasks = await Array.fromAsync(w.ports.store.tasks.scan());
    assert.deepEqual(
      tasks.map(({ userId }) => userId),
      ['bo'],
    );
  });

  test('F3: two workers that look at one subject at the same instant enrol it once', async () => {
    const w = await automationWorld(START);
    await w.automate({ filter: isSent, steps: [mail] });
    await w.live('2027-03-08T08:30:00.000Z');
    await w.record({ status: 'sent' });
    const subject = { kind: 'record' as const, id: 'offer.a1' };
    const look = { organisation, automationId: AUTOMATION, subject, now: w.clock.now() };
    await Promise.all([
      lookForMatch(w.ports, look),
      lookForMatch(w.ports, look),
      lookForMatch(w.ports, look),
    ]);
    await w.live('2027-03-08T12:00:00.000Z');
    assert.equal((await w.enrollments()).length, 1);
    assert.equal(w.mailer.sent.length, 1);
  });

  test('E1: a record without a lead is noted, and nothing is done', async () => {
    const w = await automationWorld(START);
    await w.automate({ filter: isSent, steps: [mail] });
    await w.record({ status: 'sent' }, { leadId: undefined, accountId: 'a1' });
    await w.live('2027-03-08T12:00:00.000Z');
    const [match] = await Array.fromAsync(w.ports.store.matches.scan());
    assert.deepEqual([match?.matching, match?.obstacle, match?.enrollmentId], [true, 'no-lead', undefined]);
  });
});

describe('F4: nothing that an automation should see is lost', () => {
  test('F4: once a day everything is looked at: what no stream told of, and what has lost its wake-up', async () => {
    const w = await automationWorld(START);
    const overdue: Filter = { field: 'record.sentAt', is: 'more-than-days-after', value: 2 };
    await w.automate({ filter: overdue, steps: [mail] });
    await w.record({ sentAt: START });
    await w.live('2027-03-08T09:00:00.000Z');
    assert.equal(w.scheduler.matches.size, 1);
    w.scheduler.matches.clear();
    await w.live('2027-03-09T12:00:00.000Z');
    assert.equal(await sweepAutomations(w.ports, w.clock.now(), unexpected), 1);
    assert.equal(await sweepAutomations(w.ports, w.clock.now(), unexpected), 0);
    await w.live('2027-03-09T13:00:00.000Z');
    assert.equal(w.scheduler.matches.size, 1);
    await w.live('2027-03-10T12:00:00.000Z');
    assert.equal(w.mailer.sent.length, 1);
  });
});

function unexpected(error: Error): void {
  throw error;
}
