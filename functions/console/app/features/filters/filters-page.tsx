import { getRouteApi, Link } from '@tanstack/react-router';
import type { ItemOf } from '../../api/operations.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { buttonClasses } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { FilterSelect } from '../../ui/inputs.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { SearchLine } from '../editor/search-line.tsx';
import { hasPart, useEvery } from '../editor/use-every.ts';
import { useUsers } from '../users/use-users.ts';
import { countConditions, draftOf } from './filter-draft.ts';
import { useRecordTypes } from './use-filter-fields.ts';

type SavedFilter = ItemOf<'GET /v1/filters'>;
const route = getRouteApi('/shell/filters');

/** Saved filters, over leads and over each type of records. */
export function FiltersPage() {
  const t = useT();
  const { over, name } = route.useSearch();
  const navigate = route.useNavigate();
  const { nameOf } = useUsers();
  const types = useRecordTypes();
  const list = useEvery('GET /v1/filters', { query: { over, limit: 100 } });
  const set = (changes: { over?: string | undefined; name?: string | undefined }): void =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });
  const overName = (id: string): string =>
    id === 'leads' ? t('Leads') : (types.find((type) => type.id === id)?.name ?? id);
  const columns: Column<SavedFilter>[] = [
    {
      id: 'name',
      header: t('Name'),
      sortValue: ({ name }) => name,
      cell: (filter) => (
        <Link to="/filters/$id" params={{ id: filter.id }} className="font-medium">
          {filter.name}
        </Link>
      ),
    },
    { id: 'over', header: t('Looks at'), sortValue: (filter) => overName(filter.over) },
    {
      id: 'conditions',
      header: t('Conditions'),
      sortValue: ({ filter }) => countConditions(draftOf(filter)),
      isNumber: true,
    },
    {
      id: 'shared',
      header: t('Who may use it'),
      cell: ({ shared }) => (shared ? t('Everybody') : <Badge>{t('Not shared')}</Badge>),
    },
    { id: 'by', header: t('Made by'), sortValue: ({ createdBy }) => nameOf(createdBy) },
    {
      id: 'changed',
      header: t('Last changed'),
      sortValue: ({ changedAt }) => changedAt,
      cell: ({ changedAt }) => when(changedAt, 'dayWithYear'),
    },
  ];
  const create = (
    <Link to="/filters/new" search={over === undefined ? {} : { over }} className={buttonClasses('main')}>
      {t('New filter')}
    </Link>
  );
  const isFiltered = over !== undefined || name !== undefined;
  return (
    <Page
      title={t('Filters')}
      about={t('Conditions over leads and records, for lists, for enrolling and for automations.')}
      actions={create}
    >
      <SearchLine name={name} onName={(next) => set({ name: next })}>
        <FilterSelect
          label={t('Looks at')}
          value={over}
          onChange={(next) => set({ over: next })}
          empty={t('Everything')}
          options={[
            { value: 'leads', label: t('Leads') },
            ...types.map((type) => ({ value: type.id, label: type.name })),
          ]}
        />
      </SearchLine>
      <DataTable
        caption={t('Filters')}
        columns={columns}
        list={{ ...list, items: list.items.filter((each) => hasPart(each.name, name)) }}
        rowId={({ id }) => id}
        empty={
          isFiltered ? (
            <Empty title={t('No filter matches')} />
          ) : (
            <Empty title={t('No filters yet')}>
              <p>
                {t(
                  'A filter finds leads by what is known of them: a country, a status, or nothing done for a month.',
                )}
              </p>
              {create}
            </Empty>
          )
        }
      />
    </Page>
  );
}
