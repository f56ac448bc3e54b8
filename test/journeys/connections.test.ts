import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { timeLapseClock, later, type Clock } from '#infra/local/clock.ts';
import { connecting } from '#infra/local/crm/stand-ins.ts';
import { postMessage } from '#infra/local/crm/message.ts';
import { organisation } from '#infra/local/names.ts';
import { startSystem, type System } from '#infra/local/system.ts';
import type { ApiAnswer } from '#test/support/api.ts';
import { localCall } from '#test/support/local-call.ts';

// Monday, 09:00 in Paris.
const start = '2027-03-01T08:00:00.000Z';
const people = [
  { email: 'anne@lumen.example', name: 'Anne Petit' },
  { email: 'luc@lumen.example', name: 'Luc Roy' },
  { email: 'eva@lumen.example', name: 'Eva Stein' },
] as const;

/** The twenty triggers of workflows and, in turn, their six actions. */
const pause = { type: 'pause-sequence', amount: 2, unit: 'days' };
const move = { type: 'move-to-sequence', sequenceId: 'autumn' };
const statuses = {
  type: 'change-integration-status',
  accountStatus: 'Not interested',
  leadStatus: 'Closed - Converted',
};
const give = { type: 'change-owner', userId: 'luc' };
const workflows: [object, object][] = [
  [{ type: 'mail-bounced' }, { type: 'stop-sequence' }],
  [{ type: 'lead-unsubscribed' }, { type: 'stop-sequence' }],
  [{ type: 'sequence-stopped-by-hand' }, give],
  [{ type: 'sequence-paused' }, { type: 'go-to-last-step' }],
  [{ type: 'custom-task-created' }, pause],
  [{ type: 'lead-replied' }, move],
  [{ type: 'sequence-ended' }, move],
  [{ type: 'owner-changed' }, pause],
  [{ type: 'call-received' }, pause],
  [{ type: 'demo-booked' }, give],
  [{ type: 'task-skipped' }, statuses],
  [{ type: 'link-clicked' }, { type: 'go-to-last-step' }],
  [{ type: 'first-automated-step-done' }, give],
  [{ type: 'first-manual-step-done' }, give],
  [{ type: 'lead-status-updated' }, { type: 'stop-sequence' }],
  [{ type: 'contact-status-updated' }, give],
  [{ type: 'account-status-updated' }, give],
  [{ type: 'call-longer-than', seconds: 120 }, give],
  [{ type: 'lead-added' }, give],
  [{ type: 'mail-opened' }, pause],
];

const mapping = {
  fields: [
    { object: 'lead', ours: 'firstName', theirs: 'FirstName', direction: 'both' },
    { object: 'lead', ours: 'lastName', theirs: 'LastName', direction: 'in' },
    { object: 'lead', ours: 'email', theirs: 'Email', direction: 'in' },
    { object: 'lead', ours: 'phone', theirs: 'Phone', direction: 'in' },
    { object: 'lead', ours: 'country', theirs: 'Country', direction: 'in' },
    { object: 'contact', ours: 'email', theirs: 'Email', direction: 'in' },
    { object: 'account', ours: 'name', theirs: 'Name', direction: 'in' },
  ],
  status: { lead: 'Status', account: 'Status__c' },
  owners: 'in',
  defaultOwnerId: 'anne',
  takesIn: 'by-rule',
  activities: { call: 'task' },
};
const ofHubspot = {
  fields: [
    { object: 'contact', ours: 'firstName', theirs: 'firstname', direction: 'in' },
    { object: 'contact', ours: 'email', theirs: 'email', direction: 'in' },
  ],
  status: { contact: 'hs_lead_status' },
  owners: 'none',
  defaultOwnerId: 'anne',
  takesIn: 'all',
  activities: {},
};

describe('a firm that uses a CRM, a calendar and a telephone system, on the local system', () => {
  let clock: Clock;
  let system: System;
  let api: (
    method: string,
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ) => Promise<ApiAnswer['body']>;
  let now = start;
  const addresses: Record<string, string> = {};

  const pass = async (minutes: number) => {
    now = later(now, minutes * 60);
    await system.runUntil(now);
    await system.drain();
  };
  /** Has the connections looked after now, as happens every five minutes. */
  const sync = async () => {
    await pass(1);
    await system.sweep();
    await system.drain();
  };
  const leadOf = async (email: string) => (await api('GET', `/v1/leads?email=${email}`)).items[0];
  const runsOf = async (workflow: string): Promise<{ state: string; lead?: string }[]> =>
    (await api('GET', `/v1/workflow-runs?workflow=${workflow}`)).items;
  const inSalesforce = (entity: 'Lead' | 'Account', name: string) => {
    const rows = system.standIns.salesforce.driver.store.rows[entity];
    const row = [...rows.values()].find((one) => one['Name'] === name);
    return row ?? assert.fail(`no ${entity} ${name}`);
  };

  before(async () => {
    clock = timeLapseClock(start);
    system = await startSystem({ clock, leastRateMinutes: 24 * 60, crmPeople: people });
    const token = await system.token({ organisation, userId: 'anne', role: 'super_admin' });
    api = localCall(system, token);
    for (const { email, name } of people) {
      const id = email.split('@', 1)[0] ?? '';
      const role = id === 'anne' ? 'super_admin' : 'user';
      await api('PUT', `/v1/users/${id}`, { name, email, zone: 'Europe/Paris', role });
    }
    await api('PUT', '/v1/templates/mail', {
      kind: 'mail',
      name: 'Mail',
      subject: 'Bonjour',
      html: '<p>Bonjour</p>',
    });
    const steps = [
      { id: 'call', name: 'Call', type: 'call', wait: { amount: 0, unit: 'minutes' } },
      {
        id: 'mail',
        name: 'Mail',
        type: 'automated-mail',
        templateId: 'mail',
        wait: { amount: 20, unit: 'days' },
      },
    ];
    for (const sequence of ['spring', 'autumn']) {
      await api('PUT', `/v1/sequences/${sequence}`, { name: sequence, draft: { steps } });
      await api('POST', `/v1/sequences/${sequence}/publish`, {}, { 'if-match': '*' });
    }
  });
  after(async () => {
    await system.stop();
    clock.restore();
  });

  test('B1: before anything is connected, what needs it says what is missing and where it is mended', async () => {
    const [trigger, action] = workflows.find(([one]) => 'type' in one && one.type === 'task-skipped') ?? [];
    await assert.rejects(
      api('POST', '/v1/workflows', { name: 'Too early', trigger, actions: [action] }),
      /console\/connections/,
    );
  });

  test('B6: services are connected, tried, and mapped; no answer holds a secret', async () => {
    const all = connecting(system.standIns, `${system.url}/stand-ins`);
    for (const kind of ['salesforce', 'hubspot', 'calendly', 'aircall'] as const) {
      const made = await api('PUT', `/v1/connections/${kind}`, all[kind]);
      if (typeof made.address === 'string') addresses[kind] = made.address;
      // The names of apps are no secrets, and stand in addresses of this machine.
      for (const secret of Object.values(all[kind].credentials).filter((value) => value !== 'stand-in'))
        assert.ok(!JSON.stringify(made).includes(secret), kind);
    }
    assert.equal((await api('POST', '/v1/connections/salesforce/test')).ok, true);
    assert.equal((await api('POST', '/v1/connections/hubspot/test')).ok, true);
    const { items } = await api('POST', '/v1/connections/salesforce/mapping/preview', mapping);
    assert.equal(items.filter(({ object }: { object: string }) => object === 'lead').length, 10);
    await api('PUT', '/v1/connections/salesforce/mapping', mapping);
    await api('PUT', '/v1/connections/hubspot/mapping', ofHubspot);
  });

  test('B2, B3: all twenty triggers and all six actions are saved', async () => {
    for (const [trigger, action] of workflows)
      await api('POST', '/v1/workflows', { name: 'One of twenty', trigger, actions: [action] });
    const { items } = await api('GET', '/v1/workflows?limit=100');
    assert.equal(items.length, 20);
    const warned = items.filter(({ warnings }: { warnings: string[] }) =>
      warnings.some((warning) => warning.includes('contradict')),
    );
    assert.equal(warned.length, 1, 'B5: a pair that contradicts itself is accepted with a warning');
  });

  test('A13: a rule takes a lead that is made in the CRM into a sequence, in the name of its owner', async () => {
    await api('PUT', '/v1/crm-rules/french', {
      name: 'French leads',
      kind: 'salesforce',
      object: 'lead',
      on: 'created',
      filter: { all: [{ field: 'lead.country', is: 'is', value: 'FR' }] },
      sequenceId: 'spring',
    });
    await api('POST', '/v1/crm-rules/french/activate');
    await sync();
    const { driver } = system.standIns.salesforce;
    const owner = [...driver.store.rows.User.values()].find((user) => user['Email'] === 'luc@lumen.example');
    const [account] = driver.store.rows.Account.keys();
    const made = { Company: 'Lumen', Status: 'Open - Not Contacted', OwnerId: String(owner?.['Id']) };
    const zoe = {
      FirstName: 'Zoé',
      LastName: 'Marchand',
      Email: 'zoe@lumen-client.example',
      Phone: '+33612345678',
    };
    driver.seed('Lead', { ...made, ...zoe, Country: 'France' });
    driver.seed('Lead', { ...made, LastName: 'Smith', Email: 'smith@elsewhere.example', Country: 'Canada' });
    assert.ok(account !== undefined);
    await sync();
    const lead = await leadOf('zoe@lumen-client.example');
    assert.equal(lead?.ownerId, 'luc');
    assert.equal(lead.country, 'FR');
    assert.equal(await leadOf('smith@elsewhere.example'), undefined);
    const { items } = await api('GET', '/v1/crm-rules/french/looks');
    const told = items.map(({ name, outcome }: { name: string; outcome: string }) => `${name}: ${outcome}`);
    assert.deepEqual(told.toSorted(), ['Smith: no-match', 'Zoé Marchand: enrolled']);
  });

  test('B5, B6: a skipped task makes the account “Not interested” and converts the lead in Salesforce, once', async () => {
    const lead = await leadOf('zoe@lumen-client.example');
    const { driver } = system.standIns.salesforce;
    // A colleague of hers is a contact there, by whom their company comes: leads of Salesforce have none.
    const [contact] = driver.store.rows.Contact.values();
    await api('POST', '/v1/leads', { email: String(contact?.['Email']) });
    driver.change('Contact', String(contact?.['Id']), { Title: 'Buyer' });
    await sync();
    const { accountId } = await leadOf(String(contact?.['Email']).toLowerCase());
    assert.equal(typeof accountId, 'string');
    await api('PATCH', `/v1/leads/${lead.id}`, { accountId }, { 'if-match': '*' });
    const { items } = await api('GET', '/v1/tasks?user=luc');
    const task = items.find(({ leadId }: { leadId: string }) => leadId === lead.id) ?? assert.fail('no task');
    await api('POST', `/v1/tasks/${task.id}/skip`, { reason: 'other', note: 'Not now' });
    await pass(5);
    await sync();
    const [run] = await runsOf('task-skipped');
    assert.equal(run?.state, 'done', JSON.stringify(run));
    const zoe = inSalesforce('Lead', 'Zoé Marchand');
    assert.equal(zoe['IsConverted'], true);
    assert.equal(driver.conversions(String(zoe['Id'])), 1);
    const account = driver.store.rows.Account.get(String(contact?.['AccountId']));
    assert.equal(account?.['Status__c'], 'Not interested');
  });

  test('B2: a status that is changed in either CRM, a demo that is booked and a call that comes in fire', async () => {
    const { salesforce, hubspot, calendly, aircall } = system.standIns;
    const contact = hubspot.driver.create('contacts', {
      firstname: 'Ana',
      email: 'ana@initech.example',
      phone: '',
    });
    await sync();
    const ana = (await leadOf('ana@initech.example')) ?? assert.fail('Ana did not come in');
    await api('PATCH', `/v1/leads/${ana.id}`, { phone: '+33698765432' }, { 'if-match': '*' });
    hubspot.driver.update('contacts', contact, { hs_lead_status: 'IN_PROGRESS' });
    const booking = { email: 'ana@initech.example', startsAt: '2027-03-05T10:00:00.000Z' };
    assert.equal(await postMessage(addresses['calendly'] ?? '', calendly.book(booking).message), 200);
    // Workflows act on what began after they were made.
    await pass(10);
    const call = aircall.call({ phone: '+33698765432', seconds: 300 });
    assert.equal(await postMessage(addresses['aircall'] ?? '', aircall.message(call)), 200);
    assert.equal(await postMessage(addresses['aircall'] ?? '', aircall.message(call)), 200);
    const forged = { headers: { 'content-type': 'application/json' }, body: '{"event":"call.ended"}' };
    assert.equal(await postMessage(addresses['aircall'] ?? '', forged), 401);
    await sync();
    await pass(5);
    for (const workflow of ['contact-status-updated', 'demo-booked', 'call-received', 'call-longer-than']) {
      const runs = await runsOf(workflow);
      assert.equal(runs.length, 1, `${workflow}: ${JSON.stringify(runs)}`);
    }
    assert.equal(salesforce.driver.allowance.used > 0, true);
  });

  test('B6: a field that is mapped goes out with the next change of its lead, however soon that is', async () => {
    const { driver } = system.standIns.hubspot;
    const ana = (await leadOf('ana@initech.example')) ?? assert.fail('Ana is not there');
    const contact = driver
      .records('contacts')
      .find(({ properties }) => properties.get('firstname') === 'Ana');
    // What goes out is asked about with each change: the one before knew nothing of the title.
    await api('PATCH', `/v1/leads/${ana.id}`, { country: 'FR' }, { 'if-match': '*' });
    await system.drain();
    const title = { object: 'contact', ours: 'title', theirs: 'jobtitle', direction: 'out' };
    const mapped = { ...ofHubspot, fields: [...ofHubspot.fields, title] };
    await api('PUT', '/v1/connections/hubspot/mapping', mapped, { 'if-match': '*' });
    await api('PATCH', `/v1/leads/${ana.id}`, { title: 'Head of sales' }, { 'if-match': '*' });
    await system.drain();
    assert.equal(driver.record('contacts', contact?.id ?? '')?.properties.get('jobtitle'), 'Head of sales');
  });
});
