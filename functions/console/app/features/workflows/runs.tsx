import { getRouteApi } from '@tanstack/react-router';
import type { ItemOf } from '../../api/operations.ts';
import { useAct, useList } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { FilterSelect } from '../../ui/inputs.tsx';
import { Badge, type Tone } from '../../ui/notice.tsx';
import { Empty } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { LeadLink } from '../editor/lead-link.tsx';
import { useEvery } from '../editor/use-every.ts';
import { actionLabels, outcomeLabels, runLabels, runStates, triggerLabels } from './labels.ts';

type Run = ItemOf<'GET /v1/workflow-runs'>;
const route = getRouteApi('/shell/workflows');
const tones: Record<Run['state'], Tone> = {
  running: 'accent',
  waiting: 'warn',
  done: 'good',
  refused: 'plain',
  failed: 'bad',
};
/** Rows of a page: the name of each lead is read for itself. */
const PAGE = 25;

/** What workflows did, the newest first, each with its actions; a failed one can be tried again. */
export function Runs() {
  const t = useT();
  const { state, workflow } = route.useSearch();
  const navigate = route.useNavigate();
  const workflows = useEvery('GET /v1/workflows', { query: { limit: 100 } }).items;
  const list = useList('GET /v1/workflow-runs', { query: { state, workflow, limit: PAGE } });
  const retry = useAct('POST /v1/workflow-runs/{id}/retry', {
    refreshes: ['GET /v1/workflow-runs'],
    onDone: () => void toast(t('It is tried again soon.')),
  });
  const set = (changes: { state?: string | undefined; workflow?: string | undefined }): void =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });
  const columns: Column<Run>[] = [
    { id: 'at', header: t('When'), cell: ({ startedAt }) => when(startedAt) },
    { id: 'lead', header: t('Lead'), cell: ({ leadId }) => <LeadLink id={leadId} /> },
    {
      id: 'workflow',
      header: t('Workflow'),
      cell: ({ name, cause }) => (
        <>
          {name}
          <span className="text-soft block text-sm">{t(triggerLabels[cause.trigger])}</span>
        </>
      ),
    },
    {
      id: 'state',
      header: t('State'),
      cell: ({ state: of, why, again }) => (
        <>
          <Badge tone={tones[of]}>{t(runLabels[of])}</Badge>
          {again !== undefined && <span className="text-soft block text-sm">{when(again)}</span>}
          {why !== undefined && <span className="text-soft block text-sm">{why}</span>}
        </>
      ),
    },
    {
      id: 'actions',
      header: t('What was done'),
      cell: ({ actions }) => (
        <ol className="grid gap-0.5">
          {actions.map(({ action, outcome, why }, index) => (
            <li key={index}>
              {t(actionLabels[action.type])}
              {outcome !== undefined && <span className="text-soft"> – {t(outcomeLabels[outcome])}</span>}
              {why !== undefined && <span className="text-soft block text-sm">{why}</span>}
            </li>
          ))}
        </ol>
      ),
    },
    {
      id: 'retry',
      header: t('Again'),
      cell: ({ id, state: of }) =>
        of === 'failed' && (
          <Button small busy={retry.isPending} onClick={() => retry.mutate({ params: { id } })}>
            {t('Try again')}
          </Button>
        ),
    },
  ];
  return (
    <div className="grid gap-4">
      <div role="search" className="grid grid-cols-[repeat(auto-fit,minmax(11rem,16rem))] gap-3">
        <FilterSelect
          label={t('Workflow')}
          value={workflow}
          onChange={(next) => set({ workflow: next })}
          empty={t('Any workflow')}
          options={workflows.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <FilterSelect
          label={t('State')}
          value={state}
          onChange={(next) => set({ state: next })}
          empty={t('All')}
          options={runStates.map((each) => ({ value: each, label: t(runLabels[each]) }))}
        />
      </div>
      <ProblemNotice error={retry.error} />
      <DataTable
        caption={t('What they did')}
        columns={columns}
        list={list}
        rowId={({ id }) => id}
        empty={
          <Empty title={t('Nothing was done')}>
            <p>{t('What workflows did, and for whom, appears here.')}</p>
          </Empty>
        }
      />
    </div>
  );
}
