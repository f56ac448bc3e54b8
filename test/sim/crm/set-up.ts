import type { Must } from '../automation.ts';
import type { People, Role } from '../people.ts';
import type { Scenario } from '../scenario.ts';
import type { World } from '../world.ts';
import { CRM_ADDRESS, crmBack, crmCredentials } from './crm-service.ts';
import type { CrmScenario } from './crm-scenario.ts';

/** Who connects services. */
export const superAdmin: { id: string; role: Role } = { id: 'root', role: 'super_admin' };

/** The rule, and whom it takes: by their title. */
export const RULE = 'buyers';
export const BUYER = 'Buyer';

/** The statuses that workflows write, by what fires them. */
const wishes = {
  'task-skipped': { accountStatus: 'Not interested', leadStatus: 'Closed - Converted' },
  'demo-booked': { leadStatus: 'Closed - Converted' },
  'call-received': { leadStatus: 'Working - Contacted' },
  'first-automated-step-done': { accountStatus: 'In progress' },
} as const;
/** To whom leads go whose status somebody changed in the CRM. */
const GIVEN_TO = 'rep2';

const both = (object: string, ours: string, theirs: string, wins = 'theirs') => ({
  ...{ object, ours, theirs, wins },
  direction: 'both',
});
/** The fields of people that follow each other, ours and theirs; of a title ours wins. */
export const followed = [
  { ours: 'lastName', theirs: 'LastName', wins: 'theirs' },
  { ours: 'title', theirs: 'Title', wins: 'ours' },
  { ours: 'email', theirs: 'Email', wins: 'theirs' },
  { ours: 'phone', theirs: 'Phone', wins: 'theirs' },
] as const;

type SetUp = { must: Must; people: People; world: World; scenario: Scenario; crm: CrmScenario };

/** Connects the CRM, the telephone systems and the calendar, and makes what an organisation makes of them. */
export async function connectServices(of: SetUp): Promise<void> {
  const { world, scenario, crm } = of;
  const { driver, store } = world.crm;
  store.skew.seconds = crm.skew;
  for (const { id, name } of scenario.users)
    driver.addUser({ email: `${id}@acme.example`, name, active: true });
  const { must } = of;
  await must('PUT', '/v1/connections/salesforce', {
    settings: { domain: CRM_ADDRESS, flow: crm.flow },
    credentials: crmCredentials,
  });
  if (crm.flow === 'web-server') await allowIn(of);
  await must('PUT', '/v1/connections/salesforce/mapping', {
    fields: [
      ...['lead', 'contact'].flatMap((object) => [
        { object, ours: 'firstName', theirs: 'FirstName', direction: 'in' },
        ...followed.map(({ ours, theirs, wins }) => both(object, ours, theirs, wins)),
      ]),
      { object: 'lead', ours: 'fields.source', theirs: 'LeadSource', direction: 'in' },
      { object: 'account', ours: 'name', theirs: 'Name', direction: 'in' },
    ],
    status: { lead: 'Status', account: 'Status__c' },
    owners: crm.owners,
    defaultOwnerId: 'rep1',
    takesIn: crm.takesIn,
    activities: crm.activities,
  });
  for (const [object, field] of [
    ['lead', 'Status'],
    ['account', 'Status__c'],
  ] as const)
    await must('GET', '/v1/connections/salesforce/picklist', undefined, {}, { object, field });
  await must('PUT', `/v1/crm-rules/${RULE}`, {
    name: 'Buyers',
    kind: 'salesforce',
    object: 'lead',
    on: 'created-or-updated',
    filter: { field: 'lead.title', is: 'is', value: BUYER },
    sequenceId: 'q1',
    asksAbove: crm.asksAbove,
  });
  await must('POST', `/v1/crm-rules/${RULE}/activate`, undefined);
  for (const kind of ['generic', 'aircall', 'calendly'] as const) {
    const { credentials } = world.telephone[kind];
    const { body } = await must('PUT', `/v1/connections/${kind}`, { credentials, completesCallTasks: true });
    world.telephone.addresses.set(kind, new URL(body.address).pathname);
  }
  await makeWorkflows(must);
  fillCrm(of);
}

async function makeWorkflows(must: Must): Promise<void> {
  for (const [type, statuses] of Object.entries(wishes))
    await must('POST', '/v1/workflows', {
      name: type,
      trigger: { type },
      actions: [{ type: 'change-integration-status', ...statuses }],
    });
  await must('POST', '/v1/workflows', {
    name: 'Status',
    trigger: { type: 'lead-status-updated' },
    actions: [{ type: 'change-owner', userId: GIVEN_TO }],
  });
}

/** How often a person comes back where the connection is at work at that moment, and after how long. */
const TRIES = 5;
const AGAIN_MS = 70_000;

/** Has a person allow us in, in the browser. */
export async function allowIn({ people, world }: Pick<SetUp, 'people' | 'world'>): Promise<void> {
  const path = '/v1/connections/salesforce';
  const begun = await people.ask(superAdmin, 'POST', `${path}/authorize`, { body: { redirectUri: crmBack } });
  if (begun.status !== 200) return;
  const body = await world.crm.allow(begun.body.url);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { status } = await people.ask(superAdmin, 'POST', `${path}/redeem`, { body });
    if (status !== 409) return;
    await new Promise<void>((resolve) => {
      world.agenda.in(AGAIN_MS, resolve);
    });
  }
}

/** Some of the leads are known to the CRM: as a lead, as the contact of an account, or as both. */
function fillCrm({ world: { crm: service }, scenario, crm }: SetUp): void {
  const { driver } = service;
  const accounts = [1, 2, 3, 4].map((n) =>
    driver.seed('Account', { Name: `Company ${n}`, Status__c: 'New' }),
  );
  const users = [...service.store.rows.User.keys()];
  for (const [n, { name, email, phone }] of scenario.leads.entries()) {
    if ((n * 37) % 100 >= crm.knows) continue;
    const person = {
      FirstName: name,
      LastName: 'Doe',
      Title: n % 5 === 0 ? BUYER : 'Clerk',
      Email: email,
      OwnerId: users[n % users.length] ?? '',
      ...(phone !== undefined && n % 2 === 0 && { Phone: phone }),
    };
    if (n % 3 !== 0) driver.seed('Lead', { ...person, Company: `Company ${n % 4}` });
    if (n % 3 !== 1) driver.seed('Contact', { ...person, AccountId: accounts[n % 4] ?? '' });
  }
}
