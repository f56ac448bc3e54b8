import { getRouteApi, Link } from '@tanstack/react-router';
import { useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { shownZone } from '../../i18n/format.ts';
import { useIs, useMe } from '../../shell/me.tsx';
import { buttonClasses } from '../../ui/button.tsx';
import { Card, Facts, Page } from '../../ui/page.tsx';
import { Badge, Notice } from '../../ui/notice.tsx';
import { Read } from '../../ui/states.tsx';
import { roles } from './roles.ts';
import { useGroups, type User } from './use-users.ts';
import { UserForm } from './user-form.tsx';

const userRoute = getRouteApi('/shell/users/$id');
const newRoute = getRouteApi('/shell/users/new');

const Back = () => {
  const t = useT();
  return <Link to="/users">{t('Users and groups')}</Link>;
};

/** One user: changed by admins, read by everybody else. */
export function UserPage() {
  const { id } = userRoute.useParams();
  const user = useRead('GET /v1/users/{id}', { params: { id } });
  return (
    <Read of={user}>{(found) => <OneUser key={`${found.id} ${String(found.active)}`} user={found} />}</Read>
  );
}

function OneUser({ user }: { user: User }) {
  const t = useT();
  const isAdmin = useIs('admin');
  const isSuperAdmin = useIs('super_admin');
  const isMine = useMe().userId === user.id;
  const mayChange = isAdmin && (user.role !== 'super_admin' || isSuperAdmin);
  return (
    <Page
      title={user.name}
      above={<Back />}
      about={
        <span className="flex flex-wrap items-center gap-2">
          {[t(roles[user.role].label), user.email, user.id].join(' · ')}
          {!user.active && <Badge tone="warn">{t('Switched off')}</Badge>}
        </span>
      }
      actions={
        <Link to="/settings" search={{ scope: `user.${user.id}` }} className={buttonClasses()}>
          {t('What applies to this user')}
        </Link>
      }
    >
      {isMine && mayChange && (
        <Notice>{t('This is you: nobody switches oneself off or lowers the own role.')}</Notice>
      )}
      {mayChange ? <UserForm user={user} /> : <UserFacts user={user} />}
    </Page>
  );
}

function UserFacts({ user }: { user: User }) {
  const t = useT();
  const { nameOf } = useGroups();
  return (
    <Card>
      <Facts
        of={[
          [t('Address'), user.email],
          [t('Phone'), user.phone ?? '–'],
          [t('Groups'), user.groupIds.map(nameOf).join(', ') || '–'],
          [t('Time zone'), user.zone],
          [t('Signature'), <span className="whitespace-pre-line">{user.signature ?? '–'}</span>],
        ]}
      />
    </Card>
  );
}

/** Makes a user. */
export function NewUserPage() {
  const t = useT();
  const { group } = newRoute.useSearch();
  return (
    <Page title={t('New user')} above={<Back />}>
      <UserForm
        user={{
          name: '',
          email: '',
          role: 'user',
          zone: shownZone(),
          groupIds: group === undefined ? [] : [group],
          active: true,
        }}
      />
    </Page>
  );
}
