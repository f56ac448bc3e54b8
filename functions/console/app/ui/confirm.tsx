import type { ReactNode } from 'react';
import { useT } from '../i18n/i18n.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { ProblemNotice } from './form.tsx';

/** Asks before something that cannot be undone, and says what it does. */
export function Confirm({
  open,
  onClose,
  onConfirm,
  title,
  action,
  busy = false,
  error,
  children,
}: {
  open: boolean;
  onClose: () => void;
  onConfirm: () => void;
  title: string;
  /** The words on the button that does it. */
  action: string;
  busy?: boolean;
  error?: unknown;
  children: ReactNode;
}) {
  const t = useT();
  return (
    <Dialog open={open} onClose={onClose} title={title}>
      <div className="grid gap-4">
        <div>{children}</div>
        <ProblemNotice error={error} />
        <div className="flex gap-2">
          <Button look="danger" busy={busy} onClick={onConfirm}>
            {action}
          </Button>
          <Button onClick={onClose}>{t('Cancel')}</Button>
        </div>
      </div>
    </Dialog>
  );
}
