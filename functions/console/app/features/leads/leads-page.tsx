import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useList } from '../../api/queries.ts';
import { number, when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { selectionIn, selectionText } from '../../shell/search-texts.ts';
import { Button, buttonClasses } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { useUsers } from '../users/use-users.ts';
import { useAccounts } from './account-input.tsx';
import { BulkActions } from './bulk-actions.tsx';
import { CreateLead } from './create-lead.tsx';
import { LeadBadges, type Lead } from './lead-badges.tsx';
import { LeadFilters } from './lead-filters.tsx';
import { leadName } from './lead-name.ts';
import { keepLeadOrder } from './lead-order.ts';
import { ViewBar } from './view-bar.tsx';
import type { ViewSearch } from './views.ts';

const route = getRouteApi('/shell/leads');
/** A longer selection is not in the address, which would be too long for servers. */
const MOST_IN_ADDRESS = 200;

/** The leads that the person may see. */
export function LeadsPage() {
  const t = useT();
  const { selected, ...query } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useList('GET /v1/leads', { query });
  const [many, setMany] = useState<Set<string>>();
  const [isCreating, setCreating] = useState(false);
  const { nameOf } = useUsers();
  const accounts = useAccounts();
  const columns = useColumns(nameOf, (id) => accounts.find((each) => each.id === id)?.name ?? id);
  const { items } = list;
  useEffect(() => keepLeadOrder({ ids: items.map(({ id }) => id), search: query }));
  const selection = {
    selected: many ?? selectionIn(selected),
    onChange: (next: Set<string>) => {
      const isMany = next.size > MOST_IN_ADDRESS;
      setMany(isMany ? next : undefined);
      void navigate({
        search: (before) => ({ ...before, selected: isMany ? undefined : selectionText(next) }),
        replace: true,
      });
    },
  };
  const filter = (change: ViewSearch): void =>
    void navigate({ search: ({ selected: _dropped, ...before }) => ({ ...before, ...change }) });
  const isFiltered = Object.values(query).some((value) => value !== undefined);
  return (
    <Page
      title={t('Leads')}
      actions={
        <>
          <Link to="/leads/import" className={buttonClasses()}>
            {t('Import a file')}
          </Link>
          <Button look="main" onClick={() => setCreating(true)}>
            {t('New lead')}
          </Button>
        </>
      }
    >
      <ViewBar search={query} />
      <LeadFilters search={query} onChange={filter} />
      <DataTable
        caption={t('Leads')}
        columns={columns}
        list={list}
        rowId={({ id }) => id}
        rowName={leadName}
        selection={selection}
        empty={
          isFiltered ? (
            <NoneFound onClear={() => filter(nothing)} />
          ) : (
            <NoLeads onCreate={() => setCreating(true)} />
          )
        }
      />
      <BulkActions
        selected={selection.selected}
        leads={items}
        onClear={() => selection.onChange(new Set())}
      />
      {isCreating && <CreateLead open onClose={() => setCreating(false)} />}
    </Page>
  );
}

const nothing: ViewSearch = { owner: undefined, filter: undefined, email: undefined, qualified: undefined };

function useColumns(userName: (id: string) => string, accountName: (id: string) => string): Column<Lead>[] {
  const t = useT();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('Name'),
        cell: (lead) => (
          <div className="min-w-44">
            <Link
              to="/leads/$leadId"
              params={{ leadId: lead.id }}
              className="font-medium [overflow-wrap:anywhere]"
            >
              {leadName(lead)}
            </Link>
            <div className="text-soft text-sm">
              {[lead.title, lead.accountId && accountName(lead.accountId)].filter(Boolean).join(' · ')}
            </div>
          </div>
        ),
      },
      {
        id: 'reach',
        header: t('Reached at'),
        cell: ({ email, phone }) => (
          <div className="min-w-52 [overflow-wrap:anywhere]">
            {email}
            <div className="text-soft text-sm">{phone}</div>
          </div>
        ),
      },
      {
        id: 'owner',
        header: t('Owner'),
        cell: ({ ownerId }) => <span className="whitespace-nowrap">{userName(ownerId)}</span>,
      },
      {
        id: 'score',
        header: t('Score'),
        isNumber: true,
        cell: ({ score }) => (score === undefined ? '' : number(Math.round(score.value))),
      },
      { id: 'state', header: t('State'), cell: (lead) => <LeadBadges lead={lead} /> },
      {
        id: 'created',
        header: t('Since'),
        cell: ({ createdAt }) => <span className="whitespace-nowrap">{when(createdAt, 'dayWithYear')}</span>,
      },
    ],
    [t, userName, accountName],
  );
}

function NoneFound({ onClear }: { onClear: () => void }) {
  const t = useT();
  return (
    <Empty title={t('No lead matches')}>
      <p>{t('Nobody whom you may see matches these filters.')}</p>
      <Button onClick={onClear}>{t('Clear the filters')}</Button>
    </Empty>
  );
}

function NoLeads({ onCreate }: { onCreate: () => void }) {
  const t = useT();
  return (
    <Empty title={t('No leads yet')}>
      <p>{t('Import a file with the people you want to write to, or make the first one by hand.')}</p>
      <div className="flex flex-wrap gap-2">
        <Link to="/leads/import" className={buttonClasses('main')}>
          {t('Import a file')}
        </Link>
        <Button onClick={onCreate}>{t('New lead')}</Button>
      </div>
    </Empty>
  );
}
