import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as z from 'zod';
import { timeLapseClock, type Clock } from '#infra/local/clock.ts';
import { ApiClient } from '#infra/local/demo/api-client.ts';
import { organisation } from '#infra/local/names.ts';
import { startSystem, type System } from '#infra/local/system.ts';

// Thursday, 09:00 in Paris; the clocks of France change on 28 March.
const start = '2027-03-25T08:00:00.000Z';
const end = '2027-04-20T00:00:00.000Z';
const LEADS_OF_A_SENDER = 30;

const anything = z.unknown();
const revised = z.object({ revision: z.int() });
const made = z.object({ id: z.string() });
const forecast = z.object({
  totals: z.object({ leads: z.int(), mails: z.int(), sms: z.int(), fullDays: z.int(), lastAt: z.string() }),
  leads: z.array(
    z.object({
      enrollmentId: z.string(),
      steps: z.array(z.object({ step: z.string(), at: z.string() })),
      end: z.object({ at: z.string() }),
    }),
  ),
});
const record = z.object({
  items: z.array(z.object({ at: z.string(), type: z.string(), step: z.string().optional() })),
});

describe('a forecast on the local system, through the HTTP API alone', () => {
  let clock: Clock;
  let system: System;
  let api: ApiClient;

  before(async () => {
    clock = timeLapseClock(start);
    system = await startSystem({ clock, leastRateMinutes: 24 * 60, streamLagSeconds: 24 * 3600 });
    api = new ApiClient(system.url, await system.token({ organisation, userId: 'anne', role: 'admin' }));
  });
  after(async () => {
    await system.stop();
    clock.restore();
  });

  test('F1: what is forecast for the leads of two senders is what is then recorded, to the instant', async () => {
    await prepare(api);
    const senders = ['anne', 'paul'];
    const lines = [];
    for (const userId of senders) {
      const leadIds = await makeLeads(api, userId);
      const input = { sequenceId: 's', userId, leads: { ids: leadIds } };
      const foreseen = await api.call('POST', '/v1/forecasts', forecast, { body: input });
      assert.deepEqual(
        [foreseen.totals.leads, foreseen.totals.mails, foreseen.totals.sms],
        [LEADS_OF_A_SENDER, 2 * LEADS_OF_A_SENDER, LEADS_OF_A_SENDER],
      );
      assert.ok(foreseen.totals.fullDays > 2);
      lines.push(...foreseen.leads);
      await api.call('POST', '/v1/enrollments', anything, { body: { leadIds, sequenceId: 's', userId } });
    }
    await system.runUntil(end);
    await system.drain();

    for (const line of lines) {
      const { items } = await api.call('GET', `/v1/enrollments/${line.enrollmentId}/record`, record);
      const sent = items.filter(({ type }) => type === 'sent').map(({ step, at }) => ({ step, at }));
      assert.deepEqual(
        sent,
        line.steps.map(({ step, at }) => ({ step, at })),
      );
      assert.equal(items.find(({ type }) => type === 'finished')?.at, line.end.at);
    }
  });
});

async function prepare(api: ApiClient): Promise<void> {
  const settings = {
    profile: { name: 'Lumen', address: 'Lyon', zone: 'Europe/Paris', language: 'fr' },
    workingHours: [
      { from: '09:00', to: '12:00' },
      { from: '14:00', to: '18:00' },
    ],
    holidays: { country: 'FR', extra: [] },
    maxMailsPerDay: 8,
    maxSmsPerDay: 6,
    mailDelay: { kind: 'random', minSeconds: 30, maxSeconds: 600 },
  };
  await api.call('PATCH', '/v1/settings/organisation', anything, { body: settings });
  for (const id of ['anne', 'paul']) {
    const user = { name: id, email: `${id}@lumen.example`, role: id === 'anne' ? 'admin' : 'user' };
    const zone = id === 'anne' ? 'Europe/Paris' : 'Europe/Bucharest';
    await api.call('PUT', `/v1/users/${id}`, anything, { body: { ...user, zone } });
  }
  const mail = { kind: 'mail', name: 'Mail', subject: 'Bonjour', html: '<p>Bonjour</p>' };
  await api.call('PUT', '/v1/templates/mail', anything, { body: { ...mail, shared: true } });
  const sms = { kind: 'sms', name: 'Texto', text: 'Bonjour' };
  await api.call('PUT', '/v1/templates/sms', anything, { body: { ...sms, shared: true } });
  const steps = [
    {
      id: 's1',
      name: 'First',
      type: 'automated-mail',
      wait: { amount: 0, unit: 'minutes' },
      templateId: 'mail',
    },
    { id: 's2', name: 'Text', type: 'automated-sms', wait: { amount: 1, unit: 'days' }, templateId: 'sms' },
    {
      id: 's3',
      name: 'Again',
      type: 'automated-reply',
      wait: { amount: 2, unit: 'working-days' },
      templateId: 'mail',
    },
  ];
  const { revision } = await api.call('PUT', '/v1/sequences/s', revised, {
    body: { name: 'A forecast', draft: { steps } },
  });
  await api.call('POST', '/v1/sequences/s/publish', anything, { headers: { 'if-match': `"${revision}"` } });
}

async function makeLeads(api: ApiClient, ownerId: string): Promise<string[]> {
  const numbers = Array.from({ length: LEADS_OF_A_SENDER }, (_, n) => n);
  const leads = [];
  for (const n of numbers) {
    const phone = `+336${ownerId === 'anne' ? 1 : 2}${String(n).padStart(7, '0')}`;
    const body = { email: `${ownerId}${n}@example.com`, phone, ownerId };
    leads.push(await api.call('POST', '/v1/leads', made, { body }));
  }
  return leads.map(({ id }) => id);
}
