import { getRouteApi, Link } from '@tanstack/react-router';
import { useRead } from '../../api/queries.ts';
import { number, when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Badge, Notice } from '../../ui/notice.tsx';
import { Card, Facts, Page } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Read } from '../../ui/states.tsx';
import { useUsers } from '../users/use-users.ts';
import { JobFiles } from './job-files.tsx';
import { isRunning, jobKinds, jobStates, type Job } from './job-words.ts';

const route = getRouteApi('/shell/jobs/$id');
const REFRESH_MS = 1500;

/** One job: how far it is, what was refused and why, and its files. */
export function JobPage() {
  const t = useT();
  const { id } = route.useParams();
  const first = useRead('GET /v1/jobs/{id}', { params: { id } });
  const job = useRead(
    'GET /v1/jobs/{id}',
    { params: { id } },
    { refreshMs: isRunning(first.data) ? REFRESH_MS : undefined },
  );
  return (
    <Page
      title={job.data === undefined ? t('Job') : t(jobKinds[job.data.kind])}
      above={<Link to="/jobs">{t('Jobs')}</Link>}
    >
      <Read of={job}>{(read) => <JobParts job={read} />}</Read>
    </Page>
  );
}

function JobParts({ job }: { job: Job }) {
  const t = useT();
  const { nameOf } = useUsers();
  const { progress, status } = job;
  return (
    <div className="grid gap-5">
      <Card
        title={t('How far it is')}
        actions={<Badge tone={jobStates[status].tone}>{t(jobStates[status].label)}</Badge>}
      >
        <div className="grid gap-4">
          {status === 'running' && <Progress percent={job.percent} label={t('Running')} />}
          {job.problem !== undefined && (
            <Notice tone="bad" role="alert">
              {job.problem}
            </Notice>
          )}
          <Facts
            of={[
              [t('Read'), number(progress.read)],
              [t('Written'), number(progress.accepted)],
              [t('As they were'), number(progress.unchanged)],
              [t('Refused'), number(progress.rejected)],
              [t('By'), nameOf(job.createdBy)],
              [t('Begun'), when(job.createdAt)],
              job.finishedAt !== undefined && [t('Ended'), when(job.finishedAt)],
            ]}
          />
        </div>
      </Card>
      {job.rejected.length > 0 && <Lines title={t('Refused rows')} lines={job.rejected} />}
      {job.warned !== undefined && job.warned.length > 0 && (
        <Lines title={t('Enrolled with a warning')} lines={job.warned} />
      )}
      {job.columns !== undefined && job.columns.length > 0 && (
        <Card title={t('What the columns were read as')}>
          <ul className="list-disc pl-5">
            {job.columns.map(({ name, words }) => (
              <li key={name}>{words}</li>
            ))}
          </ul>
        </Card>
      )}
      {job.certificate !== undefined && (
        <Card title={t('What was erased')}>
          <ul className="list-disc pl-5">
            {job.certificate.tables.map(({ table, removed, anonymised }) => (
              <li key={table}>
                {t('{table}: {removed} removed, {anonymised} made anonymous', { table, removed, anonymised })}
              </li>
            ))}
            {job.certificate.kept.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Card>
      )}
      {status === 'done' && <JobFiles job={job} />}
    </div>
  );
}

function Lines({ title, lines }: { title: string; lines: Job['rejected'] }) {
  const t = useT();
  return (
    <Card title={title}>
      <ul className="grid gap-1">
        {lines.map(({ line, column, reason }, index) => (
          <li key={index}>
            <span className="text-soft">
              {column === undefined
                ? t('Line {line}', { line })
                : t('Line {line}, {column}', { line, column })}
            </span>{' '}
            {reason}
          </li>
        ))}
      </ul>
    </Card>
  );
}
