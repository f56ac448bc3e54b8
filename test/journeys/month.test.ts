import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { secondsBetween } from '#shared/domain/time/instants.ts';
import { localDate, localTime, weekdayOf } from '#shared/domain/time/zones.ts';
import { type Clock, later, timeLapseClock } from '#infra/local/clock.ts';
import { ApiClient } from '#infra/local/demo/api-client.ts';
import { Chance } from '#infra/local/demo/chance.ts';
import { enrollEverybody, leadsByOwner } from '#infra/local/demo/enroll-everybody.ts';
import { importLeads, type Imported } from '#infra/local/demo/import-leads.ts';
import { MailboxClient } from '#infra/local/demo/mailbox-client.ts';
import { readPlan } from '#infra/local/demo/plan.ts';
import { Reactions } from '#infra/local/demo/reactions.ts';
import { collect, type Collected } from '#infra/local/demo/report.ts';
import { setUp } from '#infra/local/demo/set-up.ts';
import { organisation } from '#infra/local/names.ts';
import { startSystem, type System } from '#infra/local/system.ts';
import { at, zoneNamed } from '#test/support/at.ts';

// Monday, 08:00 in Paris; the clocks of France change on 28 March.
const start = '2027-03-22T07:00:00.000Z';
const end = later(start, 21 * 24 * 3600);

const plan = `
organisation:
  profile: { name: Lumen, address: Lyon, zone: Europe/Paris, language: fr }
  workingHours: [{ from: '09:00', to: '12:00' }, { from: '14:00', to: '18:00' }]
  holidays: { country: FR, extra: [] }
  maxMailsPerDay: 4
  mailDelay: { kind: fixed, seconds: 600 }
users:
  anne: { name: Anne, email: anne@lumen.example, role: admin, zone: Europe/Paris }
templates:
  mail: { kind: mail, name: Mail, subject: 'Bonjour {{ lead.firstName }}', html: '<p>Bonjour {{ lead.firstName }}, <a href="https://lumen.example">voici</a></p>' }
  call: { kind: task, name: Call, text: 'Appeler' }
  sms: { kind: sms, name: Texto, text: 'Bonjour' }
sequence:
  id: s
  name: A month
  unsubscribeLink: { language: fr }
  steps:
    - { id: s1, name: First, type: automated-mail, wait: { amount: 0, unit: minutes }, templateId: mail }
    - { id: s2, name: Again, type: automated-reply, wait: { amount: 2, unit: days }, templateId: mail }
    - { id: s3, name: Call, type: call, wait: { amount: 1, unit: working-days }, templateId: call }
    - { id: s4, name: Text, type: automated-sms, wait: { amount: 1, unit: days }, at: '10:00', templateId: sms }
reactions:
  open: { chance: 0.5, after: [1, 3] }
  reply: { chance: 0.2, after: [1, 3] }
  bounce: { chance: 0.1, after: [0.1, 0.2] }
  task-complete: { chance: 1, after: [1, 3] }
`;
const leads = [
  'email,first_name,phone,zone,owner',
  ...Array.from({ length: 10 }, (_, n) => `lead${n}@example.com,Zoé,+3361234567${n},Europe/Paris,anne`),
  'not an address,Bad,,Europe/Paris,anne',
  'lead0@example.com,Twice,,Europe/Paris,anne',
  'far@example.com,Far,,Mars/Olympus,anne',
];

describe('a month on the local system, through the HTTP API alone', () => {
  let folder: string;
  let clock: Clock;
  let system: System;
  let imported: Imported;
  let collected: Collected;
  let enrolled: number;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relance-month-'));
    const [leadsFile, planFile] = [join(folder, 'leads.csv'), join(folder, 'plan.yaml')];
    await writeFile(leadsFile, leads.join('\n'));
    await writeFile(planFile, plan);
    clock = timeLapseClock(start);
    system = await startSystem({ clock, leastRateMinutes: 24 * 60, streamLagSeconds: 24 * 3600 });
    const written = await readPlan(planFile);
    const { plan: read } = written;
    const api = new ApiClient(
      system.url,
      await system.token({ organisation, userId: 'anne', role: 'admin' }),
    );
    await setUp(api, written, 'anne');
    imported = await importLeads(api, leadsFile, {
      strict: false,
      rejectedFile: join(folder, 'rejected.csv'),
      work: () => system.drain(),
      onProgress: () => undefined,
    });
    enrolled = await enrollEverybody(api, read, await leadsByOwner(api, read));
    const mailbox = new MailboxClient(system.mailboxUrl);
    const reactions = new Reactions({ plan: read, chance: new Chance(3), api, mailbox });
    for (let now = start; now < end; now = later(now, 180 * 60)) {
      await system.runUntil(now);
      await reactions.act(now);
      await reactions.look();
    }
    await system.drain();
    await system.sweep();
    collected = await collect(api, {
      sequence: 's',
      zone: zoneNamed('Europe/Paris'),
      mailbox,
      onProgress: () => undefined,
    });
  });
  after(async () => {
    await system.stop();
    clock.restore();
    await rm(folder, { recursive: true, force: true });
  });

  test('keeps good rows of a CSV and tells line, column and reason of each refused one', async () => {
    assert.deepEqual([imported.accepted, imported.rejected], [10, 3]);
    const [head, ...rows] = (await readFile(join(folder, 'rejected.csv'), 'utf8')).trim().split('\r\n');
    assert.equal(head, 'line,column,reason');
    assert.deepEqual(
      rows.map((row) => row.split(',').slice(0, 2).join(' ')),
      ['12 email', '13 email', '14 zone'],
    );
    assert.equal(enrolled, 10);
  });

  test('sends no message twice', () => {
    const keys = collected.report.sends.map(({ enrollment, step }) => `${enrollment} ${step}`);
    assert.ok(keys.length > 20);
    assert.equal(new Set(keys).size, keys.length);
  });

  test('F4: accounts for every enrollment', () => {
    assert.equal(collected.reconciliation.balanced, true);
    assert.equal(collected.reconciliation.enrolled, 10);
    assert.equal(collected.reconciliation.pending, 0);
  });

  test('A1, A2, D3, F7: sends only in working hours of working days, a step with an hour at that hour, before and after the clocks change', () => {
    for (const { at: sentAt, step } of collected.report.sends) {
      const [date, time] = [
        localDate(at(sentAt), zoneNamed('Europe/Paris')),
        localTime(at(sentAt), zoneNamed('Europe/Paris')),
      ];
      assert.ok(!['saturday', 'sunday'].includes(weekdayOf(date)), `${step} ${sentAt}`);
      // Easter Monday.
      assert.notEqual(date, '2027-03-29');
      assert.ok(
        (time >= '09:00' && time < '12:00') || (time >= '14:00' && time < '18:00'),
        `${step} ${sentAt}`,
      );
      // Also where the day that its wait names is a day off.
      if (step === 's4') assert.equal(time, '10:00', sentAt);
    }
  });

  test('A3, A5: sends at most four mails a day, ten minutes apart', () => {
    const mails = collected.report.sends.filter(({ channel }) => channel === 'mail');
    for (const [date, sends] of Map.groupBy(mails, (mail) =>
      localDate(at(mail.at), zoneNamed('Europe/Paris')),
    )) {
      assert.ok(sends.length <= 4, date);
      sends.forEach((send, index) => {
        const before = sends[index - 1];
        if (before) assert.ok(secondsBetween(at(before.at), at(send.at)) >= 600, send.at);
      });
    }
  });

  test('D5, F2: sends nothing to who answered, and says why of everything', () => {
    const stops = collected.report.decisions.filter(({ outcome }) => outcome === 'stopped');
    assert.ok(stops.length > 0);
    for (const { enrollment, at } of stops) {
      assert.deepEqual(
        collected.report.sends.filter((send) => send.enrollment === enrollment && send.at > at),
        [],
      );
    }
    const explained = ['stopped', 'skipped', 'deferred', 'queued', 'finished', 'paused'];
    for (const { outcome, because } of collected.report.decisions) {
      if (explained.includes(outcome)) assert.ok(because.length > 0, outcome);
    }
  });

  test('D6: tells of each mail the headers that put it into its thread', () => {
    const mails = collected.report.sends.filter(({ channel }) => channel === 'mail');
    let replies = 0;
    for (const { enrollment, headers, messageId } of mails) {
      assert.equal(headers?.messageId, `<${messageId}@eu-west-1.amazonses.com>`);
      assert.notEqual(headers.subject, '');
      if (headers.inReplyTo === undefined) continue;
      replies += 1;
      const answered = mails.find((each) => each.headers?.messageId === headers.inReplyTo);
      assert.equal(answered?.enrollment, enrollment);
      assert.ok(headers.references?.split(' ').includes(headers.inReplyTo));
    }
    assert.ok(replies > 0, 'no mail is in a thread');
  });

  test('D9: counts what the records hold', () => {
    for (const { step, counts } of collected.report.steps.filter(({ step }) => step !== '-')) {
      const sent = collected.report.sends.filter((send) => send.step === step).length;
      assert.equal(counts['sent'] ?? 0, sent, step);
    }
  });

  test('answers who has no token with 401', async () => {
    assert.equal((await fetch(`${system.url}/v1/me`)).status, 401);
  });
});
