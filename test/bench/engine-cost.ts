import { billOf, functionLines, tableLines, type Bill } from './bill.ts';
import { meteredStore } from './metered-store.ts';
import { runMetered, type MeteredRun, type Scenario } from './metered-run.ts';
import { assumptions, prices } from './prices.ts';
import { isMet, type Row } from './row.ts';
import { countStatistics, lookForWorkflows, noteFacts, recordActivities } from './stream-consumers.ts';
import { intakeOf } from './intake-cost.ts';

const ENGINE_BUDGET = 5;
const INTAKE_BUDGET = 1.5;

/**
 * What a million automated mails cost, from the wake-up to the plan of the next, and what the provider's events about
 * them cost: from calls that the real engine made on the real store, at list price.
 */
export async function engineCost(people: Pick<Scenario, 'senders' | 'leadsEach'>): Promise<Row[]> {
  const capped = await costOf({ ...people, settings: { maxMailsPerDay: 200, mailDelay: { kind: 'none' } } });
  const delay = { kind: 'random', minSeconds: 60, maxSeconds: 180 } as const;
  const paced = await costOf({ ...people, senders: 1, settings: { maxMailsPerDay: 200, mailDelay: delay } });
  const who = `${people.senders} senders with ${people.leadsEach} leads each, capped at 200 a day`;
  return [
    {
      what: `engine cost per million automated mail steps, ${who}`,
      measured: dollars(capped.engine),
      budget: `≤ $${ENGINE_BUDGET.toFixed(2)}`,
      met: isMet(capped.engine.dollars <= ENGINE_BUDGET),
      details: [...capped.engine.lines, sizeOf(capped), batching, assumptions, uncounted],
    },
    {
      what: 'the same for one sender with a drawn delay of 1 to 3 minutes between mails',
      measured: dollars(paced.engine),
      budget: 'none: see its note',
      met: 'info',
      details: [...paced.engine.lines, sizeOf(paced), pacingNote],
    },
    {
      what: 'keeping the leads behind the figures, per million automated mail steps',
      measured: `${dollars(capped.behind)} in full batches, ${dollars(paced.behind)} alone`,
      budget: 'none: not needed to send',
      met: 'info',
      details: [...capped.behind.lines, behindNote],
    },
    {
      what: 'looking for workflows, per million automated mail steps',
      measured: `${dollars(capped.workflows)} in full batches, ${dollars(paced.workflows)} alone`,
      budget: 'none: not needed to send',
      met: 'info',
      details: [...capped.workflows.lines, workflowsNote],
    },
    {
      what: 'intake of provider events per million mails (one delivery each)',
      measured: dollars(capped.intake),
      budget: `≤ $${INTAKE_BUDGET.toFixed(2)}`,
      met: isMet(capped.intake.dollars <= INTAKE_BUDGET),
      details: [...capped.intake.lines, intakeNote],
    },
  ];
}

const batching =
  'Batches are as full as a lane makes them that has many due at one moment, ten at most; the next line shows the other ' +
  'extreme, every wake-up alone.';
const uncounted =
  'Not counted: cold starts, traces, empty polls of queues, the sweep; logs, which at 1 KB an invocation and $0.50 a GB ' +
  'come to $0.15.';
const intakeNote =
  'Over the budget: the notification, the queue request that carries it and the write that records it are $1.53 alone. ' +
  'Without the queue request, which is counted to be safe though AWS may not bill what SNS sends, the sum is $0.40 less; ' +
  'with the events taken from EventBridge, where those of AWS services are free, in place of SNS, $0.50 less, and within it.';
const pacingNote =
  'A delay between mails, as by default, wakes each alone: nothing is shared by a batch, neither what is read nor the ' +
  "write of the lane's day, the statistics, the receipt from the queue and the invocations. With many lanes at work " +
  'batches of the streams are shared all the same; that is not counted here.';

const behindNote =
  'One write for each figure that a batch of the stream touches, of one unit for some twenty leads; the same again for ' +
  'each event of the provider that is counted.';

const workflowsNote =
  'One query for each batch in which anything fires. A run costs about what a change by a person does, and two writes.';

type Costs = MeteredRun & { engine: Bill; behind: Bill; workflows: Bill; intake: Bill };

async function costOf(scenario: Scenario): Promise<Costs> {
  const metered = await meteredStore();
  try {
    const run = await runMetered(metered, scenario);
    const { w, sent, tables, changes } = run;
    const { activities, lines: recording } = await recordActivities(metered, changes);
    const counting = await countStatistics(metered, activities);
    const wakeUps = w.batches.flat().length;
    const engine = billOf(sent.length, [
      { what: 'invocations of Scheduler', count: wakeUps, price: prices.scheduleInvocation },
      { what: 'FIFO requests, sending', count: wakeUps, price: prices.fifoRequest },
      {
        what: 'FIFO requests, receiving and deleting',
        count: 2 * w.batches.length,
        price: prices.fifoRequest,
      },
      ...tableLines(tables),
      ...functionLines('run-due-steps', { invocations: w.batches.length, items: wakeUps, calls: w.calls }),
      ...recording,
      ...counting,
    ]);
    const behind = billOf(sent.length, await noteFacts(metered, activities));
    const workflows = billOf(sent.length, await lookForWorkflows(metered, activities));
    return { ...run, engine, behind, workflows, intake: await intakeOf(metered, run) };
  } finally {
    await metered.stop();
  }
}

function dollars(bill: Bill): string {
  return `$${bill.dollars.toFixed(2)}`;
}

function sizeOf({ sent, w }: MeteredRun): string {
  const { length } = w.batches.flat();
  return `Measured over ${sent.length} mails: ${length} wake-ups in ${w.batches.length} batches.`;
}
