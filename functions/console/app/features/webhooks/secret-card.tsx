import { useState } from 'react';
import { useAct, useRead } from '../../api/queries.ts';
import { when } from '../../i18n/format.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Card, Facts } from '../../ui/page.tsx';
import { Read } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';

/** The secret that receivers verify signatures with: shown on demand, replaced with a day for both. */
export function SecretCard() {
  const t = useT();
  const [isShown, setShown] = useState(false);
  return (
    <Card
      title={t('Signing secret')}
      actions={
        <Button small aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {isShown ? t('Hide') : t('Show the secret')}
        </Button>
      }
    >
      <div className="grid gap-3">
        <p className="text-soft max-w-prose">
          {t(
            'Receivers verify with it that a call comes from Relance, by any library of Standard Webhooks. Whoever has it can imitate Relance.',
          )}
        </p>
        {isShown && <Secret />}
      </div>
    </Card>
  );
}

function Secret() {
  const t = useT();
  const [isAsked, setAsked] = useState(false);
  const secret = useRead('GET /v1/webhook-secret', {});
  const rotate = useAct('POST /v1/webhook-secret/rotate', {
    refreshes: ['GET /v1/webhook-secret'],
    onDone: () => {
      setAsked(false);
      toast(t('There is a new secret. For a day the former one signs too.'));
    },
  });
  return (
    <Read of={secret}>
      {(read) => (
        <div className="grid gap-3">
          <Facts
            of={[
              [t('Secret'), <SecretText key="present" text={read.secret} name={t('Secret')} />],
              read.rotatedAt !== undefined && [t('In use since'), when(read.rotatedAt)],
              read.previous !== undefined && [t('Former secret'), <Former key="former" {...read.previous} />],
            ]}
          />
          <div>
            <Button
              small
              onClick={() => {
                rotate.reset();
                setAsked(true);
              }}
            >
              {t('Replace the secret')}
            </Button>
          </div>
          <Confirm
            open={isAsked}
            onClose={() => setAsked(false)}
            onConfirm={() => rotate.mutate({ revision: read.revision })}
            title={t('Replace the secret?')}
            action={t('Replace the secret')}
            busy={rotate.isPending}
            error={rotate.error}
          >
            {t(
              'For a day both secrets sign, so that receivers can change over. After that those that know only the former one refuse every call.',
            )}
          </Confirm>
        </div>
      )}
    </Read>
  );
}

function Former({ secret, signsUntil }: { secret: string; signsUntil: string }) {
  const t = useT();
  return (
    <>
      <SecretText text={secret} name={t('Former secret')} />
      <span className="text-soft text-sm">{t('Signs too until {moment}', { moment: when(signsUntil) })}</span>
    </>
  );
}

const SecretText = ({ text, name }: { text: string; name: string }) => (
  <span className="flex min-w-0 items-start gap-1">
    <code className="min-w-0 text-sm [overflow-wrap:anywhere]">{text}</code>
    <CopyButton text={text} name={name} />
  </span>
);
