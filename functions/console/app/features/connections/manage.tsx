import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { toast } from '../../ui/toast.tsx';
import { isCrm, type Connection } from './connection-words.ts';

const refreshes = ['GET /v1/connections'];

/** Pauses a connection, lets it go on, and removes it, with what follows from each. */
export function Manage({ connection }: { connection: Connection }) {
  const t = useT();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<'pause' | 'delete'>();
  const { kind, label, revision, paused } = connection;
  const close = (): void => setAsked(undefined);
  const pause = useAct('POST /v1/connections/{kind}/pause', { refreshes, onDone: close });
  const resume = useAct('POST /v1/connections/{kind}/resume', {
    refreshes,
    onDone: () => void toast(t('{name} goes on from where it stopped.', { name: label })),
  });
  const remove = useAct('DELETE /v1/connections/{kind}', {
    refreshes,
    onDone: () => {
      toast(t('{name} is disconnected.', { name: label }));
      void navigate({ to: '/connections' });
    },
  });
  return (
    <>
      <ProblemNotice error={resume.error} />
      {paused === undefined ? (
        <Button onClick={() => setAsked('pause')}>{t('Pause')}</Button>
      ) : (
        <Button look="main" busy={resume.isPending} onClick={() => resume.mutate({ params: { kind } })}>
          {t('Let it go on')}
        </Button>
      )}
      <Button look="danger" onClick={() => setAsked('delete')}>
        {t('Disconnect')}
      </Button>
      <Confirm
        open={asked === 'pause'}
        onClose={close}
        onConfirm={() => pause.mutate({ params: { kind } })}
        title={t('Pause {name}?', { name: label })}
        action={t('Pause')}
        busy={pause.isPending}
        error={pause.error}
      >
        {isCrm(kind)
          ? t(
              'Nothing is read from it or written to it until you let it go on. What happens meanwhile waits, here and there: nothing is lost.',
            )
          : t('What it sends is not taken in until you let it go on.')}
      </Confirm>
      <Confirm
        open={asked === 'delete'}
        onClose={close}
        onConfirm={() => remove.mutate({ params: { kind }, revision })}
        title={t('Disconnect {name}?', { name: label })}
        action={t('Disconnect')}
        busy={remove.isPending}
        error={remove.error}
      >
        <ul className="grid list-disc gap-1 pl-5">
          <li>{t('Its credentials are removed for good.')}</li>
          {isCrm(kind) && (
            <li>{t('Its mapping is removed too, and what still waits to be written is not written.')}</li>
          )}
          <li>{t('Nothing more comes in, and the address that it sends to is closed.')}</li>
          <li>
            {t('Leads, activities and what was written stay. Workflows that need it say so in their runs.')}
          </li>
        </ul>
      </Confirm>
    </>
  );
}
