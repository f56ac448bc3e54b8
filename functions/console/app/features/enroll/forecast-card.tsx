import type { Answer } from '../../api/operations.ts';
import { number, when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Card, Facts } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';
import { leadsOf, MOST_FORECAST, useForecast, type Plan } from './enrolling.ts';
import { ForecastJob } from './forecast-job.tsx';
import { ForecastLeads } from './forecast-leads.tsx';
import { LoadCalendar } from './load-calendar.tsx';

type Forecast = Answer<'POST /v1/forecasts'>;

/** What would go out when: the days of each sender, first and last message, and every lead with reasons (F1). */
export function ForecastCard({ plan, nameOf }: { plan: Plan; nameOf: (id: string) => string }) {
  const t = useT();
  const forecast = useForecast(plan);
  return (
    <Card title={t('Forecast')}>
      {leadsOf(plan) > MOST_FORECAST ? (
        <ForecastJob key={JSON.stringify(plan)} plan={plan} />
      ) : (
        <Read of={forecast}>{(data) => <Shown forecast={data} nameOf={nameOf} />}</Read>
      )}
    </Card>
  );
}

function Shown({ forecast, nameOf }: { forecast: Forecast; nameOf: (id: string) => string }) {
  const t = useT();
  const { totals, leads, load } = forecast;
  const moments = leads
    .flatMap(({ steps }) => steps)
    .filter(({ outcome }) => outcome === 'sent')
    .map(({ at }) => at)
    .sort();
  const first = moments[0];
  const last = moments.at(-1);
  return (
    <div className="grid min-w-0 gap-5">
      <div className="grid gap-4 sm:grid-cols-2">
        <Facts
          of={[
            [t('First message'), first === undefined ? t('none') : when(first)],
            [t('Last message'), last === undefined ? t('none') : when(last)],
            totals.lastAt !== undefined && [t('Last step'), when(totals.lastAt)],
          ]}
        />
        <Facts
          of={[
            [t('Mails'), number(totals.mails)],
            totals.sms > 0 && [t('Text messages'), number(totals.sms)],
            [t('Tasks'), number(totals.tasks)],
            totals.skipped > 0 && [t('Steps skipped'), number(totals.skipped)],
          ]}
        />
      </div>
      <LoadCalendar load={load} />
      <ForecastLeads lines={leads} nameOf={nameOf} />
      <p className="text-soft text-sm">
        {t('It holds as long as nobody answers, tasks are done at once and nothing is changed meanwhile.')}
      </p>
    </div>
  );
}
