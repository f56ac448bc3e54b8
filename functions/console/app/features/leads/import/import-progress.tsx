import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../../api/client.ts';
import type { Answer } from '../../../api/operations.ts';
import { ProblemError } from '../../../api/problem.ts';
import { useRead } from '../../../api/queries.ts';
import { number } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/i18n.ts';
import { Button, buttonClasses } from '../../../ui/button.tsx';
import { ProblemNotice } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Card, Facts } from '../../../ui/page.tsx';
import { Read } from '../../../ui/states.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { saveFile } from '../save-file.ts';

type Job = Answer<'GET /v1/jobs/{id}'>;
const isOver = ({ status }: Job): boolean => status === 'done' || status === 'failed';

/** How far an import is, and what came of it. It goes on when one leaves. */
export function ImportProgress({ id, onAnother }: { id: string; onAnother: () => void }) {
  const t = useT();
  const [isDone, setDone] = useState(false);
  const job = useRead('GET /v1/jobs/{id}', { params: { id } }, { refreshMs: isDone ? undefined : 1500 });
  if (job.data !== undefined && isOver(job.data) !== isDone) setDone(isOver(job.data));
  return (
    <Card title={t('Import')}>
      <Read of={job}>
        {(data) => (
          <div className="grid gap-4">
            <State job={data} />
            <Facts
              of={[
                [t('Rows read'), number(data.progress.read)],
                [t('Imported or updated'), number(data.progress.accepted)],
                [t('Found as they were'), number(data.progress.unchanged)],
                [t('Refused'), number(data.progress.rejected)],
              ]}
            />
            <Refused job={data} />
            {isOver(data) && (
              <div className="flex flex-wrap gap-2">
                <Link to="/leads" className={buttonClasses('main')}>
                  {t('See the leads')}
                </Link>
                <Button onClick={onAnother}>{t('Import another file')}</Button>
              </div>
            )}
          </div>
        )}
      </Read>
    </Card>
  );
}

function State({ job }: { job: Job }) {
  const t = useT();
  if (job.status === 'failed')
    return (
      <Notice tone="bad" role="alert">
        <p className="font-medium">{t('The file was not imported')}</p>
        {job.problem !== undefined && <p>{job.problem}</p>}
      </Notice>
    );
  if (job.status === 'done')
    return (
      <Notice tone={job.progress.rejected > 0 ? 'warn' : 'good'} role="status">
        {job.progress.rejected > 0
          ? t('The file is imported, but for the rows that were refused.')
          : t('The file is imported.')}
      </Notice>
    );
  return (
    <div className="grid gap-2">
      <Progress percent={job.percent} label={t('Import')} />
      <p className="text-soft">
        {t('You may leave this page: the import goes on, and the page of jobs shows how far it is.')}{' '}
        <Link to="/jobs">{t('Jobs')}</Link>
      </p>
    </div>
  );
}

/** The first rows that were refused, and all of them as a file. */
function Refused({ job }: { job: Job }) {
  const t = useT();
  const [error, setError] = useState<unknown>();
  if (job.rejected.length === 0) return null;
  const download = async (): Promise<void> => {
    setError(undefined);
    try {
      for (const [index, part] of (await refusedRows(job.id)).entries())
        saveFile(part, index === 0 ? 'refused.csv' : `refused-${String(index + 1)}.csv`);
    } catch (thrown) {
      setError(thrown);
    }
  };
  return (
    <section className="grid gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="font-medium">{t('Refused rows')}</h3>
        <Button small onClick={() => void download()}>
          {t('Download all of them')}
        </Button>
      </div>
      <ProblemNotice error={error} />
      <ul className="divide-line border-line max-h-80 divide-y overflow-auto rounded-md border">
        {job.rejected.map(({ line, column, reason }, index) => (
          <li key={index} className="px-3 py-1.5">
            <span className="font-medium">
              {column === undefined
                ? t('Line {line}', { line })
                : t('Line {line}, {column}', { line, column: column.replace(/^fields\./, '') })}
            </span>{' '}
            {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The refused rows as CSV; where they are too many for one answer, their parts. */
async function refusedRows(id: string): Promise<string[]> {
  try {
    return [await call('GET /v1/jobs/{id}/rejected.csv', { params: { id } })];
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status !== 409) throw error;
    const { parts } = await call('GET /v1/jobs/{id}/rejected', { params: { id } });
    return Promise.all(parts.map(async (url) => (await fetch(url)).text()));
  }
}
