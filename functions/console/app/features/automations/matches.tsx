import { Link } from '@tanstack/react-router';
import type { ItemOf } from '../../api/operations.ts';
import { useList } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Empty } from '../../ui/states.tsx';
import { LeadLink } from '../editor/lead-link.tsx';
import { obstacleLabels } from './labels.ts';

type Match = ItemOf<'GET /v1/automations/{id}/matches'>;
/** Rows of a page: the name of each lead is read for itself. */
const PAGE = 25;

/** What an automation matched or waits for, the latest first. */
export function Matches({ id }: { id: string }) {
  const t = useT();
  const list = useList('GET /v1/automations/{id}/matches', { params: { id }, query: { limit: PAGE } });
  const columns: Column<Match>[] = [
    {
      id: 'subject',
      header: t('Lead or record'),
      cell: ({ subject, enrollmentId }) =>
        subject.kind === 'lead' ? (
          <LeadLink id={subject.id} />
        ) : (
          <>
            {subject.id}
            {enrollmentId !== undefined && (
              <span className="text-soft block text-sm">
                <LeadLink id={enrollmentId.split('.')[0] ?? ''} />
              </span>
            )}
          </>
        ),
    },
    {
      id: 'matching',
      header: t('Matches'),
      cell: ({ matching, since }) => (
        <>
          <Badge tone={matching ? 'good' : 'plain'}>{matching ? t('Yes') : t('No')}</Badge>
          <span className="text-soft ml-2 text-sm">{t('since {when}', { when: when(since) })}</span>
        </>
      ),
    },
    { id: 'times', header: t('Times enrolled'), isNumber: true, cell: ({ times }) => times },
    {
      id: 'taken',
      header: t('Last enrolled'),
      cell: ({ takenAt, obstacle }) =>
        obstacle !== undefined ? (
          <span className="text-warn">{t(obstacleLabels[obstacle])}</span>
        ) : (
          takenAt !== undefined && when(takenAt)
        ),
    },
    {
      id: 'wakes',
      header: t('Looked at again'),
      cell: ({ wakesAt }) => wakesAt !== undefined && when(wakesAt),
    },
  ];
  return (
    <DataTable
      caption={t('Matches')}
      columns={columns}
      list={list}
      rowId={({ subject }) => subject.id}
      empty={
        <Empty title={t('Nothing matched yet')}>
          <p>
            {t('Once it is active, each lead or record that its filter matches appears here.')}{' '}
            <Link to="/automations/$id" params={{ id }} search={{ tab: 'activate' }}>
              {t('See what it would touch')}
            </Link>
          </p>
        </Empty>
      }
    />
  );
}
