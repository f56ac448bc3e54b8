import { useList } from '../../api/queries.ts';
import type { ItemOf } from '../../api/operations.ts';
import { useT } from '../../i18n/i18n.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/states.tsx';

type Account = ItemOf<'GET /v1/accounts'>;

/** The companies that leads belong to. */
export function AccountList() {
  const t = useT();
  const list = useList('GET /v1/accounts', { query: { limit: 100 } });
  const columns: Column<Account>[] = [
    { id: 'name', header: t('Name'), cell: ({ name }) => name },
    { id: 'domain', header: t('Domain'), cell: ({ domain }) => domain ?? '' },
    {
      id: 'fields',
      header: t('Fields'),
      cell: ({ fields }) =>
        Object.entries(fields)
          .map(([name, value]) => `${name}: ${value}`)
          .join(' · '),
    },
  ];
  return (
    <DataTable
      isOfPage={false}
      caption={t('Accounts')}
      columns={columns}
      list={list}
      rowId={({ id }) => id}
      empty={
        <Empty title={t('No account yet')}>
          {t(
            'Accounts are the companies that leads belong to. They come with imported leads, or by the API.',
          )}
        </Empty>
      }
    />
  );
}
