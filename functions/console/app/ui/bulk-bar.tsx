import type { ReactNode } from 'react';
import { useT } from '../i18n/i18n.ts';
import { Button } from './button.tsx';

/** What can be done with the rows that are ticked; says how many there are, also to who cannot see it. */
export function BulkBar({
  count,
  onClear,
  children,
}: {
  count: number;
  onClear: () => void;
  children: ReactNode;
}) {
  const t = useT();
  if (count === 0) return null;
  return (
    <div
      role="region"
      aria-label={t('With what is selected')}
      className="bg-paper border-line sticky bottom-3 print:hidden z-20 flex flex-wrap items-center gap-2 justify-self-center rounded-lg border px-3 py-2 shadow-lg"
    >
      <span role="status" className="mr-2 font-medium">
        {t('{count} selected', { count })}
      </span>
      {children}
      <Button look="bare" small onClick={onClear}>
        {t('Clear')}
      </Button>
    </div>
  );
}
