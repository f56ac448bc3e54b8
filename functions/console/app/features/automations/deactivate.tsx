import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { toast } from '../../ui/toast.tsx';

/** Deactivates an automation, once it was asked whether it is meant. */
export function Deactivate({ id, name, revision }: { id: string; name: string; revision: number }) {
  const t = useT();
  const [isAsked, setAsked] = useState(false);
  const act = useAct('POST /v1/automations/{id}/deactivate', {
    refreshes: ['GET /v1/automations'],
    onDone: () => {
      setAsked(false);
      toast(t('“{name}” is no longer active.', { name }));
    },
  });
  return (
    <>
      <Button onClick={() => setAsked(true)}>{t('Deactivate')}</Button>
      <Confirm
        open={isAsked}
        onClose={() => setAsked(false)}
        onConfirm={() => act.mutate({ params: { id }, revision })}
        title={t('Deactivate “{name}”?', { name })}
        action={t('Deactivate')}
        busy={act.isPending}
        error={act.error}
      >
        {t(
          'At once: nothing that is under way in it goes on. Its steps and its filter can be changed again.',
        )}
      </Confirm>
    </>
  );
}
