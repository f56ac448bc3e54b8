import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Badge, Notice } from '../../ui/notice.tsx';
import { Card, Facts } from '../../ui/page.tsx';
import { toast } from '../../ui/toast.tsx';
import { DomainForm } from './domain-form.tsx';
import { providerStates, states, type SendingDomain } from './domain-words.ts';
import { RecordsTable } from './records-table.tsx';

const refreshes = ['GET /v1/sending-domain', 'GET /v1/settings'];

/** The domain that is chosen: how it stands, its records, and what can be done with it. */
export function DomainParts({ domain }: { domain: SendingDomain }) {
  const t = useT();
  const [dialog, setDialog] = useState<'change' | 'renew' | 'remove'>();
  const close = (): void => setDialog(undefined);
  const verify = useAct('POST /v1/sending-domain/verify', {
    refreshes,
    onDone: ({ state }) =>
      toast(
        state === 'verified'
          ? t('Every record is right: mails and links use the domain.')
          : t('Looked up. What is still to be fixed is shown beside each record.'),
      ),
  });
  const renew = useAct('POST /v1/sending-domain/new-value', {
    refreshes,
    onDone: () => {
      close();
      toast(t('There is a new value: publish it and verify again.'));
    },
  });
  const remove = useAct('DELETE /v1/sending-domain', {
    refreshes,
    onDone: () => {
      close();
      toast(t('Removed. Mails and links use the domain of this installation.'));
    },
  });
  const { state, records } = domain;
  const right = records.filter(({ verdict }) => verdict === 'verified').length;
  return (
    <>
      <Card
        title={domain.domain}
        actions={
          <>
            <Badge tone={states[state].tone}>{t(states[state].label)}</Badge>
            <Menu
              trigger={<Button small>{t('More')}</Button>}
              items={[
                { label: t('Change the domain or its host'), onSelect: () => setDialog('change') },
                { label: t('New proof of ownership'), onSelect: () => setDialog('renew') },
                'line',
                { label: t('Remove the domain'), onSelect: () => setDialog('remove'), danger: true },
              ]}
            />
          </>
        }
      >
        <div className="grid gap-4">
          {state !== 'verified' && (
            <Notice tone={state === 'failed' ? 'bad' : 'warn'}>
              {t('Until every record is right, mails and links use the domain of this installation.')}
            </Notice>
          )}
          <Facts
            of={[
              [t('Host of the links'), domain.linkHost],
              [t('The mail provider'), t(providerStates[domain.provider])],
              [t('DNS records'), t('{right} of {count} are right', { right, count: records.length })],
              [t('Last looked up'), domain.checkedAt === undefined ? t('Not yet') : when(domain.checkedAt)],
            ]}
          />
        </div>
      </Card>
      <Card
        title={t('DNS records')}
        actions={
          <Button look="main" small busy={verify.isPending} onClick={() => verify.mutate({})}>
            {verify.isPending
              ? t('Looking up …')
              : domain.checkedAt === undefined
                ? t('Verify')
                : t('Verify again')}
          </Button>
        }
      >
        <div className="grid gap-4">
          <p className="text-soft max-w-prose">
            {t(
              'Add each record where the domain’s DNS is kept, then verify. A new record can take some minutes to be seen, sometimes an hour.',
            )}
          </p>
          <ProblemNotice error={verify.error} />
          <RecordsTable records={records} />
          {!records.some(({ record }) => record.startsWith('dkim')) && (
            <Notice>
              {t(
                'Three more records for signatures appear once the mail provider has named its keys: verify again in a minute.',
              )}
            </Notice>
          )}
        </div>
      </Card>
      <Dialog
        open={dialog === 'change'}
        onClose={close}
        title={t('Change the domain or its host')}
        about={t(
          'It has to be verified again; meanwhile mails and links use the domain of this installation.',
        )}
      >
        <DomainForm key={domain.revision} before={domain} onClose={close} />
      </Dialog>
      <Confirm
        open={dialog === 'renew'}
        onClose={close}
        onConfirm={() => renew.mutate({ revision: domain.revision })}
        title={t('New proof of ownership?')}
        action={t('Make a new value')}
        busy={renew.isPending}
        error={renew.error}
      >
        {t(
          'The former value is no longer valid: until the new one is published and verified, mails and links use the domain of this installation. The keys of the signature stay.',
        )}
      </Confirm>
      <Confirm
        open={dialog === 'remove'}
        onClose={close}
        onConfirm={() => remove.mutate({})}
        title={t('Remove {domain}?', { domain: domain.domain })}
        action={t('Remove the domain')}
        busy={remove.isPending}
        error={remove.error}
      >
        {t(
          'Mails and links use the domain of this installation at once. Keep the host {host} in DNS: links in mails that went out before still need it.',
          { host: domain.linkHost },
        )}
      </Confirm>
    </>
  );
}
