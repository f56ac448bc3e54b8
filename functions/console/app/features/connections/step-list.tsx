import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/i18n.ts';
import { classes } from '../../ui/class-names.ts';
import { Progress } from '../../ui/progress.tsx';

export type Step = {
  id: string;
  title: string;
  isDone: boolean;
  /** What stands beside the title of a step that is done. */
  note?: string | undefined;
  content: ReactNode;
};

/** What is to be done one after the other, with how far it is: the first that is not done is the one in hand. */
export function StepList({ steps }: { steps: readonly Step[] }) {
  const t = useT();
  const done = steps.filter(({ isDone }) => isDone).length;
  const current = steps.find(({ isDone }) => !isDone)?.id;
  return (
    <div className="grid gap-4">
      <div className="grid max-w-sm gap-1">
        <p className="text-soft text-sm">{t('{done} of {all} steps done', { done, all: steps.length })}</p>
        <Progress percent={(done / steps.length) * 100} label={t('Set-up')} />
      </div>
      <ol className="grid gap-3">
        {steps.map(({ id, title, isDone, note, content }, index) => (
          <li
            key={id}
            aria-current={id === current ? 'step' : undefined}
            className={classes(
              'bg-paper grid min-w-0 grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-3 rounded-lg border p-4',
              id === current ? 'border-accent' : 'border-line',
            )}
          >
            <span
              aria-hidden
              className={classes(
                'flex size-6 items-center justify-center rounded-full text-sm font-semibold',
                isDone
                  ? 'bg-good-tint text-good'
                  : id === current
                    ? 'bg-accent text-on-accent'
                    : 'bg-raised text-soft',
              )}
            >
              {isDone ? <Check size={14} /> : index + 1}
            </span>
            <div className="flex min-w-0 flex-wrap items-baseline gap-x-3">
              <h2>{title}</h2>
              {isDone && <span className="text-good text-sm">{note ?? t('Done')}</span>}
            </div>
            <div className="col-span-2 min-w-0 sm:col-span-1 sm:col-start-2">{content}</div>
          </li>
        ))}
      </ol>
    </div>
  );
}
