import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import { useAct, useRead } from '../../api/queries.ts';
import { number, when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Facts } from '../../ui/page.tsx';
import { recordsOf } from '../leads/import/csv.ts';
import { Progress } from '../../ui/progress.tsx';
import { saveFile } from '../leads/save-file.ts';
import { forecastOf, leadsOf, type Plan } from './enrolling.ts';
import { LoadCalendar, type Load } from './load-calendar.tsx';

/** The forecast of many leads: made by a job, with its days shown and its list as a file. */
export function ForecastJob({ plan }: { plan: Plan }) {
  const t = useT();
  const create = useAct('POST /v1/jobs');
  const id = create.data?.job.id;
  const [isOver, setOver] = useState(false);
  const job = useRead(
    'GET /v1/jobs/{id}',
    { params: { id: id ?? '' } },
    { enabled: id !== undefined, refreshMs: isOver ? undefined : 1500 },
  );
  const status = job.data?.status;
  if (!isOver && (status === 'done' || status === 'failed')) setOver(true);
  if (id === undefined)
    return (
      <div className="grid justify-items-start gap-3">
        <p>
          {t('The forecast of {count} people takes a moment: it runs as a job.', { count: leadsOf(plan) })}
        </p>
        <ProblemNotice error={create.error} />
        <Button
          busy={create.isPending}
          onClick={() => create.mutate({ body: { kind: 'forecast', forecast: forecastOf(plan) } })}
        >
          {t('Make the forecast')}
        </Button>
      </div>
    );
  if (status === 'failed')
    return (
      <Notice tone="bad" role="alert">
        {t('The forecast could not be made.')} {job.data?.problem}
      </Notice>
    );
  const summary = job.data?.forecast?.summary;
  if (status !== 'done' || summary === undefined)
    return <Progress percent={job.data?.percent ?? 0} label={t('Forecast')} />;
  return (
    <div className="grid min-w-0 gap-4">
      <Facts
        of={[
          summary.lastAt !== undefined && [t('Last step'), when(summary.lastAt)],
          [t('Mails'), number(summary.mails)],
          summary.sms > 0 && [t('Text messages'), number(summary.sms)],
          [t('Tasks'), number(summary.tasks)],
          summary.skipped > 0 && [t('Steps skipped'), number(summary.skipped)],
        ]}
      />
      <LoadOfJob id={id} />
      <DownloadList id={id} />
    </div>
  );
}

const partsOf = (urls: readonly string[]): Promise<string[]> =>
  Promise.all(urls.map(async (url) => (await fetch(url)).text()));

/** The days of a forecast that a job made, from its file. */
function LoadOfJob({ id }: { id: string }) {
  const load = useQuery({
    queryKey: ['load', id],
    staleTime: Infinity,
    queryFn: async () => {
      const { parts } = await call('GET /v1/jobs/{id}/load.csv', { params: { id } });
      const [, ...rows] = recordsOf((await partsOf(parts)).join(''), ',');
      return rows.map(({ cells: [userId = '', channel = '', date = '', used, cap, full] }): Load => ({
        userId,
        channel,
        date,
        used: Number(used),
        cap: cap === undefined || cap === '' ? null : Number(cap),
        full: full === 'true' || full === 'yes',
      }));
    },
  });
  return load.data === undefined ? <ProblemNotice error={load.error} /> : <LoadCalendar load={load.data} />;
}

/** Every step of every lead as a file. */
function DownloadList({ id }: { id: string }) {
  const t = useT();
  const [error, setError] = useState<unknown>();
  const download = async (): Promise<void> => {
    try {
      const { parts } = await call('GET /v1/jobs/{id}/result.csv', { params: { id } });
      saveFile((await partsOf(parts)).join(''), 'forecast.csv');
    } catch (thrown) {
      setError(thrown);
    }
  };
  return (
    <div className="grid justify-items-start gap-2">
      <ProblemNotice error={error} />
      <Button onClick={() => void download()}>{t('Download every step of every lead')}</Button>
    </div>
  );
}
