import { useT } from '../../i18n/i18n.ts';
import { useMe } from '../../shell/me.tsx';
import { Facts, Page } from '../../ui/page.tsx';

/** What belongs to the person who is signed in. */
export function MePage() {
  const t = useT();
  const { user, userId } = useMe();
  return (
    <Page title={t('My account')}>
      <Facts of={[[t('Name'), user?.name ?? userId]]} />
    </Page>
  );
}
