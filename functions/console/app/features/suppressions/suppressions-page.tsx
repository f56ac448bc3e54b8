import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct, useList } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { useUsers } from '../users/use-users.ts';
import { AddDialog } from './add-dialog.tsx';
import { LiftConfirm } from './lift-confirm.tsx';
import { SuppressionFilters } from './suppression-filters.tsx';
import { reasons, sources, type Suppression } from './suppression-words.ts';

const route = getRouteApi('/shell/suppressions');

/** Addresses that are not written to, each with its reason; admins lift one and export the list. */
export function SuppressionsPage() {
  const t = useT();
  const query = route.useSearch();
  const isAdmin = useIs('admin');
  const goTo = useNavigate();
  const list = useList('GET /v1/suppressions', { query });
  const [isAdding, setAdding] = useState(false);
  const [lifted, setLifted] = useState<Suppression>();
  const exporting = useAct('POST /v1/suppressions/export', {
    refreshes: ['GET /v1/jobs'],
    onDone: ({ id }) => void goTo({ to: '/jobs/$id', params: { id } }),
  });
  const columns = useColumns(isAdmin ? setLifted : undefined);
  const isFiltered = query.address !== undefined || query.reason !== undefined;
  return (
    <Page
      title={t('Suppression list')}
      about={t('Addresses and numbers that nothing is sent to, whoever writes.')}
      actions={
        <>
          {isAdmin && (
            <Button busy={exporting.isPending} onClick={() => exporting.mutate({})}>
              {t('Export the whole list')}
            </Button>
          )}
          <Button look="main" onClick={() => setAdding(true)}>
            {t('Add an address')}
          </Button>
        </>
      }
    >
      <ProblemNotice error={exporting.error} />
      <SuppressionFilters />
      <DataTable
        caption={t('Suppression list')}
        columns={columns}
        list={list}
        rowId={({ id }) => id}
        empty={
          query.lifted === 'true' ? (
            <Empty title={t('No entry was removed')} />
          ) : isFiltered ? (
            <Empty title={t('No such address is on the list')}>
              <p>{t('Leads with it are written to, unless another address of theirs is on it.')}</p>
            </Empty>
          ) : (
            <Empty title={t('Nobody is on the list')}>
              <p>
                {t(
                  'Whoever unsubscribes, complains or cannot be reached is added automatically. You can add addresses too.',
                )}
              </p>
              <Button onClick={() => setAdding(true)}>{t('Add an address')}</Button>
            </Empty>
          )
        }
      />
      {isAdding && <AddDialog onClose={() => setAdding(false)} />}
      {lifted !== undefined && (
        <LiftConfirm key={lifted.id} of={lifted} onClose={() => setLifted(undefined)} />
      )}
    </Page>
  );
}

function useColumns(onLift: ((suppression: Suppression) => void) | undefined): Column<Suppression>[] {
  const t = useT();
  const { nameOf } = useUsers();
  const columns: Column<Suppression>[] = [
    {
      id: 'address',
      header: t('Address or number'),
      cell: ({ address, leadId }) => {
        const to: string = `/leads/${leadId ?? ''}`;
        return leadId === undefined ? address : <Link to={to}>{address}</Link>;
      },
    },
    {
      id: 'reason',
      header: t('Reason'),
      cell: ({ reason, lifted }) => (
        <span className="flex flex-wrap gap-1">
          <Badge tone={reason === 'complained' ? 'bad' : reason === 'bounced' ? 'warn' : 'plain'}>
            {t(reasons[reason])}
          </Badge>
          {lifted !== undefined && <Badge tone="good">{t('Taken off')}</Badge>}
        </span>
      ),
    },
    {
      id: 'at',
      header: t('Since'),
      cell: ({ at }) => (
        <span className="whitespace-nowrap print:whitespace-normal">{when(at, 'dayWithYear')}</span>
      ),
    },
    {
      id: 'source',
      header: t('Told by'),
      cell: ({ source, by }) => (
        <span className="whitespace-nowrap print:whitespace-normal">
          {by === undefined ? t(sources[source]) : nameOf(by)}
        </span>
      ),
    },
    {
      id: 'note',
      header: t('Note'),
      cell: ({ note, lifted }) => (
        <span className="grid max-w-72 [overflow-wrap:anywhere]">
          {note}
          {lifted !== undefined && (
            <span className="text-soft text-sm">
              {t('Taken off by {name} on {day}', {
                name: nameOf(lifted.by),
                day: when(lifted.at, 'dayWithYear'),
              })}
              {lifted.note !== undefined && `: ${lifted.note}`}
            </span>
          )}
        </span>
      ),
    },
  ];
  if (onLift === undefined) return columns;
  return [
    ...columns,
    {
      id: 'lift',
      header: t('Actions'),
      cell: (suppression) =>
        suppression.lifted === undefined && (
          <Button
            small
            aria-label={t('Remove {name} from the list', { name: suppression.address })}
            onClick={() => onLift(suppression)}
          >
            {t('Take off')}
          </Button>
        ),
    },
  ];
}
