import { getRouteApi, Link } from '@tanstack/react-router';
import type { ItemOf } from '../../api/operations.ts';
import { useT } from '../../i18n/i18n.ts';
import { buttonClasses } from '../../ui/button.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { FilterSelect } from '../../ui/inputs.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { FoundTable } from '../editor/found-table.tsx';
import { SearchLine } from '../editor/search-line.tsx';
import { hasPart, useEvery } from '../editor/use-every.ts';
import { actionLabels, triggerLabels, triggerTypes } from './labels.ts';
import { Runs } from './runs.tsx';

type Workflow = ItemOf<'GET /v1/workflows'>;
const route = getRouteApi('/shell/workflows');

/** Workflows by what they wait for, and what they did. */
export function WorkflowsPage() {
  const t = useT();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Page
      title={t('Workflows')}
      about={t('What is done automatically when something happens to a lead.')}
      actions={
        <Link to="/workflows/new" className={buttonClasses('main')}>
          {t('New workflow')}
        </Link>
      }
    >
      <Tabs
        label={t('Workflows')}
        current={tab === 'runs' ? 'runs' : 'all'}
        onChange={(next) => void navigate({ search: next === 'all' ? {} : { tab: next } })}
        tabs={[
          { id: 'all', label: t('Workflows'), content: <All /> },
          { id: 'runs', label: t('What they did'), content: <Runs /> },
        ]}
      />
    </Page>
  );
}

function All() {
  const t = useT();
  const { name, trigger, where } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useEvery('GET /v1/workflows', { query: { limit: 100 } });
  const sequences = useEvery('GET /v1/sequences', { query: { limit: 100 } }).items;
  const sequenceName = (id: string): string => sequences.find((each) => each.id === id)?.name ?? id;
  const set = (changes: {
    name?: string | undefined;
    trigger?: string | undefined;
    where?: string | undefined;
  }): void => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });
  const columns: Column<Workflow>[] = [
    {
      id: 'trigger',
      header: t('When this happens'),
      sortValue: ({ trigger: { type } }) => t(triggerLabels[type]),
      cell: (workflow) => (
        <Link to="/workflows/$id" params={{ id: workflow.id }} className="font-medium">
          {t(triggerLabels[workflow.trigger.type])}
        </Link>
      ),
    },
    { id: 'name', header: t('Name'), sortValue: ({ name }) => name, cell: (workflow) => workflow.name },
    {
      id: 'where',
      header: t('Where'),
      sortValue: ({ sequenceId }) => (sequenceId === undefined ? '' : sequenceName(sequenceId)),
      cell: ({ sequenceId }) =>
        sequenceId === undefined ? t('In every sequence') : sequenceName(sequenceId),
    },
    {
      id: 'actions',
      header: t('What is done'),
      cell: ({ actions }) => actions.map((action) => t(actionLabels[action.type])).join(' → '),
    },
    {
      id: 'state',
      header: t('State'),
      sortValue: ({ active }) => (active ? 0 : 1),
      cell: ({ active }) =>
        active ? <Badge tone="good">{t('Active')}</Badge> : <Badge>{t('Not active')}</Badge>,
    },
  ];
  const shown = list.items
    .filter(
      (each) =>
        hasPart(each.name, name) &&
        (trigger === undefined || each.trigger.type === trigger) &&
        (where === undefined || (each.sequenceId ?? 'every') === where),
    )
    .toSorted((a, b) => triggerTypes.indexOf(a.trigger.type) - triggerTypes.indexOf(b.trigger.type));
  return (
    <div className="grid gap-4">
      <SearchLine name={name} onName={(next) => set({ name: next })}>
        <FilterSelect
          label={t('When this happens')}
          value={trigger}
          onChange={(next) => set({ trigger: next })}
          empty={t('Anything')}
          options={triggerTypes.map((type) => ({ value: type, label: t(triggerLabels[type]) }))}
        />
        <FilterSelect
          label={t('Where')}
          value={where}
          onChange={(next) => set({ where: next })}
          empty={t('Anywhere')}
          options={[
            { value: 'every', label: t('In every sequence') },
            ...sequences.map((each) => ({ value: each.id, label: each.name })),
          ]}
        />
      </SearchLine>
      <FoundTable
        caption={t('Workflows')}
        columns={columns}
        list={list}
        found={shown}
        nothingFound={t('No workflow matches')}
      >
        <Empty title={t('No workflows yet')}>
          <p>{t('For example: when a lead replies to a mail, its owner becomes somebody else.')}</p>
          <Link to="/workflows/new" className={buttonClasses('main')}>
            {t('New workflow')}
          </Link>
        </Empty>
      </FoundTable>
    </div>
  );
}
