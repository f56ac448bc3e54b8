import type { ReactNode } from 'react';
import { number } from '../i18n/format.ts';
import { classes } from './class-names.ts';

export type Bar = {
  id: string;
  label: ReactNode;
  value: number;
  /** What stands beside the number, such as a share. */
  note?: string | undefined;
  tone?: 'accent' | 'good' | 'warn' | 'bad';
  onClick?: (() => void) | undefined;
};

const fills = { accent: 'bg-accent', good: 'bg-good', warn: 'bg-warn', bad: 'bg-bad' };

/** Counts side by side, each with its number; `most` is what a full bar stands for. */
export function Bars({
  bars,
  most = Math.max(1, ...bars.map(({ value }) => value)),
}: {
  bars: readonly Bar[];
  most?: number;
}) {
  return (
    <ul className="grid gap-1.5">
      {bars.map(({ id, label, value, note, tone = 'accent', onClick }) => (
        <li key={id} className="grid grid-cols-[minmax(6rem,12rem)_1fr_minmax(6.5rem,auto)] items-center gap-3">
          <span className="min-w-0 [overflow-wrap:anywhere]">{label}</span>
          <span className="bg-raised h-3 overflow-hidden rounded-full" aria-hidden>
            <span
              className={classes('block h-full rounded-full', fills[tone])}
              style={{ width: `${String(Math.min(100, (value / most) * 100))}%` }}
            />
          </span>
          <span className="text-right tabular-nums">
            {onClick === undefined ? (
              number(value)
            ) : (
              <button type="button" onClick={onClick} className="text-accent underline">
                {number(value)}
              </button>
            )}
            {note !== undefined && <span className="text-soft ml-2 text-sm">{note}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
