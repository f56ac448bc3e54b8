import { classes } from '../../ui/class-names.ts';

/** How full a day is: what was sent, then what is planned. */
export function FillBar({ sent, planned, left }: { sent: number; planned: number; left: number }) {
  const cap = sent + planned + left;
  const part = (of: number) => ({ width: `${String(cap === 0 ? 0 : (of / cap) * 100)}%` });
  return (
    <span className="bg-raised flex h-1.5 overflow-hidden rounded-full" aria-hidden>
      <span className="bg-good h-full" style={part(sent)} />
      <span className={classes('h-full', left === 0 ? 'bg-warn' : 'bg-accent')} style={part(planned)} />
    </span>
  );
}
