import type { ReactNode } from 'react';
import { classes } from './class-names.ts';

export type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'bad';
const tones: Record<Tone, string> = {
  plain: 'bg-raised text-ink',
  accent: 'bg-tint text-accent',
  good: 'bg-good-tint text-good',
  warn: 'bg-warn-tint text-warn',
  bad: 'bg-bad-tint text-bad',
};

/** A sentence or two that stand out. */
export function Notice({
  tone = 'plain',
  role,
  children,
}: {
  tone?: Tone;
  role?: 'alert' | 'status';
  children: ReactNode;
}) {
  return (
    <div role={role} className={classes('rounded-md px-3 py-2', tones[tone])}>
      {children}
    </div>
  );
}

/** A state in a word or two. */
export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={classes(
        'inline-flex items-center rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap',
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
