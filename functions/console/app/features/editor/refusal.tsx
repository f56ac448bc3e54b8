import { ProblemError } from '../../api/problem.ts';
import { useT } from '../../i18n/i18n.ts';
import { ProblemNotice } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';

/** Why what a form says could not be tried: what is wrong with its values stands at them, and is not said here again. */
export function Refusal({ error }: { error: unknown }) {
  const t = useT();
  if (!(error instanceof ProblemError) || (error.problem.errors ?? []).length === 0)
    return <ProblemNotice error={error} />;
  return (
    <Notice tone="bad" role="alert">
      {t('Fix what is marked first.')}
    </Notice>
  );
}
