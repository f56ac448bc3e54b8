import { getRouteApi, Link } from '@tanstack/react-router';
import { useList } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Select, TextInput } from '../../ui/inputs.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Badge } from '../../ui/notice.tsx';
import { Empty } from '../../ui/states.tsx';
import { roleNames, roles, type Role } from './roles.ts';
import { useGroups, useUsers, type User } from './use-users.ts';

const route = getRouteApi('/shell/users');

/** Everybody who uses Relance, by words, role, group, and whether they are switched off. */
export function UserList() {
  const t = useT();
  const { search = '', role = '', group = '', active = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const narrow = (name: 'search' | 'role' | 'group' | 'active', value: string): void =>
    void navigate({
      search: (before) => ({ ...before, [name]: value === '' ? undefined : value }),
      replace: true,
    });
  const list = useList('GET /v1/users', { query: { limit: 100 } });
  const { users } = useUsers();
  const { groups, nameOf } = useGroups();
  const words = search.toLowerCase().split(' ');
  const items = users.filter(
    (user) =>
      words.every((word) => `${user.name} ${user.email} ${user.id}`.toLowerCase().includes(word)) &&
      (role === '' || user.role === role) &&
      (group === '' || user.groupIds.includes(group)) &&
      (active === '' || user.active === (active === 'yes')),
  );
  const columns: Column<User>[] = [
    {
      id: 'name',
      header: t('Name'),
      sortValue: ({ name }) => name,
      cell: ({ id, name, active: isActive }) => (
        <span className="flex flex-wrap items-center gap-2">
          <Link to="/users/$id" params={{ id }}>
            {name}
          </Link>
          {!isActive && <Badge tone="warn">{t('Switched off')}</Badge>}
        </span>
      ),
    },
    { id: 'email', header: t('Address'), sortValue: ({ email }) => email },
    {
      id: 'role',
      header: t('Role'),
      sortValue: (user) => roleNames.indexOf(user.role),
      cell: (user) => <span className="whitespace-nowrap">{t(roles[user.role].label)}</span>,
    },
    { id: 'groups', header: t('Groups'), sortValue: ({ groupIds }) => groupIds.map(nameOf).join(', ') },
    { id: 'zone', header: t('Time zone'), sortValue: ({ zone }) => zone },
    {
      id: 'settings',
      header: t('Settings'),
      cell: ({ id }) => (
        <Link to="/settings" search={{ scope: `user.${id}` }} className="whitespace-nowrap">
          {t('What applies')}
        </Link>
      ),
    },
  ];
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-start gap-3">
        <TextInput
          label={t('Name or address')}
          type="search"
          value={search}
          onChange={(text) => narrow('search', text)}
        />
        <Select<Role>
          label={t('Role')}
          value={roleNames.find((each) => each === role) ?? ''}
          onChange={(next) => narrow('role', next)}
          options={roleNames.map((each) => ({ value: each, label: t(roles[each].label) }))}
          empty={t('Every role')}
        />
        <Select
          label={t('Group')}
          value={group}
          onChange={(next) => narrow('group', next)}
          options={groups.map(({ id, name }) => ({ value: id, label: name }))}
          empty={t('Every group')}
        />
        <Select
          label={t('State')}
          value={active}
          onChange={(next) => narrow('active', next)}
          options={[
            { value: 'yes', label: t('Active') },
            { value: 'no', label: t('Switched off') },
          ]}
          empty={t('Active or not')}
        />
      </div>
      <DataTable
        caption={t('Users')}
        columns={columns}
        list={{ items, isLoading: list.isLoading, error: list.error, again: list.again }}
        rowId={({ id }) => id}
        empty={
          <Empty title={t('Nobody matches')}>{t('Take away a filter, or search for another name.')}</Empty>
        }
      />
    </div>
  );
}
