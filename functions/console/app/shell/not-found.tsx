import { useT } from '../i18n/i18n.ts';
import { Page } from '../ui/page.tsx';

/** An address that leads nowhere. */
export function NotFound() {
  const t = useT();
  return (
    <Page title={t('There is nothing here')}>
      <p>{t('The address is wrong, or what was here is gone. The menu leads to everything there is.')}</p>
    </Page>
  );
}
