import { useState, type ReactNode } from 'react';
import { useAct } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { toast } from '../../ui/toast.tsx';
import type { Changes } from './feedback-form.ts';

/**
 * One setting, saved on its own: as long as it differs from what is there, a button saves it and one takes it back.
 * What somebody else changes of other settings is not in the way.
 */
export function Setting<Value>({
  id,
  name,
  value,
  changes,
  children,
}: {
  /** Of the feedback sequence. */
  id: string;
  /** What is said to be saved. */
  name: string;
  value: Value;
  /** What is sent to save a value. */
  changes: (value: Value) => Changes;
  children: (draft: Value, onChange: (value: Value) => void) => ReactNode;
}) {
  const t = useT();
  const [draft, setDraft] = useState(value);
  const [saved, setSaved] = useState(value);
  const isSame = JSON.stringify(draft) === JSON.stringify(saved);
  const patch = useAct('PATCH /v1/feedback-sequences/{id}', {
    refreshes: ['GET /v1/feedback-sequences'],
    onDone: () => toast(t('“{name}” is saved.', { name })),
  });
  const save = (): void => {
    const asked = draft;
    patch.mutate({ params: { id }, body: changes(asked) }, { onSuccess: () => setSaved(asked) });
  };
  const undo = (): void => {
    setDraft(saved);
    patch.reset();
  };
  return (
    <Form
      error={patch.error}
      onSubmit={save}
      className="grid content-start gap-2"
      actions={
        !isSame && (
          <>
            <Button
              type="submit"
              look="main"
              small
              busy={patch.isPending}
              aria-label={t('Save “{name}”', { name })}
            >
              {t('Save')}
            </Button>
            <Button small onClick={undo}>
              {t('Undo')}
            </Button>
          </>
        )
      }
    >
      {children(draft, setDraft)}
    </Form>
  );
}
