import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct, useList } from '../../api/queries.ts';
import { number } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button, buttonClasses } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { JobLine } from '../editor/job-line.tsx';

/** Brings all people of a CRM in by a job that can be paused; or lets rules take those that are wanted. */
export function ImportPeople({ kind, isReady }: { kind: 'salesforce' | 'hubspot'; isReady: boolean }) {
  const t = useT();
  const [isAsked, setAsked] = useState(false);
  const [begun, setBegun] = useState<string>();
  const jobs = useList('GET /v1/jobs', { query: { limit: 25 } }, { enabled: isReady });
  const present = jobs.items.find((job) => job.kind === 'import-crm' && job.status === 'running')?.id;
  const jobId = begun ?? present;
  const refreshes = ['GET /v1/jobs', 'GET /v1/connections'];
  const start = useAct('POST /v1/connections/{kind}/import', {
    refreshes,
    onDone: ({ id }) => {
      setAsked(false);
      setBegun(id);
    },
  });
  return (
    <div className="grid justify-items-start gap-3">
      <p className="text-soft max-w-prose">
        {t(
          'Either all people of the CRM become leads now, or only those that a rule takes as they are created or changed there. The import runs beside the daily changes, within the calls that the CRM allows.',
        )}
      </p>
      {isReady && (
        <div className="flex flex-wrap gap-2">
          <Button disabled={jobId !== undefined} onClick={() => setAsked(true)}>
            {t('Import everybody …')}
          </Button>
          <Link to="/crm-rules/new" className={buttonClasses()}>
            {t('Make a rule')}
          </Link>
        </div>
      )}
      {jobId !== undefined && (
        <div className="w-full max-w-xl">
          <Running kind={kind} id={jobId} onOver={() => setBegun(undefined)} />
        </div>
      )}
      <Confirm
        open={isAsked}
        onClose={() => setAsked(false)}
        onConfirm={() => start.mutate({ params: { kind } })}
        title={t('Import everybody?')}
        action={t('Import everybody')}
        busy={start.isPending}
        error={start.error}
      >
        {t(
          'Every person of the CRM becomes a lead here, as the mapping says. Nobody is enrolled by it. It can be paused.',
        )}
      </Confirm>
    </div>
  );
}

function Running({ kind, id, onOver }: { kind: 'salesforce' | 'hubspot'; id: string; onOver: () => void }) {
  const t = useT();
  const [isPaused, setPaused] = useState(false);
  const pause = useAct('POST /v1/connections/{kind}/import/pause', { onDone: () => setPaused(true) });
  const resume = useAct('POST /v1/connections/{kind}/import/resume', { onDone: () => setPaused(false) });
  return (
    <JobLine id={id}>
      {(job) => (
        <div className="grid justify-items-start gap-2">
          <p>
            {job.status === 'done'
              ? t('Everybody is in: {count} were taken in.', { count: number(job.progress.accepted) })
              : isPaused
                ? t('Paused at {count}.', { count: number(job.progress.read) })
                : t('{count} read so far ({percent} %).', {
                    count: number(job.progress.read),
                    percent: Math.round(job.percent),
                  })}
          </p>
          {job.status === 'done' ? (
            <Button small onClick={onOver}>
              {t('Close')}
            </Button>
          ) : isPaused ? (
            <Button small busy={resume.isPending} onClick={() => resume.mutate({ params: { kind } })}>
              {t('Go on')}
            </Button>
          ) : (
            <Button small busy={pause.isPending} onClick={() => pause.mutate({ params: { kind } })}>
              {t('Pause')}
            </Button>
          )}
          <ProblemNotice error={pause.error ?? resume.error} />
        </div>
      )}
    </JobLine>
  );
}
