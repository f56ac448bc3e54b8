import { useState, type ReactNode } from 'react';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';

/** Deletes the thing of a page by `act`, once it was asked whether it is meant. */
export function DeleteButton({
  name,
  act,
  onDelete,
  children,
}: {
  name: string;
  act: { isPending: boolean; error: unknown; reset: () => void };
  onDelete: () => void;
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
          act.reset();
        }}
        onConfirm={onDelete}
        title={t('Delete “{name}”?', { name })}
        action={t('Delete')}
        busy={act.isPending}
        error={act.error}
      >
        {children}
      </Confirm>
    </>
  );
}
