import { Link } from '@tanstack/react-router';
import type { ItemOf } from '../../api/operations.ts';
import { when } from '../../i18n/format.ts';
import { preferredLanguage, useT } from '../../i18n/i18n.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/states.tsx';
import { useEvery } from '../editor/use-every.ts';
import { useUsers } from '../users/use-users.ts';
import { wordsIn, type Survey } from './survey-draft.ts';

type Version = ItemOf<'GET /v1/surveys/{id}/versions'>;

/** The versions that were published; they never change. */
export function Versions({ survey: { id } }: { survey: Survey }) {
  const t = useT();
  const { nameOf } = useUsers();
  const list = useEvery('GET /v1/surveys/{id}/versions', { params: { id }, query: { limit: 100 } });
  const columns: Column<Version>[] = [
    {
      id: 'version',
      header: t('Version'),
      cell: ({ version }) => (
        <Link
          to="/surveys/$id"
          params={{ id }}
          search={{ tab: 'preview', version: String(version) }}
          className="font-medium"
        >
          {t('Version {version}', { version })}
        </Link>
      ),
    },
    { id: 'title', header: t('Title'), cell: ({ title }) => wordsIn(title, preferredLanguage()) },
    { id: 'questions', header: t('Questions'), isNumber: true, cell: ({ questions }) => questions.length },
    { id: 'at', header: t('Published'), cell: ({ publishedAt }) => when(publishedAt, 'dayWithYear') },
    { id: 'by', header: t('By whom'), cell: ({ publishedBy }) => nameOf(publishedBy) },
  ];
  return (
    <DataTable
      caption={t('Versions')}
      columns={columns}
      list={{ ...list, items: list.items.toReversed() }}
      rowId={({ version }) => String(version)}
      empty={
        <Empty title={t('Not published yet')}>
          <p>{t('Write the questions, look at them as clients see them, then publish them.')}</p>
        </Empty>
      }
    />
  );
}
