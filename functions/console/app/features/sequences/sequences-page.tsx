import { getRouteApi, Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useList } from '../../api/queries.ts';
import { number, when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { FilterSelect, NameFilter } from '../../ui/inputs.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { NewSequence } from './new-sequence.tsx';
import { SequenceStatus, statusLabels } from './sequence-status.tsx';
import type { ListedSequence } from './types.ts';

const route = getRouteApi('/shell/sequences');

/** All sequences, with how many are in them. */
export function SequencesPage() {
  const t = useT();
  const isAdmin = useIs('admin');
  const { new: making, ...query } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useList('GET /v1/sequences', { query });
  const search = (change: Partial<ReturnType<typeof route.useSearch>>): void =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const columns: Column<ListedSequence>[] = [
    {
      id: 'name',
      header: t('Name'),
      sort: 'name',
      cell: ({ id, name }) => (
        <Link to="/sequences/$id" params={{ id }} className="font-medium [overflow-wrap:anywhere]">
          {name}
        </Link>
      ),
    },
    { id: 'status', header: t('Status'), cell: ({ status }) => <SequenceStatus status={status} /> },
    { id: 'steps', header: t('Steps'), sort: 'steps', isNumber: true, cell: ({ steps }) => number(steps) },
    {
      id: 'active',
      header: t('Under way'),
      sort: 'active',
      isNumber: true,
      cell: ({ active }) => number(active),
    },
    {
      id: 'enrolled',
      header: t('Enrolled in all'),
      sort: 'enrolled',
      isNumber: true,
      cell: ({ enrolled }) => number(enrolled),
    },
    { id: 'creator', header: t('Made by'), cell: ({ creator, createdBy }) => creator ?? createdBy },
    {
      id: 'published',
      header: t('Published'),
      sort: 'published',
      cell: ({ publishedAt }) =>
        publishedAt === undefined ? (
          <span className="text-soft">{t('Not yet')}</span>
        ) : (
          <span className="whitespace-nowrap">{when(publishedAt, 'dayWithYear')}</span>
        ),
    },
  ];
  const isFiltered = query.name !== undefined || query.status !== undefined;
  const make = (
    <Button look="main" onClick={() => search({ new: 'example' })}>
      <Plus size={16} aria-hidden />
      {t('New sequence')}
    </Button>
  );
  return (
    <Page
      title={t('Sequences')}
      about={t('Mails, texts and tasks that follow each other until somebody answers.')}
      actions={isAdmin && make}
    >
      <div className="flex flex-wrap gap-3">
        <NameFilter value={query.name} onChange={(name) => search({ name })} />
        <FilterSelect
          label={t('Status')}
          value={query.status}
          onChange={(status) => search({ status })}
          empty={t('Drafts and active ones')}
          options={(['draft', 'active', 'deleted'] as const).map((status) => ({
            value: status,
            label: t(statusLabels[status]),
          }))}
        />
      </div>
      <DataTable
        caption={t('Sequences')}
        columns={columns}
        list={list}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        sorting={{
          by: query.sort ?? '',
          order: query.order === 'desc' ? 'desc' : 'asc',
          onChange: (sort, order) => search({ sort, order }),
        }}
        empty={
          isFiltered ? (
            <Empty title={t('No sequence matches')}>
              <Button onClick={() => search({ name: undefined, status: undefined })}>
                {t('Show all sequences')}
              </Button>
            </Empty>
          ) : (
            <Empty title={t('No sequences yet')}>
              <p>
                {t(
                  'A sequence says what a lead gets, in which order and after how long. Make one, publish it, then enrol leads.',
                )}
              </p>
              {isAdmin && (
                <div className="flex flex-wrap justify-center gap-2">
                  <Button look="main" onClick={() => search({ new: 'example' })}>
                    {t('Start from an example')}
                  </Button>
                  <Button onClick={() => search({ new: 'blank' })}>{t('Empty sequence')}</Button>
                </div>
              )}
            </Empty>
          )
        }
      />
      {isAdmin && <NewSequence way={making} onWay={(way) => search({ new: way })} />}
    </Page>
  );
}
