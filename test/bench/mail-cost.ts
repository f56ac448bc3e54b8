import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import { chunksOf } from '#shared/domain/kernel/in-chunks.ts';
import { batchSizeOf, mixed, sendersFor, type Load } from './batches.ts';
import { billOf, functionLines, tableLines, type Bill } from './bill.ts';
import { intakeOf } from './intake-cost.ts';
import { meteredStore, type MeteredStore } from './metered-store.ts';
import { runMetered, type MeteredRun, type Scenario } from './metered-run.ts';
import { assumed, assumptions, prices, sesPlans, smsPart } from './prices.ts';
import { isMet, type Row } from './row.ts';
import { sweepMonth } from './sweep-month.ts';
import { countStatistics, followActivities, recordActivities } from './stream-consumers.ts';
import { visitCost } from './visit-cost.ts';

/** Dollars per million mails, and per million openings or clicks. */
const BUDGETS = { paced: 7, full: 5, visit: 4 };

/** The bill of a mail by who writes it. */
type Bills = { enrolling: Bill; engine: Bill; intake: Bill; record: Bill; statistics: Bill; followed: Bill };

/** What a mail and a visit cost, and an enrollment half-way. */
type Cost = { bills: Bills; visits: Bill; sample: Enrollment | undefined };

/**
 * What a million automated mails cost, with all that an account pays for them: from calls that the real functions' work
 * made on the real store, at list price.
 */
export async function mailCost(leadsEach: number): Promise<Row[]> {
  const pacing = { kind: 'fixed', seconds: assumed.pacingSeconds } as const;
  const loads = [1_000_000, 100_000, 10_000].map((mails) => ({ mails, senders: sendersFor(mails) }));
  const paced = await costsOf({ senders: 1, leadsEach, settings: { mailDelay: pacing } }, loads);
  const [full] = await costsOf({ senders: 2, leadsEach, settings: { mailDelay: { kind: 'none' } } }, [
    'full',
  ]);
  const [atMillion] = paced;
  if (atMillion?.sample === undefined || full === undefined) throw new Error('Nothing was measured');
  const totals = new Map(loads.map(({ senders }, index) => [senders, totalOf(paced[index]?.bills)]));
  return [
    {
      what: `a million mails a month at the default settings, ${sendersFor(1_000_000)} senders, logs and traces included`,
      ...dollars(totalOf(atMillion.bills), BUDGETS.paced),
      details: [...detailsOf(atMillion.bills), ...assumptions],
    },
    {
      what: 'a million mails in full batches, logs and traces included',
      ...dollars(totalOf(full.bills), BUDGETS.full),
      details: detailsOf(full.bills),
    },
    {
      what: 'a million openings and clicks, half of each, at the same load',
      ...dollars(atMillion.visits.dollars, BUDGETS.visit),
      details: atMillion.visits.lines,
    },
    {
      what: 'mails a month at the default settings: Relance, and SES by plan',
      measured: loads
        .map(({ mails, senders }) => ({ mails, each: totals.get(senders) ?? NaN }))
        .map(({ mails, each }) => `${mails.toLocaleString('en')}: $${((each * mails) / 1e6).toFixed(2)}`)
        .join('; '),
      budget: 'none: for the README',
      met: 'info',
      details: [
        `Fewer mails cost more each, since batches are smaller: $${[...totals.values()].map((each) => each.toFixed(2)).join(', $')} a million.`,
        ...sesPlans.map(
          ({ plan, month, million: each }) =>
            `SES, ${plan}: ${loads.map(({ mails }) => `$${(month + (each * mails) / 1e6).toFixed(0)} for ${mails.toLocaleString('en')}`).join(', ')}`,
        ),
        `A part of a text: $${smsPart.from} to $${smsPart.to}, by country.`,
      ],
    },
    sweepMonth(atMillion.sample),
  ];
}

function dollars(each: number, budget: number): Pick<Row, 'measured' | 'value' | 'budget' | 'met'> {
  const value = Math.round(each * 100) / 100;
  return {
    measured: `$${value.toFixed(2)}`,
    value,
    budget: `≤ $${budget.toFixed(2)}`,
    met: isMet(value <= budget),
  };
}

function totalOf(bills: Bills | undefined): number {
  return Object.values(bills ?? {}).reduce((sum, bill) => sum + bill.dollars, 0);
}

function detailsOf(bills: Bills): string[] {
  return Object.entries(bills).flatMap(([part, bill]) => [
    `${part}: $${bill.dollars.toFixed(2)}`,
    ...bill.lines,
  ]);
}

/** Runs a scenario once, and prices its mails under each load. */
async function costsOf(scenario: Scenario, loads: readonly Load[]): Promise<Cost[]> {
  const metered = await meteredStore();
  try {
    const settings = { ...scenario.settings, maxMailsPerDay: assumed.mailsPerDay };
    const run = await runMetered(metered, { ...scenario, settings });
    const costs: Cost[] = [];
    for (const load of loads) {
      await metered.forgetRecord();
      costs.push({
        bills: await billsOf(metered, run, load),
        visits: await visitCost(metered, run, load),
        sample: run.changes.at(-Math.ceil(run.changes.length / 2)),
      });
    }
    return costs;
  } finally {
    await metered.stop();
  }
}

async function billsOf(metered: MeteredStore, run: MeteredRun, load: Load): Promise<Bills> {
  const { w, sent, tables, changes, enrolling } = run;
  const mails = sent.length;
  const wakeUps = w.batches.flat().length;
  const recording = await recordActivities(
    metered,
    mixed(changes, batchSizeOf('record-activities', changes.length / mails, load)),
  );
  const intake = await intakeOf(metered, run, load);
  const activities = [...recording.activities, ...intake.activities];
  const perMail = activities.length / mails;
  const counted = mixed(activities, batchSizeOf('count-statistics', perMail, load));
  // In their order: what is kept of a lead is the last of it, so those of one lead must not come mixed.
  const inOrder = activities.toSorted((a, b) => a.at - b.at);
  const followed = chunksOf(inOrder, batchSizeOf('follow-activities', perMail, load));
  return {
    enrolling: billOf(mails, tableLines(enrolling)),
    engine: billOf(mails, [
      { what: 'invocations of Scheduler', count: wakeUps, price: prices.scheduleInvocation },
      { what: 'FIFO requests, sending', count: wakeUps, price: prices.fifoRequest },
      {
        what: 'FIFO requests, receiving and deleting',
        count: 2 * w.batches.length,
        price: prices.fifoRequest,
      },
      ...tableLines(tables),
      ...functionLines('run-due-steps', { invocations: w.batches.length, items: wakeUps, calls: w.calls }),
    ]),
    record: billOf(mails, recording.lines),
    intake: billOf(mails, intake.lines),
    statistics: billOf(mails, await countStatistics(metered, counted)),
    followed: billOf(mails, await followActivities(metered, followed)),
  };
}
