import { getRouteApi, Link } from '@tanstack/react-router';
import type { ItemOf } from '../../api/operations.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { buttonClasses } from '../../ui/button.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { FilterSelect } from '../../ui/inputs.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { FoundTable } from '../editor/found-table.tsx';
import { SearchLine } from '../editor/search-line.tsx';
import { hasPart, useEvery } from '../editor/use-every.ts';
import { useUsers } from '../users/use-users.ts';

type Automation = ItemOf<'GET /v1/automations'>;
const route = getRouteApi('/shell/automations');

/** Automations, each with its filter and whether it is active. */
export function AutomationsPage() {
  const t = useT();
  const { name, state } = route.useSearch();
  const navigate = route.useNavigate();
  const { nameOf } = useUsers();
  const filters = useEvery('GET /v1/filters', { query: { limit: 100 } }).items;
  const list = useEvery('GET /v1/automations', { query: { limit: 100 } });
  const set = (changes: { name?: string | undefined; state?: string | undefined }): void =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });
  const filterName = (id: string): string => filters.find((each) => each.id === id)?.name ?? id;
  const columns: Column<Automation>[] = [
    {
      id: 'name',
      header: t('Name'),
      sortValue: ({ name }) => name,
      cell: (automation) => (
        <Link to="/automations/$id" params={{ id: automation.id }} className="font-medium">
          {automation.name}
        </Link>
      ),
    },
    {
      id: 'state',
      header: t('State'),
      sortValue: ({ active }) => active?.since,
      cell: ({ active }) =>
        active === undefined ? (
          <Badge>{t('Not active')}</Badge>
        ) : (
          <>
            <Badge tone="good">{t('Active')}</Badge>
            <span className="text-soft ml-2 text-sm">
              {t('since {when}', { when: when(active.since, 'dayWithYear') })}
            </span>
          </>
        ),
    },
    {
      id: 'filter',
      header: t('For whom the filter matches'),
      sortValue: ({ filterId }) => filterName(filterId),
      cell: ({ filterId }) => (
        <Link to="/filters/$id" params={{ id: filterId }}>
          {filterName(filterId)}
        </Link>
      ),
    },
    { id: 'steps', header: t('Steps'), sortValue: ({ steps }) => steps.length, isNumber: true },
    { id: 'by', header: t('Made by'), sortValue: ({ createdBy }) => nameOf(createdBy) },
  ];
  const create = (
    <Link to="/automations/new" className={buttonClasses('main')}>
      {t('New automation')}
    </Link>
  );
  const shown = list.items.filter(
    (each) =>
      hasPart(each.name, name) &&
      (state === undefined || (each.active !== undefined) === (state === 'active')),
  );
  return (
    <Page
      title={t('Automations')}
      about={t('What is done automatically for each lead or record that a filter matches.')}
      actions={create}
    >
      <SearchLine name={name} onName={(next) => set({ name: next })}>
        <FilterSelect
          label={t('State')}
          value={state}
          onChange={(next) => set({ state: next })}
          empty={t('All')}
          options={[
            { value: 'active', label: t('Active') },
            { value: 'off', label: t('Not active') },
          ]}
        />
      </SearchLine>
      <FoundTable
        caption={t('Automations')}
        columns={columns}
        list={list}
        found={shown}
        nothingFound={t('No automation matches')}
      >
        <Empty title={t('No automations yet')}>
          <p>
            {t(
              'For example: three days after an offer without an answer, its owner gets a task. You see whom it would touch before you activate it.',
            )}
          </p>
          {create}
        </Empty>
      </FoundTable>
    </Page>
  );
}
