import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { useIs } from '../../shell/me.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ProblemNotice } from '../../ui/form.tsx';
import type { CrmKind } from './connection-words.ts';

/** Leaves for the service, where a person allows Relance in; it sends back to the page `allowed`. */
export function Allow({ kind, label, isDone }: { kind: CrmKind; label: string; isDone: boolean }) {
  const t = useT();
  const isSuperAdmin = useIs('super_admin');
  const redirectUri = `${location.origin}/console/connections/${kind}/allowed`;
  const begin = useAct('POST /v1/connections/{kind}/authorize', {
    onDone: ({ url }) => location.assign(url),
  });
  return (
    <div className="grid justify-items-start gap-2">
      <p className="text-soft max-w-prose">
        {t(
          'You sign in to {name} as the user whom Relance is to work as, allow it, and come back here. First enter this address in your app, as its callback or redirect URL:',
          { name: label },
        )}
      </p>
      <span className="flex min-w-0 items-start gap-1">
        <code className="min-w-0 text-sm [overflow-wrap:anywhere]">{redirectUri}</code>
        <CopyButton text={redirectUri} name={t('Callback URL')} />
      </span>
      {isSuperAdmin && (
        <Button
          look={isDone ? 'plain' : 'main'}
          busy={begin.isPending}
          onClick={() => begin.mutate({ params: { kind }, body: { redirectUri } })}
        >
          {isDone ? t('Allow it again') : t('Allow in the browser')}
        </Button>
      )}
      <ProblemNotice error={begin.error} />
    </div>
  );
}
