import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { number } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { JobLine } from '../editor/job-line.tsx';
import type { ResultsSearch } from './results-filter.tsx';

/** Says that not all responses are counted, and has a job count them; `onCounted` shows what it came to. */
export function CountAll({
  surveyId,
  filter: { completed, ...filter },
  onCounted,
}: {
  surveyId: string;
  filter: Pick<ResultsSearch, 'sequence' | 'employee' | 'month' | 'completed'>;
  onCounted: (jobId: string) => void;
}) {
  const t = useT();
  const [jobId, setJobId] = useState<string>();
  const start = useAct('POST /v1/surveys/{id}/count', {
    refreshes: ['GET /v1/jobs'],
    onDone: (job) => setJobId(job.id),
  });
  const body = { ...filter, ...(completed !== undefined && { completed: completed === 'true' }) };
  return (
    <Notice tone="warn">
      <div className="grid gap-2">
        <p>{t('Only the first 10,000 responses are counted.')}</p>
        <ProblemNotice error={start.error} />
        {jobId === undefined ? (
          <Button
            small
            className="justify-self-start"
            busy={start.isPending}
            onClick={() => start.mutate({ params: { id: surveyId }, body })}
          >
            {t('Count all of them')}
          </Button>
        ) : (
          <JobLine id={jobId}>
            {({ status, progress }) =>
              status === 'done' ? (
                <Button small onClick={() => onCounted(jobId)}>
                  {t('Show every response')}
                </Button>
              ) : (
                t('{count} responses read …', { count: number(progress.read) })
              )
            }
          </JobLine>
        )}
      </div>
    </Notice>
  );
}
