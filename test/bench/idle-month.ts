import { functions, queues } from '#functions/manifest.ts';
import { dashboardMetrics } from '#test/infra/dashboard-metrics.ts';
import { devStage, synthesize } from '#test/infra/synthesized.ts';
import { assumed, monthly, prices } from './prices.ts';
import { isMet, type Row } from './row.ts';

const BUDGET = 6;
const SECONDS_OF_MONTH = 30 * 86_400;

/** What a stage costs a month in which nothing happens, from its own templates. */
export function idleMonth(): Row {
  const resources = [...synthesize(devStage).values()].flatMap((stack) => Object.values(stack.Resources));
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type);
  const alarms = ofType('AWS::CloudWatch::Alarm');
  const metrics = alarms.reduce((sum, { Properties }) => sum + metricsOf(Properties), 0);
  const shown = ofType('AWS::CloudWatch::Dashboard').map(({ Properties }) => dashboardMetrics(Properties));
  const large = shown.filter((count) => count > monthly.freeDashboardMetrics).length;
  const secrets = ofType('AWS::SecretsManager::Secret').length;
  const polled = functions.flatMap(({ trigger }) =>
    trigger.kind === 'queue' ? [queues[trigger.queue]] : [],
  );
  const polls = polled.length * assumed.pollers * (SECONDS_OF_MONTH / assumed.pollSeconds);
  const beats = functions.reduce(
    (sum, { trigger }) =>
      trigger.kind === 'rate' ? sum + trigger.inputs.length * (SECONDS_OF_MONTH / 60 / trigger.minutes) : sum,
    0,
  );
  const million = (number: number) => (number / 1_000_000).toFixed(1);
  const lines = [
    {
      what: `${alarms.length} alarms of ${metrics} metrics, ${monthly.freeAlarms} of them free`,
      dollars: Math.max(0, metrics - monthly.freeAlarms) * monthly.alarm,
    },
    {
      what: `a dashboard of ${shown.join(', ')} metrics; ${monthly.freeDashboards} of up to ${monthly.freeDashboardMetrics} are free`,
      dollars: (large + Math.max(0, shown.length - large - monthly.freeDashboards)) * monthly.dashboard,
    },
    { what: `${secrets} secrets`, dollars: secrets * monthly.secret },
    {
      what: `${million(polls)} million questions of ${polled.length} pollers to empty queues, the first million free`,
      dollars: (Math.max(0, polls - monthly.freeQueueRequests) * prices.queueRequest) / 1_000_000,
    },
    {
      what: `${beats} calls at a rate, of a second and a line in the log each`,
      dollars:
        (beats * (prices.lambdaRequest + 0.5 * prices.lambdaGigabyteSecond + prices.logLine)) / 1_000_000,
    },
  ];
  const dollars = lines.reduce((sum, line) => sum + line.dollars, 0);
  return {
    what: 'a month in which nothing happens',
    measured: `$${dollars.toFixed(2)}`,
    value: Math.round(dollars * 100) / 100,
    budget: `≤ $${BUDGET.toFixed(2)}`,
    met: isMet(dollars <= BUDGET),
    details: [
      ...lines.map((line) => `$${line.dollars.toFixed(2)}  ${line.what}`),
      'Left out: storage and backups of little, cents.',
    ],
  };
}

/** How many metrics an alarm looks at: each is paid for, sums of them are not. */
function metricsOf({ Metrics }: Record<string, unknown>): number {
  if (!Array.isArray(Metrics)) return 1;
  return Metrics.filter((metric: object) => 'MetricStat' in metric).length;
}
