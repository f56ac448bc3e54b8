import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { later, timeLapseClock, type InstantText } from '../clock.ts';
import { ApiClient } from '../demo/api-client.ts';
import { Chance } from '../demo/chance.ts';
import { importLeads } from '../demo/import-leads.ts';
import { MailboxClient } from '../demo/mailbox-client.ts';
import { pass } from '../demo/pass.ts';
import { readPlan, type WrittenPlan } from '../demo/plan.ts';
import { Reactions } from '../demo/reactions.ts';
import { Enquiries } from '../demo/services/enquiries.ts';
import { servicesRate, setUpServices } from '../demo/services/set-up-services.ts';
import { setUp } from '../demo/set-up.ts';
import { organisation } from '../names.ts';
import { startSystem, type System } from '../system.ts';
import { leaveWorkFor } from './work-of-services.ts';

/** How long the organisation has worked with Relance. */
const DAYS = 16;
/** Leads of the demo that it has, and how many of them came from a fair three days ago. */
const LEADS = 120;
const FROM_FAIR = 30;
const FAIR_DAYS_AGO = 3;
const DAY_SECONDS = 24 * 3600;

/** Who of the sample has the leads of whom of the demo. */
const owners = { claire: 'user', marc: 'manager', elena: 'elena' };

/** Who works in the CRM. */
const sellers = [
  { email: 'elena@lumen.example', name: 'Elena Marin' },
  { email: 'claire@lumen.example', name: 'Claire Petit' },
  { email: 'marc@lumen.example', name: 'Marc Fabre' },
] as const;

const anything = z.unknown();
const revised = z.object({ revision: z.int() });
const lead = z.object({ id: z.string(), ownerId: z.string() });

const fair = {
  id: 'fair',
  name: 'Visitors of the fair',
  draft: {
    unsubscribeLink: { language: 'en' },
    steps: [
      {
        id: 'thanks',
        name: 'Thanks for your visit',
        type: 'automated-mail',
        wait: { amount: 0, unit: 'minutes' },
        templateId: 'fair-thanks',
      },
      {
        id: 'call',
        name: 'Call',
        type: 'call',
        wait: { amount: 2, unit: 'working-days' },
        templateId: 'call',
      },
      {
        id: 'again',
        name: 'Follow-up in the thread',
        type: 'automated-reply',
        wait: { amount: 3, unit: 'days' },
        templateId: 'follow-up',
        inThreadOf: 'thanks',
      },
    ],
  },
};

/** The first leads of the demo, with owners of the sample. */
function leadsFile(folder: string): string {
  const source = readFileSync(join(import.meta.dirname, '../demo/sample/leads.csv'), 'utf8');
  const [header = '', ...rows] = source.split('\n');
  const owned = rows
    .slice(0, LEADS)
    .map((row) =>
      row.replace(/,(claire|marc|elena),/, (_, name: keyof typeof owners) => `,${owners[name]},`),
    );
  const file = join(folder, 'leads.csv');
  writeFileSync(file, [header, ...owned, ''].join('\n'));
  return file;
}

async function enroll(
  api: ApiClient,
  sequenceId: string,
  leads: readonly z.output<typeof lead>[],
): Promise<void> {
  for (const [userId, own] of Object.entries(Object.groupBy(leads, ({ ownerId }) => ownerId))) {
    await api.call('POST', '/v1/enrollments', anything, {
      body: { leadIds: own?.map(({ id }) => id), sequenceId, userId },
    });
  }
}

/** People who are away around the last day, one with a stand-in. */
async function addAbsences(api: ApiClient, end: InstantText): Promise<void> {
  const day = (after: number): string => later(end, after * DAY_SECONDS).slice(0, 10);
  const away = {
    elena: [{ from: day(2), to: day(4), standIn: 'user' }],
    manager: [{ from: day(9), to: day(13), standIn: null }],
  };
  for (const [id, absences] of Object.entries(away)) {
    const { revision } = await api.call('GET', `/v1/settings/user.${id}`, revised);
    await api.call('PATCH', `/v1/settings/user.${id}`, anything, {
      body: { absences },
      headers: { 'if-match': `"${revision}"` },
    });
  }
}

async function work(
  system: System,
  written: WrittenPlan,
  api: ApiClient,
  span: { start: InstantText; end: InstantText; folder: string },
) {
  const { plan } = written;
  const chance = new Chance(7);
  const addresses = await setUpServices(system, api, written);
  const enquiries = new Enquiries({ plan, chance, api, standIns: system.standIns, addresses, ...span });
  await importLeads(api, leadsFile(span.folder), {
    strict: false,
    rejectedFile: join(span.folder, 'rejected.csv'),
    work: () => system.drain(),
    onProgress: () => undefined,
  });
  const drafted = revised.parse(
    await api.call('PUT', `/v1/sequences/${fair.id}`, anything, {
      body: { name: fair.name, draft: fair.draft },
    }),
  );
  await api.call('POST', `/v1/sequences/${fair.id}/publish`, anything, {
    headers: { 'if-match': `"${drafted.revision}"` },
  });
  const leads = await Array.fromAsync(api.list('/v1/leads', lead));
  await enroll(api, plan.sequence.id, leads.slice(FROM_FAIR));
  const reactions = new Reactions({
    plan,
    chance,
    api,
    mailbox: new MailboxClient(system.mailboxUrl),
    nameOf: (leadId) => enquiries.nameOf(leadId),
  });
  const fairDay = later(span.end, -FAIR_DAYS_AGO * DAY_SECONDS);
  await pass(system, { start: span.start, end: fairDay }, [enquiries, reactions]);
  await enroll(api, fair.id, leads.slice(0, FROM_FAIR));
  // The answer to one mail is lost: nobody knows whether it went out, so a person decides.
  system.aws.faults.mail.order({ answer: 'hang-up', accepted: true });
  await addAbsences(api, span.end);
  await pass(system, { start: fairDay, end: span.end }, [enquiries, reactions]);
  await leaveWorkFor(system, api, addresses);
}

/**
 * Plays a believable organisation up to this moment, into a folder that a system then goes on with. Nothing is there when it
 * fails.
 */
async function fillSample(folder: string): Promise<void> {
  const end = new Date().toISOString();
  const start = `${later(end, -DAYS * DAY_SECONDS).slice(0, 10)}T06:00:00.000Z`;
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const clock = timeLapseClock(start);
  const system = await startSystem({
    clock,
    folder: unfinished,
    leastRateMinutes: 24 * 60,
    leastRateOf: servicesRate,
    crmPeople: sellers,
    streamLagSeconds: 6 * 3600,
  });
  try {
    const written = await readPlan(join(import.meta.dirname, 'organisation.yaml'));
    const admin = 'super-admin';
    const token = await system.token({ organisation, userId: admin, role: 'super_admin' });
    const api = new ApiClient(system.url, token);
    await setUp(api, written, admin);
    await work(system, written, api, { start, end, folder: unfinished });
  } finally {
    await system.stop();
    clock.restore();
  }
  renameSync(unfinished, folder);
}

// Run by start.ts in a process of its own, whose clock is an imagined one.
if (import.meta.main) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error('usage: fill-sample.ts <folder>');
  await fillSample(folder);
}
