import { getRouteApi } from '@tanstack/react-router';
import { useList } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/states.tsx';
import { AccountDialog, type Account } from './account-dialog.tsx';

const route = getRouteApi('/shell/users');
const NEW = 'new';

/** The companies that leads belong to; managers and admins change them. */
export function AccountList() {
  const t = useT();
  const mayChange = useIs('manager');
  const { edit } = route.useSearch();
  const navigate = route.useNavigate();
  const setEdit = (id: string | undefined): void =>
    void navigate({ search: (before) => ({ ...before, edit: id }), replace: true });
  const list = useList('GET /v1/accounts', { query: { limit: 100 } });
  const columns: Column<Account>[] = [
    { id: 'name', header: t('Name'), sortValue: ({ name }) => name },
    {
      id: 'domain',
      header: t('Domain'),
      sortValue: ({ domain }) => domain,
      cell: ({ domain }) => domain ?? '',
    },
    {
      id: 'fields',
      header: t('Fields'),
      cell: ({ fields }) =>
        Object.entries(fields)
          .map(([name, value]) => `${name}: ${value}`)
          .join(' · '),
    },
    ...(mayChange
      ? [
          {
            id: 'change',
            header: t('Change'),
            cell: ({ id, name }: Account) => (
              <Button small aria-label={t('Change {name}', { name })} onClick={() => setEdit(id)}>
                {t('Change')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  const edited = list.items.find(({ id }) => id === edit);
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <p className="text-soft min-w-0 flex-1 basis-60">
          {t(
            'Accounts are the companies that leads belong to. They come with imported leads, or by the API.',
          )}
        </p>
        {mayChange && <Button onClick={() => setEdit(NEW)}>{t('New account')}</Button>}
      </div>
      <DataTable
        isOfPage={false}
        caption={t('Accounts')}
        columns={columns}
        list={list}
        rowId={({ id }) => id}
        empty={<Empty title={t('No account yet')} />}
      />
      {mayChange && (edited !== undefined || edit === NEW) && (
        <AccountDialog key={edit} account={edited} onClose={() => setEdit(undefined)} />
      )}
    </div>
  );
}
