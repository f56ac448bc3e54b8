import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { number } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Card } from '../../ui/page.tsx';
import { JobFile } from '../editor/job-file.tsx';
import { JobLine } from '../editor/job-line.tsx';

/** Writes all answers into a CSV, by a job. */
export function ExportAnswers({ surveyId }: { surveyId: string }) {
  const t = useT();
  const [jobId, setJobId] = useState<string>();
  const start = useAct('POST /v1/surveys/{id}/export', {
    refreshes: ['GET /v1/jobs'],
    onDone: (job) => setJobId(job.id),
  });
  return (
    <Card title={t('All answers as a CSV')} className="print:hidden">
      <div className="grid gap-3">
        <p className="text-soft">{t('A line for each answer, of all sequences and months.')}</p>
        <ProblemNotice error={start.error} />
        {jobId === undefined ? (
          <Button
            className="justify-self-start"
            busy={start.isPending}
            onClick={() => start.mutate({ params: { id: surveyId } })}
          >
            {t('Write the CSV')}
          </Button>
        ) : (
          <JobLine id={jobId}>
            {({ status, progress }) =>
              status === 'done' ? (
                <JobFile id={jobId} />
              ) : (
                t('{count} responses read …', { count: number(progress.read) })
              )
            }
          </JobLine>
        )}
      </div>
    </Card>
  );
}
