import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { weekdays } from '#shared/domain/time/weekday.ts';
import { apiClient, type ApiClient } from './api-client.ts';
import { filesIn, loggedErrors, publish, putToStream, sentMails, tableNames, tokenOf } from './aws.ts';
import { bounceOf, deliveryOf } from './mail-events.ts';
import { deploy, goBack, type Deployment } from './deployment.ts';
import { startEmulator, type Emulator } from './emulator.ts';
import { eventually } from './eventually.ts';
import { enrollmentNamed } from '../support/at.ts';

/** Two leads, one of whom bounces, in a sequence of two mails a minute apart; each test builds on the one before. */
describe('the product, deployed', () => {
  const good = 'success@simulator.amazonses.com';
  const gone = 'bounce@simulator.amazonses.com';
  const later = 'success+later@simulator.amazonses.com';
  const enrollments = new Map<string, string>();
  let folder: string;
  let emulator: Emulator;
  let deployment: Deployment;
  let token: string;
  let api: ApiClient;
  let broken = false;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relance-assembly-'));
    emulator = await startEmulator();
    deployment = await deploy(emulator, folder);
    token = await tokenOf(emulator.url, deployment, { organisation: 'acme', userId: 'anna', role: 'admin' });
    api = apiClient(deployment.apiUrl, token);
  });
  after(async () => {
    if (broken) console.error((await readFile(emulator.log, 'utf8')).split('\n').slice(-40).join('\n'));
    await emulator.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** A test that builds on the ones before: passed over once one of them has failed. */
  const step = (rule: string, check: () => Promise<void>) =>
    test(rule, async (t) => {
      if (broken) {
        t.skip('what it builds on has failed');
        return;
      }
      broken = true;
      await check();
      broken = false;
    });

  const mailsTo = async (address: string) =>
    (await sentMails(emulator.url)).filter(({ To }) => To.includes(address));
  const sendsOf = async (address: string, count: number) =>
    eventually(`mail ${count} to ${address}`, 180, async () => {
      const mails = await mailsTo(address);
      return mails.length >= count && mails;
    });

  step('says that it is well, to anybody', async () => {
    assert.equal((await fetch(`${deployment.apiUrl}/health`)).status, 200);
  });

  step('opens the API to a token of the user pool only', async () => {
    const status = async (headers: Record<string, string>) =>
      (await fetch(`${deployment.apiUrl}/v1/me`, { headers })).status;
    assert.equal(await status({}), 401);
    assert.equal(await status({ authorization: `Bearer ${token.slice(0, -4)}AAAA` }), 401);
    assert.equal(await status({ authorization: `Bearer ${token}` }), 200);
  });

  step('takes settings, a user, templates and a sequence', async () => {
    const mail = (id: string, minutes: number) => ({
      id,
      name: id,
      type: 'automated-mail',
      wait: { amount: minutes, unit: 'minutes' },
      templateId: id,
    });
    await api.ask('changeSettings', {
      params: { scope: 'organisation' },
      body: {
        profile: { name: 'Acme', address: '1 High Street, London', zone: 'Europe/London', language: 'en' },
        workingDays: weekdays,
        workingHours: [{ from: '00:00', to: '24:00' }],
        holidays: { country: null, extra: [] },
        mailDelay: { kind: 'none' },
      },
    });
    await api.ask('putUser', {
      params: { id: 'anna' },
      body: { name: 'Anna Bell', email: 'anna@example.com', role: 'admin', zone: 'Europe/London' },
    });
    for (const id of ['hello', 'again'])
      await api.ask('putTemplate', {
        params: { id },
        body: {
          kind: 'mail',
          name: id,
          subject: `${id}, {{ lead.firstName }}`,
          html: `<p>${id}, {{ lead.firstName }}</p>`,
        },
      });
    const draft = { steps: [mail('hello', 0), mail('again', 1)], unsubscribeLink: { language: 'en' } };
    const { revision } = await api.ask('putSequence', {
      params: { id: 'spring' },
      body: { name: 'Spring', draft },
    });
    const { currentVersion } = await api.ask('publishSequence', { params: { id: 'spring' }, revision });
    assert.equal(currentVersion, 1);
  });

  step('enrolls leads', async () => {
    const leadIds: string[] = [];
    for (const [firstName, email] of [
      ['Ann', good],
      ['Ben', gone],
    ] as const)
      leadIds.push((await api.ask('createLead', { body: { firstName, email, zone: 'Europe/London' } })).id);
    const { results } = await api.ask('enrollLeads', { body: { leadIds, sequenceId: 'spring' } });
    assert.deepEqual(
      results.map(({ outcome }) => outcome),
      ['enrolled', 'enrolled'],
    );
    const [ann, ben] = results.map(({ enrollmentId }) => enrollmentId);
    enrollments.set(good, ann!).set(gone, ben!);
  });

  step('sends the first mail: Scheduler, queue, function, SES', async () => {
    for (const address of [good, gone]) {
      const [mail] = await sendsOf(address, 1);
      assert.equal(mail!.Source, '"Anna Bell" <anna@example.com>');
      assert.match(mail!.Subject, /^hello, (Ann|Ben)$/);
    }
  });

  step('takes in a bounce from the topic and writes to that lead no more', async () => {
    const [mail] = await mailsTo(gone);
    const enrollment = enrollments.get(gone)!;
    await publish(
      emulator.url,
      'provider-events',
      bounceOf({
        messageId: mail!.MessageId,
        recipient: gone,
        organisation: 'acme',
        enrollment: enrollmentNamed(enrollment),
        step: 'hello',
        at: new Date().toISOString(),
      }),
    );
    await eventually('the enrollment of the lead who bounced ends', 60, async () => {
      const { state } = await api.ask('getEnrollment', { params: { id: enrollment } });
      return state.status === 'finished';
    });
  });

  step('takes in a delivery from a file: Firehose, S3, queue, function; and removes the file', async () => {
    const [mail] = await mailsTo(good);
    const enrollment = enrollments.get(good)!;
    const about = { messageId: mail!.MessageId, recipient: good, organisation: 'acme', step: 'hello' };
    const at = new Date().toISOString();
    await putToStream(emulator.url, 'mail-events', [
      deliveryOf({ ...about, enrollment: enrollmentNamed(enrollment), at }),
    ]);
    await eventually('the record tells of the delivery', 60, async () => {
      const { items } = await api.ask('getRecord', { params: { id: enrollment } });
      return items.some(({ type, step: of }) => type === 'delivered' && of === 'hello');
    });
    await eventually(
      'the file is gone',
      30,
      async () => (await filesIn(emulator.url, 'mail-events')).length === 0,
    );
  });

  step('sends the next mail to the other lead only', async () => {
    const mails = await sendsOf(good, 2);
    assert.match(mails[1]!.Subject, /^again, Ann$/);
    assert.equal((await mailsTo(gone)).length, 1);
  });

  step('says what happened, step by step, and why the last one did not', async () => {
    const items = await eventually('the record is written', 60, async () => {
      const record = await api.ask('getRecord', { params: { id: enrollments.get(gone)! } });
      return record.items.some(({ type }) => type === 'skipped') && record.items;
    });
    const events = items.map(({ type, step }) => `${type} ${step ?? ''}`.trim());
    assert.ok(events.includes('sent hello'), events.join(', '));
    assert.ok(events.includes('skipped again'), events.join(', '));
  });

  step(
    'goes back to an older version over the data of a newer one, as the runbook says, and works',
    async () => {
      await goBack(emulator, folder);
      const { id } = await api.ask('createLead', {
        body: { firstName: 'Cleo', email: later, zone: 'Europe/London' },
      });
      await api.ask('enrollLeads', { body: { leadIds: [id], sequenceId: 'spring' } });
      const [mail] = await sendsOf(later, 1);
      assert.equal(mail!.Subject, 'hello, Cleo');
      assert.ok((await tableNames(emulator.url)).includes('relance-dev-added-later'));
    },
  );

  test('no function has logged an error', async () => {
    assert.deepEqual(await loggedErrors(emulator.url), []);
  });
});
