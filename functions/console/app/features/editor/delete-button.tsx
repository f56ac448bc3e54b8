import { useState, type ReactNode } from 'react';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';

/** Deletes the thing of a page, once it was asked whether it is meant. */
export function DeleteButton({
  title,
  busy,
  error,
  onDelete,
  onClose,
  children,
}: {
  title: string;
  busy: boolean;
  error: unknown;
  onDelete: () => void;
  /** The question was closed: a refusal is forgotten. */
  onClose: () => void;
  /** What deleting it does. */
  children: ReactNode;
}) {
  const t = useT();
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <Button look="danger" onClick={() => setAsked(true)}>
        {t('Delete')}
      </Button>
      <Confirm
        open={isAsked}
        onClose={() => {
          setAsked(false);
          onClose();
        }}
        onConfirm={onDelete}
        title={title}
        action={t('Delete')}
        busy={busy}
        error={error}
      >
        {children}
      </Confirm>
    </>
  );
}
