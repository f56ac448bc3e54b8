import { getRouteApi } from '@tanstack/react-router';
import type { ItemOf } from '../../api/operations.ts';
import { useList } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { selectionIn, selectionText } from '../../shell/search-texts.ts';
import { BulkBar } from '../../ui/bulk-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { leadName } from './lead-name.ts';

type Lead = ItemOf<'GET /v1/leads'>;
const route = getRouteApi('/shell/leads');

/** The leads that the person may see. */
export function LeadsPage() {
  const t = useT();
  const { selected, ...query } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useList('GET /v1/leads', { query });
  const columns: Column<Lead>[] = [
    { id: 'name', header: t('Name'), cell: leadName },
    { id: 'email', header: t('Address'), cell: ({ email }) => email ?? '' },
  ];
  const selection = {
    selected: selectionIn(selected),
    onChange: (next: Set<string>) =>
      void navigate({ search: (before) => ({ ...before, selected: selectionText(next) }), replace: true }),
  };
  return (
    <Page title={t('Leads')}>
      <DataTable
        caption={t('Leads')}
        columns={columns}
        list={list}
        rowId={({ id }) => id}
        rowName={leadName}
        selection={selection}
        empty={<Empty title={t('No leads yet')} />}
      />
      <BulkBar count={selection.selected.size} onClear={() => selection.onChange(new Set())}>
        <Button>{t('Enrol')}</Button>
      </BulkBar>
    </Page>
  );
}
