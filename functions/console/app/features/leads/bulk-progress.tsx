import { useT } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import type { BulkState } from './bulk.ts';

/** How far the work on many leads is, and which of them were refused. */
export function BulkProgress({
  state,
  nameOf,
  onClose,
}: {
  state: BulkState | undefined;
  nameOf: (id: string) => string;
  onClose: () => void;
}) {
  const t = useT();
  if (state === undefined) return null;
  const { title, total, done, failed } = state;
  const isOver = done === total;
  return (
    <Dialog open onClose={() => isOver && onClose()} title={title}>
      <div className="grid gap-4">
        <Progress percent={total === 0 ? 100 : (done / total) * 100} label={title} />
        <p role="status">
          {t('{done} of {total} leads', { done, total })}
          {!isOver && ` · ${t('keep this page open')}`}
        </p>
        {failed.length > 0 && (
          <Notice tone="bad">
            <p className="font-medium">
              {t('{count, plural, one {# lead was refused} other {# leads were refused}}', {
                count: failed.length,
              })}
            </p>
            <ul className="mt-1 grid max-h-52 gap-1 overflow-auto">
              {failed.map(({ id, why }) => (
                <li key={id}>
                  {nameOf(id)}: {why}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {isOver && (
          <Button className="justify-self-start" onClick={onClose}>
            {t('Close')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
