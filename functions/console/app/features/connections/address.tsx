import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { Kind } from './connection-words.ts';

/** The address that a service is to send to, shown this once. */
export function AddressOnce({ address, label }: { address: string; label: string }) {
  const t = useT();
  return (
    <Notice tone="accent" role="status">
      <p className="font-medium">{t('The address that {name} is to send to', { name: label })}</p>
      <p className="my-1.5 flex min-w-0 flex-wrap items-center gap-2">
        <code className="min-w-0 [overflow-wrap:anywhere]">{address}</code>
        <CopyButton text={address} name={t('Address')} label={t('Copy')} />
      </p>
      <p>
        {t(
          'Copy it now: it is shown this once, since whoever knows it may send. If it is lost, make a new one.',
        )}
      </p>
    </Notice>
  );
}

/** A new address in place of the one before, once it was asked whether it is meant. */
export function NewAddress({
  kind,
  label,
  onAddress,
}: {
  kind: Kind;
  label: string;
  onAddress: (address: string) => void;
}) {
  const t = useT();
  const [isAsked, setAsked] = useState(false);
  const renew = useAct('POST /v1/connections/{kind}/address', {
    onDone: ({ address }) => {
      setAsked(false);
      onAddress(address);
    },
  });
  return (
    <>
      <Button
        onClick={() => {
          renew.reset();
          setAsked(true);
        }}
      >
        {t('Make a new address')}
      </Button>
      <Confirm
        open={isAsked}
        onClose={() => setAsked(false)}
        onConfirm={() => renew.mutate({ params: { kind } })}
        title={t('Make a new address?')}
        action={t('Make a new address')}
        busy={renew.isPending}
        error={renew.error}
      >
        {t(
          'The one before is closed at once: what {name} sends to it from then on is refused, until you give it the new one.',
          { name: label },
        )}
      </Confirm>
    </>
  );
}
