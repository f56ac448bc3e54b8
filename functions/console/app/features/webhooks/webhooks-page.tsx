import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useList } from '../../api/queries.ts';
import { fromNow, when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { DeliveryFilters } from './delivery-filters.tsx';
import { attemptWords, failureOf, states, types, type Delivery } from './delivery-words.ts';
import { LeadLink } from './lead-link.tsx';
import { SecretCard } from './secret-card.tsx';
import { TestDialog } from './test-dialog.tsx';

const route = getRouteApi('/shell/webhooks');
const REFRESH_MS = 15_000;
/** A page of the log; of each line the name of its lead is read. */
const PAGE_SIZE = 25;

/** What other systems were told, and what they answered; admins try a webhook and read the secret that signs. */
export function WebhooksPage() {
  const t = useT();
  const { sort: _sort, order: _order, ...query } = route.useSearch();
  const isAdmin = useIs('admin');
  const [isTesting, setTesting] = useState(false);
  const list = useList(
    'GET /v1/webhook-deliveries',
    { query: { ...query, limit: PAGE_SIZE } },
    { refreshMs: REFRESH_MS },
  );
  const columns = useColumns();
  const isFiltered = Object.values(query).some((value) => value !== undefined);
  const settings: string = '/settings';
  return (
    <Page
      title={t('Webhooks')}
      about={t(
        'What other systems were told when a lead was converted or disqualified or a survey answered. Kept for 30 days.',
      )}
      actions={isAdmin && <Button onClick={() => setTesting(true)}>{t('Try a webhook')}</Button>}
    >
      <DeliveryFilters />
      <DataTable
        caption={t('Deliveries')}
        columns={columns}
        list={list}
        rowId={({ id }) => id}
        empty={
          isFiltered ? (
            <Empty title={t('No delivery matches')} />
          ) : (
            <Empty title={t('Nothing was delivered in the last 30 days')}>
              <p>
                {isAdmin
                  ? t(
                      'The addresses of webhooks are set in the settings, for the organisation, a group or a user. Then try it.',
                    )
                  : t('Once a lead of yours is converted or disqualified, what was sent appears here.')}
              </p>
              {isAdmin && <Link to={settings}>{t('Settings')}</Link>}
            </Empty>
          )
        }
      />
      {isAdmin && <SecretCard />}
      {isTesting && <TestDialog onClose={() => setTesting(false)} />}
    </Page>
  );
}

function useColumns(): Column<Delivery>[] {
  const t = useT();
  return [
    {
      id: 'type',
      header: t('What happened'),
      sortValue: ({ type }) => t(types[type]),
      cell: ({ id, type }) => (
        <Link to="/webhooks/$id" params={{ id }}>
          {t(types[type])}
        </Link>
      ),
    },
    {
      id: 'state',
      header: t('State'),
      sortValue: ({ state }) => t(states[state.status].label),
      cell: ({ state }) => <Badge tone={states[state.status].tone}>{t(states[state.status].label)}</Badge>,
    },
    {
      id: 'lead',
      header: t('Lead'),
      cell: ({ leadId }) => leadId !== undefined && <LeadLink id={leadId} />,
    },
    { id: 'at', header: t('When'), sortValue: ({ at }) => at, cell: ({ at }) => when(at) },
    {
      id: 'answer',
      header: t('Last answer'),
      cell: (delivery) => (
        <span className="grid max-w-80 min-w-40 [overflow-wrap:anywhere]">
          <LastAnswer of={delivery} />
        </span>
      ),
    },
  ];
}

function LastAnswer({ of }: { of: Delivery }) {
  const t = useT();
  const { attempts, state } = of;
  const failure = failureOf(of);
  const last = attempts.at(-1);
  return (
    <>
      {last === undefined ? t('Not tried yet') : attemptWords(last, t)}
      {failure !== undefined && <span className="text-soft text-sm">{t(failure)}</span>}
      {state.status === 'pending' && state.nextAt !== undefined && last !== undefined && (
        <span className="text-soft text-sm">
          {t('Tried again {moment}', { moment: fromNow(state.nextAt) })}
        </span>
      )}
    </>
  );
}
