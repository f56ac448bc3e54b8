import { useAct, useRead } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Read } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import type { Sequence } from './types.ts';

/** Deletes a sequence once somebody has read for how many leads it ends. */
export function DeleteSequence({
  sequence: { id, name, revision },
  onClose,
  onDeleted,
}: {
  sequence: Sequence;
  onClose: () => void;
  onDeleted: () => void;
}) {
  const t = useT();
  const figures = useRead('GET /v1/sequences/{id}/statistics', { params: { id } });
  const deletion = useAct('DELETE /v1/sequences/{id}', {
    refreshes: ['GET /v1/sequences'],
    onDone: () => {
      toast(t('“{name}” is deleted.', { name }));
      onClose();
      onDeleted();
    },
  });
  const active = figures.data?.active;
  return (
    <Confirm
      open
      onClose={onClose}
      onConfirm={() =>
        active !== undefined && deletion.mutate({ params: { id }, query: { confirm: active }, revision })
      }
      title={t('Delete “{name}”?', { name })}
      action={t('Delete for good')}
      busy={deletion.isPending || active === undefined}
      error={deletion.error}
    >
      <Read of={figures}>
        {() => (
          <div className="grid gap-2">
            <p className="font-medium">
              {t(
                '{count, plural, =0 {Nobody is under way in it.} one {# lead is under way in it and gets nothing more from it.} other {# leads are under way in it and get nothing more from it.}}',
                { count: active ?? 0 },
              )}
            </p>
            <p>{t('This is immediate and cannot be undone. What has happened stays on record.')}</p>
          </div>
        )}
      </Read>
    </Confirm>
  );
}
