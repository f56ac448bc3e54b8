import { getRouteApi, Link } from '@tanstack/react-router';
import type { ItemOf } from '../../api/operations.ts';
import { useT } from '../../i18n/i18n.ts';
import { buttonClasses } from '../../ui/button.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { FilterSelect } from '../../ui/inputs.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { FoundTable } from '../editor/found-table.tsx';
import { SearchLine } from '../editor/search-line.tsx';
import { hasPart, useEvery } from '../editor/use-every.ts';
import { useUsers } from '../users/use-users.ts';
import { personNames } from './rule-form.ts';
import { RuleState } from './rule-state.tsx';
import { useCrms } from './use-crms.ts';

type Rule = ItemOf<'GET /v1/crm-rules'>;
const route = getRouteApi('/shell/crm-rules');
const stateOf = ({ active, asking }: Rule): string =>
  asking !== undefined ? 'asks' : active ? 'active' : 'off';

/** CRM rules: which people of the CRM come into which sequence by themselves. */
export function RulesPage() {
  const t = useT();
  const { name, state } = route.useSearch();
  const navigate = route.useNavigate();
  const { nameOf } = useUsers();
  const { crms, isLoading } = useCrms();
  const sequences = useEvery('GET /v1/sequences', { query: { limit: 100 } }).items;
  const list = useEvery('GET /v1/crm-rules', { query: { limit: 100 } });
  const set = (changes: { name?: string | undefined; state?: string | undefined }): void =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });
  const sequenceName = (id: string): string => sequences.find((each) => each.id === id)?.name ?? id;
  const whom = ({ kind, object }: Rule): string =>
    `${crms.find((each) => each.kind === kind)?.label ?? kind} · ${t(personNames[object])}`;
  const columns: Column<Rule>[] = [
    {
      id: 'name',
      header: t('Name'),
      sortValue: ({ name }) => name,
      cell: (rule) => (
        <Link to="/crm-rules/$id" params={{ id: rule.id }} className="font-medium">
          {rule.name}
        </Link>
      ),
    },
    { id: 'state', header: t('State'), sortValue: stateOf, cell: (rule) => <RuleState rule={rule} /> },
    { id: 'whom', header: t('Whom it listens to'), sortValue: whom },
    {
      id: 'sequence',
      header: t('Enrols in'),
      sortValue: ({ sequenceId }) => sequenceName(sequenceId),
      cell: ({ sequenceId }) => (
        <Link to="/sequences/$id" params={{ id: sequenceId }}>
          {sequenceName(sequenceId)}
        </Link>
      ),
    },
    { id: 'by', header: t('Made by'), sortValue: ({ createdBy }) => nameOf(createdBy) },
  ];
  const create = (
    <Link to="/crm-rules/new" className={buttonClasses('main')}>
      {t('New rule')}
    </Link>
  );
  const hasCrm = crms.length > 0;
  const shown = list.items.filter(
    (rule) => hasPart(rule.name, name) && (state === undefined || stateOf(rule) === state),
  );
  return (
    <Page
      title={t('CRM rules')}
      about={t(
        'People who are created or changed in the CRM and meet your conditions are enrolled automatically.',
      )}
      actions={hasCrm && create}
    >
      {list.items.length > 0 && (
        <SearchLine name={name} onName={(next) => set({ name: next })}>
          <FilterSelect
            label={t('State')}
            value={state}
            onChange={(next) => set({ state: next })}
            empty={t('All')}
            options={[
              { value: 'active', label: t('Active') },
              { value: 'asks', label: t('Asks') },
              { value: 'off', label: t('Not active') },
            ]}
          />
        </SearchLine>
      )}
      <FoundTable
        caption={t('CRM rules')}
        columns={columns}
        list={list}
        found={shown}
        nothingFound={t('No rule matches')}
      >
        {hasCrm || isLoading ? (
          <Empty title={t('No rules yet')}>
            <p>
              {t(
                'For example: each new lead in France whose source is the website comes into your first sequence, in the name of its owner. You see the last hundred records before you switch it on.',
              )}
            </p>
            {create}
          </Empty>
        ) : (
          <Empty title={t('No CRM is connected')}>
            <p>{t('A rule listens to your CRM: connect it and map its fields first.')}</p>
            <Link to="/connections" className={buttonClasses('main')}>
              {t('Connections')}
            </Link>
          </Empty>
        )}
      </FoundTable>
    </Page>
  );
}
