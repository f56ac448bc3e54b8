import { useState } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { afterChange } from './after-change.ts';
import type { Enrolment } from './enrolment-status.tsx';

/** Settles a message of which nobody knows whether it went out (F3). */
export function ResolveUnknown({ enrolment }: { enrolment: Enrolment }) {
  const t = useT();
  const [isAsking, setAsking] = useState(false);
  const resolve = useAct('POST /v1/enrollments/{id}/resolve', {
    refreshes: afterChange,
    onDone: () => setAsking(false),
  });
  const settle = (outcome: 'sent' | 'resend'): void =>
    resolve.mutate({ params: { id: enrolment.id }, body: { outcome } });
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        <Button small busy={resolve.isPending} onClick={() => settle('sent')}>
          {t('It went out')}
        </Button>
        <Button small onClick={() => setAsking(true)}>
          {t('Send it again')}
        </Button>
      </div>
      {!isAsking && <ProblemNotice error={resolve.error} />}
      <Confirm
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t('Send it again?')}
        action={t('Send it again')}
        busy={resolve.isPending}
        error={resolve.error}
        onConfirm={() => settle('resend')}
      >
        {t('If the first one did go out, the lead gets it twice.')}
      </Confirm>
    </div>
  );
}
