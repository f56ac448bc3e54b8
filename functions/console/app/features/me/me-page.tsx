import { useT } from '../../i18n/i18n.ts';
import { useMe } from '../../shell/me.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { AbsencesCard } from './absences-card.tsx';
import { ProfileCard } from './profile-card.tsx';
import { RepliesCard } from './replies-card.tsx';
import { RulesCard } from './rules-card.tsx';

/** What belongs to the person who is signed in, and what applies to them. */
export function MePage() {
  const t = useT();
  const { user, userId } = useMe();
  return (
    <Page title={t('My account')} about={user?.email}>
      {user === undefined ? (
        <Notice tone="warn">
          {t('There is no user “{id}” yet: an admin creates it under “Users and groups”.', { id: userId })}
        </Notice>
      ) : (
        <div className="grid min-w-0 gap-5 xl:grid-cols-2 xl:items-start">
          <div className="grid min-w-0 gap-5">
            <AbsencesCard userId={userId} />
            <ProfileCard user={user} />
          </div>
          <div className="grid min-w-0 gap-5">
            <RulesCard userId={userId} zone={user.zone} />
            <RepliesCard userId={userId} />
          </div>
        </div>
      )}
    </Page>
  );
}
