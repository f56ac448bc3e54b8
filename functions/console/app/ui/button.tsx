import type { ButtonHTMLAttributes } from 'react';
import { classes } from './class-names.ts';

type Look = 'main' | 'plain' | 'bare' | 'danger';
const looks: Record<Look, string> = {
  main: 'bg-accent text-on-accent border-accent hover:opacity-90',
  plain: 'bg-paper text-ink border-line hover:bg-raised',
  bare: 'border-transparent text-ink hover:bg-raised',
  danger: 'bg-paper text-bad border-bad hover:bg-bad-tint',
};

/** The classes of a button, for links that look like one. */
export const buttonClasses = (look: Look = 'plain', small = false): string =>
  classes(
    'inline-flex items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap no-underline disabled:opacity-50 disabled:cursor-not-allowed print:hidden',
    small ? 'min-h-7 px-2 text-sm' : 'min-h-9 px-3',
    looks[look],
  );

type Props = ButtonHTMLAttributes<HTMLButtonElement> & { look?: Look; small?: boolean; busy?: boolean };

/** A button; while `busy` it says so and cannot be pressed again. */
export function Button({ look = 'plain', small = false, busy = false, className, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled === true || busy}
      aria-busy={busy}
      className={classes(buttonClasses(look, small), className)}
    />
  );
}
