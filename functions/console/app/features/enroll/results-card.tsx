import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useRead } from '../../api/queries.ts';
import { number } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { buttonClasses } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Card, Facts } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';
import { useNames } from '../../why/use-names.ts';
import { warningWords } from '../../why/warning-words.ts';
import { Progress } from '../../ui/progress.tsx';
import type { Enrolled } from './enrolling.ts';
import { Group } from './warnings-card.tsx';

/** What came of enrolling: of each lead, or a job that is under way. */
export type Result = { kind: 'leads'; results: Enrolled[] } | { kind: 'job'; jobId: string };

/** What came of enrolling, lead by lead. */
export function ResultsCard({
  result,
  nameOf,
  stepName,
}: {
  result: Result;
  nameOf: (id: string) => string;
  stepName: (step: string) => string;
}) {
  const t = useT();
  return (
    <Card title={t('Result')}>
      <div className="grid gap-4">
        {result.kind === 'job' ? (
          <JobResult id={result.jobId} />
        ) : (
          <LeadResults results={result.results} nameOf={nameOf} stepName={stepName} />
        )}
        <div>
          <Link to="/leads" className={buttonClasses('main')}>
            {t('Back to the leads')}
          </Link>
        </div>
      </div>
    </Card>
  );
}

function LeadResults({
  results,
  nameOf,
  stepName,
}: {
  results: readonly Enrolled[];
  nameOf: (id: string) => string;
  stepName: (step: string) => string;
}) {
  const t = useT();
  const names = useNames({ step: stepName });
  const of = (outcome: Enrolled['outcome']): Enrolled[] => results.filter((each) => each.outcome === outcome);
  const [enrolled, already, refused] = [of('enrolled'), of('already-enrolled'), of('refused')];
  return (
    <>
      <Group
        tone="good"
        title={t('{count, plural, one {# person was enrolled} other {# people were enrolled}}', {
          count: enrolled.length,
        })}
        lines={enrolled.map(({ leadId, warnings = [] }) => [
          nameOf(leadId),
          warnings.map((warning) => warningWords(t, warning, names)),
        ])}
      />
      <Group
        title={t(
          '{count, plural, one {# was in the sequence already} other {# were in the sequence already}}',
          {
            count: already.length,
          },
        )}
        lines={already.map(({ leadId }) => [nameOf(leadId), []])}
      />
      <Group
        tone="bad"
        title={t('{count, plural, one {# was refused} other {# were refused}}', { count: refused.length })}
        lines={refused.map(({ leadId, why }) => [nameOf(leadId), [why ?? '']])}
      />
    </>
  );
}

/** How far the enrolling of everybody who matches a filter is. It goes on when one leaves. */
function JobResult({ id }: { id: string }) {
  const t = useT();
  const [isOver, setOver] = useState(false);
  const job = useRead('GET /v1/jobs/{id}', { params: { id } }, { refreshMs: isOver ? undefined : 1500 });
  const status = job.data?.status;
  if (!isOver && (status === 'done' || status === 'failed')) setOver(true);
  return (
    <Read of={job}>
      {(data) => (
        <div className="grid gap-4">
          {data.status === 'failed' && (
            <Notice tone="bad" role="alert">
              {t('The enrolling stopped.')} {data.problem}
            </Notice>
          )}
          {data.status === 'done' && <Notice tone="good">{t('Everybody who matches is enrolled.')}</Notice>}
          {!isOver && (
            <>
              <Progress percent={data.percent} label={t('Enrolling')} />
              <p className="text-soft">
                {t(
                  'You may leave this page: the enrolling goes on, and the page of jobs shows how far it is.',
                )}
              </p>
            </>
          )}
          <Facts
            of={[
              [t('Looked at'), number(data.progress.read)],
              [t('Enrolled'), number(data.progress.accepted)],
              [t('Refused'), number(data.progress.rejected)],
            ]}
          />
          <Group
            tone="bad"
            title={t('Refused')}
            lines={data.rejected.map(({ reason, column }) => [column ?? '', [reason]])}
          />
          <Group
            tone="warn"
            title={t('Enrolled with a warning')}
            lines={(data.warned ?? []).map(({ reason, column }) => [column ?? '', [reason]])}
          />
        </div>
      )}
    </Read>
  );
}
