import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { Page } from '../../ui/page.tsx';
import { AccountCard } from './account-card.tsx';
import { FiguresCard } from './figures-card.tsx';
import { HoldsCard } from './holds-card.tsx';
import { ReconciliationCard } from './reconciliation-card.tsx';

/** Whether what is sent goes out and arrives, and what to do where it does not. */
export function DeliverabilityPage() {
  const t = useT();
  const isAdmin = useIs('admin');
  const isManager = useIs('manager');
  return (
    <Page
      title={t('Deliverability')}
      about={t('Whether mails go out and arrive, and what to do where they do not.')}
    >
      <HoldsCard />
      {isManager && <FiguresCard />}
      {isAdmin && <AccountCard />}
      {isAdmin && <ReconciliationCard />}
    </Page>
  );
}
