import { getRouteApi, Link } from '@tanstack/react-router';
import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { buttonClasses } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { AccountList } from './account-list.tsx';
import { GroupList } from './group-list.tsx';
import { UserList } from './user-list.tsx';

const route = getRouteApi('/shell/users');
const tabs = ['users', 'groups', 'accounts'] as const;
type Tab = (typeof tabs)[number];

/** Who uses Relance, their groups, and the companies that leads belong to. */
export function UsersPage() {
  const t = useT();
  const isAdmin = useIs('admin');
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const current = tabs.find((each) => each === tab) ?? 'users';
  return (
    <Page
      title={t('Users and groups')}
      actions={
        isAdmin && (
          <Link to="/users/new" className={buttonClasses('main')}>
            {t('New user')}
          </Link>
        )
      }
    >
      <Tabs<Tab>
        label={t('Users and groups')}
        current={current}
        onChange={(next) => void navigate({ search: { tab: next } })}
        tabs={[
          { id: 'users', label: t('Users'), content: <UserList /> },
          { id: 'groups', label: t('Groups'), content: <GroupList /> },
          { id: 'accounts', label: t('Accounts'), content: <AccountList /> },
        ]}
      />
    </Page>
  );
}
