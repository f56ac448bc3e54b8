import { Link } from '@tanstack/react-router';
import { useList } from '../../api/queries.ts';
import { number, when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Empty } from '../../ui/states.tsx';
import { useUsers } from '../users/use-users.ts';
import { jobKinds, jobStates, type Job } from './job-words.ts';

const REFRESH_MS = 3000;

/** Work on files and on many leads, the newest first, with its progress. */
export function JobsPage() {
  const t = useT();
  const { nameOf } = useUsers();
  const list = useList('GET /v1/jobs', { query: { order: 'newest' } }, { refreshMs: REFRESH_MS });
  const columns: Column<Job>[] = [
    {
      id: 'kind',
      header: t('Job'),
      sortValue: ({ kind }) => t(jobKinds[kind]),
      cell: ({ id, kind }) => (
        <Link to="/jobs/$id" params={{ id }}>
          {t(jobKinds[kind])}
        </Link>
      ),
    },
    {
      id: 'status',
      header: t('State'),
      sortValue: ({ status }) => t(jobStates[status].label),
      cell: ({ status, percent }) =>
        status === 'running' ? (
          <Progress percent={percent} label={t('Running')} />
        ) : (
          <Badge tone={jobStates[status].tone}>{t(jobStates[status].label)}</Badge>
        ),
    },
    {
      id: 'accepted',
      header: t('Written'),
      sortValue: ({ progress }) => progress.accepted,
      isNumber: true,
      cell: ({ progress }) => number(progress.accepted),
    },
    {
      id: 'rejected',
      header: t('Refused'),
      sortValue: ({ progress }) => progress.rejected,
      isNumber: true,
      cell: ({ progress }) => number(progress.rejected),
    },
    { id: 'by', header: t('By'), sortValue: ({ createdBy }) => nameOf(createdBy) },
    {
      id: 'at',
      header: t('Begun'),
      sortValue: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => when(createdAt),
    },
  ];
  return (
    <Page
      title={t('Jobs')}
      about={t(
        'Imports, exports and everything else that takes a while. They continue when you leave this page.',
      )}
    >
      <DataTable
        caption={t('Jobs')}
        columns={columns}
        list={list}
        rowId={({ id }) => id}
        empty={
          <Empty title={t('No job yet')}>
            <Link to="/leads">{t('Import leads from a CSV')}</Link>
          </Empty>
        }
      />
    </Page>
  );
}
