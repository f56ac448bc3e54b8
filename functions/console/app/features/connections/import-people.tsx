import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct, useList } from '../../api/queries.ts';
import { fromNow, number, when } from '../../i18n/format.ts';
import { useT, type Say } from '../../i18n/i18n.ts';
import { Button, buttonClasses } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { JobLine, type Job } from '../editor/job-line.tsx';
import type { CrmKind } from './connection-words.ts';

const REFRESH_MS = 10_000;

/** The imports of a CRM among the last jobs: the one that runs, and whether one is done. */
export function useImports(
  kind: CrmKind,
  enabled: boolean,
): { runningId: string | undefined; isDone: boolean } {
  const { items } = useList('GET /v1/jobs', { query: { limit: 25 } }, { enabled, refreshMs: REFRESH_MS });
  const own = items.filter(({ crmImport }) => crmImport?.connection === kind);
  return {
    runningId: own.find(({ status }) => status === 'running')?.id,
    isDone: own.some(({ status }) => status === 'done'),
  };
}

/** Brings all people of a CRM in by a job that can be paused; or lets rules take those that are wanted. */
export function ImportPeople({ kind, isReady }: { kind: CrmKind; isReady: boolean }) {
  const t = useT();
  const [isAsked, setAsked] = useState(false);
  const [begun, setBegun] = useState<string>();
  const { runningId } = useImports(kind, isReady);
  const jobId = begun ?? runningId;
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

function Running({ kind, id, onOver }: { kind: CrmKind; id: string; onOver: () => void }) {
  const t = useT();
  const refreshes = ['GET /v1/jobs'];
  const pause = useAct('POST /v1/connections/{kind}/import/pause', { refreshes });
  const resume = useAct('POST /v1/connections/{kind}/import/resume', { refreshes });
  return (
    <JobLine id={id}>
      {(job) => (
        <div className="grid justify-items-start gap-2">
          <p>{progressWords(job, t)}</p>
          {job.status === 'done' ? (
            <Button small onClick={onOver}>
              {t('Close')}
            </Button>
          ) : job.crmImport?.paused !== undefined ? (
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

/** How far an import is, of how many, and when it will be done. */
function progressWords({ status, progress, crmImport }: Job, t: Say): string {
  if (status === 'done')
    return t('Everybody is in: {count} were taken in.', { count: number(progress.accepted) });
  const so = { count: number(progress.read), total: number(crmImport?.total ?? progress.read) };
  if (crmImport?.paused !== undefined)
    return t('Paused at {count} of about {total}, since {when}.', {
      ...so,
      when: when(crmImport.paused.since),
    });
  return crmImport?.estimatedEnd === undefined
    ? t('{count} of about {total} read so far.', so)
    : t('{count} of about {total} read so far; done {when}.', {
        ...so,
        when: fromNow(crmImport.estimatedEnd),
      });
}
