import { ProblemError } from '../../api/problem.ts';
import { useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Card, Page } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';
import { DomainForm } from './domain-form.tsx';
import { DomainParts } from './domain-parts.tsx';

/** The domain that mails come from and links lead to: chosen, published in DNS, verified record by record. */
export function DomainPage() {
  const t = useT();
  const domain = useRead('GET /v1/sending-domain', {});
  const isNone = domain.error instanceof ProblemError && domain.error.status === 404;
  return (
    <Page
      title={t('Sending domain')}
      about={t('The domain that your mails come from and that the links in them lead to.')}
    >
      {isNone ? (
        <Card title={t('Choose your domain')}>
          <div className="grid gap-4">
            <p className="max-w-prose">
              {t(
                'Mails and links use the domain of this installation. With a domain of your own they come from your address, arrive better and carry your name. You need somebody who can add DNS records to it.',
              )}
            </p>
            <DomainForm />
          </div>
        </Card>
      ) : (
        <Read of={domain}>{(read) => <DomainParts domain={read} />}</Read>
      )}
    </Page>
  );
}
