import { useList } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/states.tsx';
import { LookLine } from './look-line.tsx';
import type { Look } from './rule-form.ts';

/** What a rule made of records, the newest first, each with why or why not. */
export function Looks({ id }: { id: string }) {
  const t = useT();
  const list = useList('GET /v1/crm-rules/{id}/looks', { params: { id }, query: { limit: 50 } });
  const columns: Column<Look>[] = [
    {
      id: 'at',
      header: t('When it was looked at'),
      cell: ({ at }) => <span className="whitespace-nowrap">{when(at)}</span>,
    },
    {
      id: 'what',
      header: t('Record, and why or why not'),
      cell: (look) => <LookLine look={look} />,
    },
  ];
  return (
    <DataTable
      caption={t('What the rule did')}
      columns={columns}
      list={list}
      rowId={({ object, theirId }) => `${object}.${theirId}`}
      empty={
        <Empty title={t('It has looked at nothing yet')}>
          <p>{t('Once it is active, each record that is created or changed in the CRM appears here.')}</p>
        </Empty>
      }
    />
  );
}
