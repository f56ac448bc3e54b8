import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Answer } from '../../api/operations.ts';
import { useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Failed } from '../../ui/states.tsx';

export type Job = Answer<'GET /v1/jobs/{id}'>;

const REFRESH_MS = 1000;
const isOver = (job: Job | undefined): boolean => job?.status === 'done' || job?.status === 'failed';

/** How far a job is, read again while it runs; `children` say what it has come to. */
export function JobLine({ id, children }: { id: string; children: (job: Job) => ReactNode }) {
  const t = useT();
  const first = useRead('GET /v1/jobs/{id}', { params: { id } });
  const isRunning = !isOver(first.data);
  const read = useRead(
    'GET /v1/jobs/{id}',
    { params: { id } },
    { refreshMs: isRunning ? REFRESH_MS : undefined },
  );
  const job = read.data?.id === id ? read.data : undefined;
  if (read.error !== null) return <Failed error={read.error} again={() => void read.refetch()} />;
  if (job === undefined) return <p role="status">{t('It begins …')}</p>;
  if (job.status === 'failed')
    return (
      <Notice tone="bad" role="alert">
        {t('The job failed.')} {job.problem}
      </Notice>
    );
  const to = `/jobs/${id}`;
  return (
    <div role="status" className="grid gap-1.5">
      {job.status !== 'done' && <Progress percent={job.percent} label={t('Progress')} />}
      <div>{children(job)}</div>
      {job.status !== 'done' && (
        <p className="text-soft text-sm">
          {t('It goes on if you leave this page.')} <Link to={to}>{t('Open the job')}</Link>
        </p>
      )}
    </div>
  );
}
