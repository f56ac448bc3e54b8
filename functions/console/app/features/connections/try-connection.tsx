import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { Button } from '../../ui/button.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { isCrm, type Kind } from './connection-words.ts';

/** Asks the service who we are there, and says what it answered or what to mend. */
export function TryConnection({ kind, isReady, isDone }: { kind: Kind; isReady: boolean; isDone: boolean }) {
  const t = useT();
  const isSuperAdmin = useIs('super_admin');
  const test = useAct('POST /v1/connections/{kind}/test', { refreshes: ['GET /v1/connections'] });
  return (
    <div className="grid justify-items-start gap-2">
      <p className="text-soft max-w-prose">
        {isCrm(kind)
          ? t('Relance asks the service who it is there. Nothing is changed.')
          : t('Let it send something, such as a call or a booking to try, and look whether it arrived here.')}
      </p>
      {isReady && isSuperAdmin && (
        <Button
          look={isDone ? 'plain' : 'main'}
          busy={test.isPending}
          onClick={() => test.mutate({ params: { kind } })}
        >
          {test.isPending
            ? t('Trying …')
            : isCrm(kind)
              ? t('Try the connection')
              : t('Look whether something arrived')}
        </Button>
      )}
      <ProblemNotice error={test.error} />
      {test.data !== undefined && (
        <Notice tone={test.data.ok ? 'good' : isCrm(kind) ? 'bad' : 'warn'} role="status">
          {test.data.says}
        </Notice>
      )}
    </div>
  );
}
