import { getRouteApi, Link } from '@tanstack/react-router';
import { useList } from '../../api/queries.ts';
import { listing, number } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/states.tsx';
import { GroupDialog } from './group-dialog.tsx';
import { useGroups, useUsers, type Group } from './use-users.ts';

const route = getRouteApi('/shell/users');
const NEW = 'new';

/** The groups, with who leads them and how many users each has. */
export function GroupList() {
  const t = useT();
  const isAdmin = useIs('admin');
  const { edit } = route.useSearch();
  const navigate = route.useNavigate();
  const setEdit = (id: string | undefined): void =>
    void navigate({ search: (before) => ({ ...before, edit: id }), replace: true });
  const list = useList('GET /v1/groups', { query: { limit: 100 } });
  const { groups } = useGroups();
  const { users } = useUsers();
  const membersOf = (group: Group) => users.filter(({ groupIds }) => groupIds.includes(group.id));
  const columns: Column<Group>[] = [
    { id: 'name', header: t('Name'), sortValue: ({ name }) => name },
    {
      id: 'managers',
      header: t('Managers'),
      cell: (group) => {
        const managers = membersOf(group).filter(({ role }) => role === 'manager');
        return managers.length === 0 ? (
          <span className="text-soft">{t('Nobody')}</span>
        ) : (
          listing(managers.map(({ name }) => name))
        );
      },
    },
    {
      id: 'users',
      header: t('Users'),
      sortValue: (group) => membersOf(group).length,
      cell: (group) => (
        <Link to="/users" search={{ group: group.id }}>
          {t('{count, plural, one {# user} other {# users}}', { count: membersOf(group).length })}
        </Link>
      ),
    },
    {
      id: 'priority',
      header: t('Priority'),
      sortValue: ({ priority }) => priority,
      isNumber: true,
      cell: ({ priority }) => number(priority),
    },
    {
      id: 'actions',
      header: t('Settings'),
      cell: ({ id }) => (
        <span className="flex items-center gap-3 whitespace-nowrap">
          <Link to="/settings" search={{ scope: `group.${id}` }}>
            {t('Exceptions')}
          </Link>
          {isAdmin && (
            <Button small onClick={() => setEdit(id)}>
              {t('Change')}
            </Button>
          )}
        </span>
      ),
    },
  ];
  const edited = groups.find(({ id }) => id === edit);
  const create = isAdmin && <Button onClick={() => setEdit(NEW)}>{t('New group')}</Button>;
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <p className="text-soft min-w-0 flex-1 basis-60">
          {t(
            'A manager sees and changes what belongs to the users of the own groups. Settings can differ for a group; of several groups of a user, the one with the lowest priority number counts.',
          )}
        </p>
        {create}
      </div>
      <DataTable
        isOfPage={false}
        caption={t('Groups')}
        columns={columns}
        list={{ items: groups, isLoading: list.isLoading, error: list.error, again: list.again }}
        rowId={({ id }) => id}
        empty={
          <Empty title={t('No group yet')}>
            {t('Groups are teams of users: they have managers, and settings of their own.')}
          </Empty>
        }
      />
      {(edited !== undefined || edit === NEW) && (
        <GroupDialog
          key={edit}
          group={edited}
          isEmpty={edited !== undefined && membersOf(edited).length === 0}
          onClose={() => setEdit(undefined)}
        />
      )}
    </div>
  );
}
