import type { ReactNode } from 'react';
import { ProblemError } from '../../api/problem.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';

/** The button that saves, whether there is something to save, and what to do where somebody else saved meanwhile. */
export function SaveLine({
  isChanged,
  busy,
  error,
  onReload,
  label,
  children,
}: {
  isChanged: boolean;
  busy: boolean;
  error: unknown;
  /** Shows what is there now in place of what was typed. */
  onReload: () => void;
  label?: string | undefined;
  children?: ReactNode;
}) {
  const t = useT();
  const isOutrun = error instanceof ProblemError && error.status === 412;
  return (
    <>
      <Button type="submit" look="main" busy={busy} disabled={!isChanged}>
        {label ?? t('Save')}
      </Button>
      {isOutrun && <Button onClick={onReload}>{t('Drop my changes and show what is there now')}</Button>}
      {children}
      <span role="status" className="text-soft text-sm">
        {busy ? t('Saving …') : isChanged ? t('Not saved yet') : t('Saved')}
      </span>
    </>
  );
}
