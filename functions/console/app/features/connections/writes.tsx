import { getRouteApi } from '@tanstack/react-router';
import type { ItemOf } from '../../api/operations.ts';
import { useAct, useList } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { msg, useT, type Message } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Select } from '../../ui/inputs.tsx';
import { Badge, type Tone } from '../../ui/notice.tsx';
import { Empty } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { LeadLink } from '../editor/lead-link.tsx';
import { objectNames, type CrmKind } from './connection-words.ts';

type Write = ItemOf<'GET /v1/connections/{kind}/writes'>;
const route = getRouteApi('/shell/connections/$kind');
/** Rows of a page: the name of each lead is read for itself. */
const PAGE = 25;

const states: Record<Write['state'], { label: Message; tone: Tone }> = {
  failed: { label: msg('Failed'), tone: 'bad' },
  pending: { label: msg('Waits'), tone: 'accent' },
  claimed: { label: msg('Under way'), tone: 'accent' },
  unknown: { label: msg('Outcome unknown'), tone: 'warn' },
  written: { label: msg('Written'), tone: 'good' },
};
const stateNames = Object.keys(states) as Write['state'][];
const refreshes = ['GET /v1/connections'];

/** What is or was to be written to a CRM, by state; what failed is tried again, one by one or all. */
export function Writes({ kind }: { kind: CrmKind }) {
  const t = useT();
  const { writes } = route.useSearch();
  const navigate = route.useNavigate();
  const state = stateNames.find((each) => each === writes) ?? 'failed';
  const list = useList('GET /v1/connections/{kind}/writes', {
    params: { kind },
    query: { state, limit: PAGE },
  });
  const one = useAct('POST /v1/connections/{kind}/writes/{id}/retry', {
    refreshes,
    onDone: () => void toast(t('It is tried again.')),
  });
  const all = useAct('POST /v1/connections/{kind}/retry-writes', {
    refreshes,
    onDone: ({ retried, more }) =>
      toast(
        more
          ? t('{count} are tried again. There are more: press once more.', { count: retried })
          : t('{count, plural, one {# is tried again.} other {# are tried again.}}', { count: retried }),
      ),
  });
  const columns = useColumns((id) => one.mutate({ params: { kind, id } }), one.isPending);
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div role="search">
          <Select
            label={t('State')}
            value={state}
            onChange={(next) =>
              void navigate({ search: (before) => ({ ...before, writes: next }), replace: true })
            }
            options={stateNames.map((each) => ({ value: each, label: t(states[each].label) }))}
          />
        </div>
        {state === 'failed' && list.items.length > 0 && (
          <Button busy={all.isPending} onClick={() => all.mutate({ params: { kind } })}>
            {t('Try all again')}
          </Button>
        )}
      </div>
      <ProblemNotice error={one.error ?? all.error} />
      <DataTable
        caption={t('Writes')}
        columns={columns}
        list={list}
        rowId={({ id }) => id}
        empty={
          state === 'failed' ? (
            <Empty title={t('No write failed')}>
              <p>{t('What the CRM refuses for good appears here, with what to fix.')}</p>
            </Empty>
          ) : (
            <Empty title={t('Nothing is in this state')} />
          )
        }
      />
    </div>
  );
}

function useColumns(onRetry: (id: string) => void, isBusy: boolean): Column<Write>[] {
  const t = useT();
  return [
    {
      id: 'what',
      header: t('What'),
      cell: ({ says, why }) => (
        <span className="grid max-w-96 min-w-48 [overflow-wrap:anywhere]">
          {says}
          {why !== undefined && <span className="text-soft text-sm">{why}</span>}
        </span>
      ),
    },
    {
      id: 'record',
      header: t('Record'),
      cell: ({ object, theirId, ours }) => (
        <span className="grid">
          {ours.startsWith('lead.') && <LeadLink id={ours.slice('lead.'.length)} />}
          <span className="text-soft text-sm">
            {t(objectNames[object].one)} {theirId}
          </span>
        </span>
      ),
    },
    {
      id: 'state',
      header: t('State'),
      cell: ({ state, nextAt }) => (
        <>
          <Badge tone={states[state].tone}>{t(states[state].label)}</Badge>
          {nextAt !== undefined && (
            <span className="text-soft block text-sm">{t('tried next {when}', { when: when(nextAt) })}</span>
          )}
        </>
      ),
    },
    { id: 'tries', header: t('Tries'), isNumber: true, cell: ({ tries }) => tries },
    { id: 'asked', header: t('Asked for'), cell: ({ askedAt }) => when(askedAt) },
    {
      id: 'again',
      header: t('Again'),
      cell: ({ id, state, says }) =>
        state === 'failed' && (
          <Button
            small
            busy={isBusy}
            aria-label={t('Try again: {name}', { name: says })}
            onClick={() => onRetry(id)}
          >
            {t('Try again')}
          </Button>
        ),
    },
  ];
}
