import { getRouteApi, Link } from '@tanstack/react-router';
import { CalendarDays, Phone } from 'lucide-react';
import { useState } from 'react';
import { useAct, useList, useRead } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button, buttonClasses } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Select } from '../../ui/inputs.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { LeadLink } from '../editor/lead-link.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { stateNames, states, type IncomingEvent } from './event-words.ts';

const route = getRouteApi('/shell/incoming');
const REFRESH_MS = 15_000;
/** Rows of a page: the name of each lead is read for itself. */
const PAGE = 25;

/** Calls and bookings that services told of: those of nobody are assigned to a lead, or put away. */
export function IncomingPage() {
  const t = useT();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const state = stateNames.find((each) => each === search.state) ?? 'unmatched';
  const list = useList(
    'GET /v1/incoming-events',
    { query: { state, limit: PAGE } },
    { refreshMs: REFRESH_MS },
  );
  const services = useRead('GET /v1/connections', {}).data;
  const [assigned, setAssigned] = useState<IncomingEvent>();
  const ignore = useAct('POST /v1/incoming-events/{id}/ignore', {
    refreshes: ['GET /v1/incoming-events'],
    onDone: () => void toast(t('It is dismissed.')),
  });
  const columns = useColumns(state === 'unmatched', {
    onAssign: setAssigned,
    onIgnore: ({ id }) => ignore.mutate({ params: { id } }),
    isBusy: ignore.isPending,
    nameOf: (kind) => services?.items.find((each) => each.kind === kind)?.label ?? kind,
  });
  return (
    <Page
      title={t('Calls and bookings')}
      about={t(
        'Calls and bookings from your telephone and your calendar. Leads are found automatically by number or address.',
      )}
    >
      <div role="search" className="flex flex-wrap items-end gap-3">
        <Select
          label={t('State')}
          value={state}
          onChange={(next) => void navigate({ search: { state: next }, replace: true })}
          options={stateNames.map((each) => ({ value: each, label: t(states[each]) }))}
        />
      </div>
      <ProblemNotice error={ignore.error} />
      <DataTable
        caption={t('Calls and bookings')}
        columns={columns}
        list={list}
        rowId={({ id }) => id}
        empty={
          state === 'unmatched' ? (
            <Empty title={t('Nothing waits to be assigned')}>
              <p>
                {t('Calls and bookings of people whose number or address belongs to no lead appear here.')}
              </p>
              <Link to="/connections" className={buttonClasses()}>
                {t('Connections')}
              </Link>
            </Empty>
          ) : (
            <Empty title={t('Nothing is in this state')} />
          )
        }
      />
      {assigned !== undefined && (
        <AssignDialog key={assigned.id} event={assigned} onClose={() => setAssigned(undefined)} />
      )}
    </Page>
  );
}

function useColumns(
  isOpen: boolean,
  acts: {
    onAssign: (event: IncomingEvent) => void;
    onIgnore: (event: IncomingEvent) => void;
    isBusy: boolean;
    nameOf: (kind: IncomingEvent['kind']) => string;
  },
): Column<IncomingEvent>[] {
  const t = useT();
  const columns: Column<IncomingEvent>[] = [
    {
      id: 'what',
      header: t('What'),
      cell: ({ what, says, why }) => (
        <span className="grid max-w-96 min-w-48 grid-cols-[auto_minmax(0,1fr)] gap-x-2">
          <span className="text-soft mt-0.5">
            {what === 'booking' ? (
              <CalendarDays size={15} aria-hidden />
            ) : (
              what === 'call' && <Phone size={15} aria-hidden />
            )}
          </span>
          <span className="[overflow-wrap:anywhere]">
            {says}
            {why !== undefined && <span className="text-soft block text-sm">{why}</span>}
          </span>
        </span>
      ),
    },
    {
      id: 'who',
      header: t('Who'),
      cell: ({ name, phone, email, leadId }) => (
        <span className="grid [overflow-wrap:anywhere]">
          {leadId === undefined ? name : <LeadLink id={leadId} />}
          <span className={name === undefined && leadId === undefined ? '' : 'text-soft text-sm'}>
            {email ?? phone}
          </span>
        </span>
      ),
    },
    {
      id: 'at',
      header: t('When'),
      cell: ({ at, receivedAt }) => <span className="whitespace-nowrap">{when(at ?? receivedAt)}</span>,
    },
    { id: 'kind', header: t('Service'), cell: ({ kind }) => acts.nameOf(kind) },
  ];
  if (!isOpen) return columns;
  return [
    ...columns,
    {
      id: 'acts',
      header: t('Actions'),
      cell: (event) => (
        <span className="flex gap-2">
          <Button
            small
            aria-label={t('Assign: {name}', { name: event.says })}
            onClick={() => acts.onAssign(event)}
          >
            {t('Assign …')}
          </Button>
          <Button
            small
            look="bare"
            busy={acts.isBusy}
            aria-label={t('Dismiss: {name}', { name: event.says })}
            onClick={() => acts.onIgnore(event)}
          >
            {t('Dismiss')}
          </Button>
        </span>
      ),
    },
  ];
}
