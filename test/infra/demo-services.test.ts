import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { timeLapseClock } from '#infra/local/clock.ts';
import { ApiClient } from '#infra/local/demo/api-client.ts';
import { Chance } from '#infra/local/demo/chance.ts';
import { MailboxClient } from '#infra/local/demo/mailbox-client.ts';
import { pass } from '#infra/local/demo/pass.ts';
import { readPlan } from '#infra/local/demo/plan.ts';
import { Reactions } from '#infra/local/demo/reactions.ts';
import { Enquiries } from '#infra/local/demo/services/enquiries.ts';
import { collectServices, describeServices } from '#infra/local/demo/services/services-report.ts';
import { servicesRate, setUpServices } from '#infra/local/demo/services/set-up-services.ts';
import { setUp } from '#infra/local/demo/set-up.ts';
import { organisation } from '#infra/local/names.ts';
import { startSystem } from '#infra/local/system.ts';

const start = '2027-03-01T08:00:00.000Z';
const end = '2027-03-05T08:00:00.000Z';
const plan = `users:
  anne: { name: Anne Petit, email: anne@lumen.example, zone: Europe/Paris }
sequence: { id: s, name: S, steps: [{ id: a, name: Call, type: call, wait: { amount: 0, unit: minutes } }] }
services:
  owner: anne
  connections:
    salesforce:
      mapping:
        fields:
          - { object: lead, ours: email, theirs: Email, direction: in }
          - { object: lead, ours: phone, theirs: Phone, direction: in }
          - { object: lead, ours: country, theirs: Country, direction: in }
        status: { lead: Status }
        defaultOwnerId: anne
    calendly: {}
    aircall: {}
  sequences:
    web: { name: Web, steps: [{ id: a, name: Call, type: call, wait: { amount: 0, unit: minutes } }] }
  crmRules:
    web:
      name: Web
      kind: salesforce
      object: lead
      on: created
      filter: { field: lead.country, is: is, value: FR }
      sequenceId: web
  workflows:
    - name: Called
      trigger: { type: first-manual-step-done }
      actions: [{ type: change-integration-status, leadStatus: Working - Contacted }]
    - name: Booked
      trigger: { type: demo-booked }
      actions: [{ type: change-integration-status, leadStatus: Closed - Converted }]
reactions:
  crm-lead: { chance: 1, after: [0, 4] }
  book-demo: { chance: 0.5, after: [6, 20] }
  ring: { chance: 0.5, after: [6, 20] }
  task-complete: { chance: 1, after: [1, 2] }
`;

const folder = await mkdtemp(join(tmpdir(), 'relance-services-'));
const clock = timeLapseClock(start);
after(async () => {
  clock.restore();
  await rm(folder, { recursive: true });
});

test('leads of the CRM come in by the rule of a plan, statuses go out, demos and calls are taken in, and nothing waits at the end', async () => {
  const file = join(folder, 'plan.yaml');
  await writeFile(file, plan);
  const written = await readPlan(file);
  const rates = { leastRateMinutes: 24 * 60, leastRateOf: servicesRate };
  const system = await startSystem({ clock, ...rates, streamLagSeconds: 6 * 3600 });
  try {
    const of = { organisation, userId: 'anne', role: 'super_admin' } as const;
    const api = new ApiClient(system.url, await system.token(of));
    await setUp(api, written, 'anne', 'super_admin');
    const addresses = await setUpServices(system, api, written);
    const common = { plan: written.plan, chance: new Chance(1), api };
    const enquiries = new Enquiries({ ...common, standIns: system.standIns, addresses, start, end });
    const mailbox = new MailboxClient(system.mailboxUrl);
    const reactions = new Reactions({ ...common, mailbox, nameOf: (id) => enquiries.nameOf(id) });
    await pass(system, { start, end }, [enquiries, reactions]);
    const report = await collectServices(api, written.plan.services);
    assert.ok(report !== undefined);
    const { failed, waiting, ...done } = report;
    assert.deepEqual({ failed, waiting }, { failed: 0, waiting: 0 });
    for (const [what, count] of Object.entries(done)) assert.ok(count > 0, what);
    assert.match(describeServices(report).join(' '), /Nothing failed, and nothing waits\.$/);
    const leads = [...system.standIns.salesforce.driver.store.rows.Lead.values()];
    assert.equal(leads.filter((lead) => lead['IsConverted'] === true).length, report.conversions);
  } finally {
    await system.stop();
  }
});
