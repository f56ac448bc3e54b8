import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as clack from '@clack/prompts';
import * as z from 'zod';
import { zone as knownZone } from '#shared/contracts/api/values.ts';
import { utc } from '#shared/domain/time/utc.ts';
import { later, type InstantText } from '../clock.ts';
import { organisation } from '../names.ts';
import type { System } from '../system.ts';
import { ApiClient } from './api-client.ts';
import { collectBeside } from './extra-report.ts';
import { Chance } from './chance.ts';
import { enrollEverybody, leadsByOwner } from './enroll-everybody.ts';
import { compareForecast } from './compare-forecast.ts';
import { askForecast, describeForecast, type DemoForecast } from './forecast.ts';
import { importLeads } from './import-leads.ts';
import { MailboxClient } from './mailbox-client.ts';
import { MINUTES_A_DAY, pass } from './pass.ts';
import type { Plan, WrittenPlan } from './plan.ts';
import { printed } from './print.ts';
import { withProgress } from './progress.ts';
import { Reactions } from './reactions.ts';
import { reportPage } from './report-page.ts';
import { collect } from './report.ts';
import { collectServices } from './services/services-report.ts';
import { Enquiries } from './services/enquiries.ts';
import { setUpServices } from './services/set-up-services.ts';
import { setUp, tellReceiver } from './set-up.ts';
import { writeJson } from './write-json.ts';
import { WebhookReceiver } from './webhook-receiver.ts';

/** What a demo is told on the command line. */
export type DemoOptions = {
  leads: string;
  plan: string;
  start: InstantText;
  days: number;
  out: string;
  seed: number;
  strict: boolean;
};

/** Plays a plan from setting up to the report. @returns whether every enrollment is accounted for */
export async function play(system: System, written: WrittenPlan, options: DemoOptions): Promise<boolean> {
  const { plan } = written;
  const admin = Object.keys(plan.users)[0] ?? 'admin';
  // Services are connected by a super admin.
  const role = plan.services === undefined ? 'admin' : 'super_admin';
  const api = new ApiClient(system.url, await system.token({ organisation, userId: admin, role }));
  await setUp(api, written, admin, role);
  const addresses = await setUpServices(system, api, written);
  const told = plan.webhooks.length === 0 ? undefined : await WebhookReceiver.start(api);
  try {
    if (told !== undefined) await tellReceiver(api, plan.webhooks, told.url);
    await importFile(system, api, options);
    const byOwner = await leadsByOwner(api, plan);
    const forecast = await askForecast(api, plan, byOwner);
    clack.log.info(`Forecast. ${describeForecast(forecast)}`);
    const enrolled = await enrollEverybody(api, plan, byOwner);
    clack.log.info(`${enrolled} leads enrolled in “${plan.sequence.name}”`);

    const end = later(options.start, options.days * MINUTES_A_DAY * 60);
    const mailbox = new MailboxClient(system.mailboxUrl);
    const chance = new Chance(options.seed);
    const days = { start: options.start, end };
    const enquiries = new Enquiries({ plan, chance, api, standIns: system.standIns, addresses, ...days });
    const nameOf = (leadId: string) => enquiries.nameOf(leadId);
    const reactions = new Reactions({ plan, chance, api, mailbox, nameOf });
    await withProgress(
      `${options.days} days pass`,
      options.days,
      ({ reach }) => pass(system, days, [enquiries, reactions], reach),
      () => `${options.days} days passed`,
    );
    return await report(api, plan, options, { end, forecast, mailbox, receiver: told?.receiver });
  } finally {
    told?.receiver.stop();
  }
}

async function importFile(system: System, api: ApiClient, options: DemoOptions): Promise<void> {
  const rejectedFile = join(options.out, 'rejected.csv');
  const { columns } = await withProgress(
    'Importing leads',
    100,
    ({ reach }) =>
      importLeads(api, options.leads, {
        strict: options.strict,
        rejectedFile,
        work: () => system.drain(),
        onProgress: (percent) => reach(Math.floor(percent)),
      }),
    ({ accepted, rejected }) =>
      `${accepted} leads imported${rejected === 0 ? '' : `, ${rejected} rows refused: see ${rejectedFile}`}`,
  );
  if (columns.length > 0) clack.log.info(`What was understood: ${columns.join('; ')}`);
}

async function report(
  api: ApiClient,
  plan: Plan,
  options: DemoOptions,
  {
    end,
    forecast,
    mailbox,
    receiver,
  }: {
    end: InstantText;
    forecast: DemoForecast;
    mailbox: MailboxClient;
    receiver: WebhookReceiver | undefined;
  },
): Promise<boolean> {
  const zone =
    z.looseObject({ profile: z.looseObject({ zone: knownZone }).optional() }).parse(plan.organisation).profile
      ?.zone ?? utc;
  const collected = await withProgress(
    'Reading the records',
    undefined,
    ({ reach }) =>
      collect(api, {
        sequence: plan.sequence.id,
        zone,
        mailbox,
        onProgress: (done) => reach(done, `Reading the records: ${done}`),
      }),
    (read) => `${read.report.totals.enrolled} records read`,
  );
  const beside = {
    forecast: compareForecast(forecast, collected.report.decisions, end),
    ...(await collectBeside(api, receiver?.received)),
    services: await collectServices(api, plan.services),
  };
  const title = `${plan.sequence.name}: what happened`;
  const [json, html] = [join(options.out, 'report.json'), join(options.out, 'report.html')];
  await writeJson(json, { ...collected.report, ...beside });
  await writeFile(html, reportPage(collected, beside, { title, zone, from: options.start, to: end }));
  process.stdout.write(`${printed(collected, beside)}\n\nWritten: ${json} and ${html}\n`);
  return collected.reconciliation.balanced;
}
