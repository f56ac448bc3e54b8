import { useT } from '../../i18n/i18n.ts';

/** What the colours mean. */
export function Legend({ isMonth }: { isMonth: boolean }) {
  const t = useT();
  const colours = [
    ['bg-good', t('sent')],
    ['bg-accent', t('planned')],
    ['bg-warn', t('planned, and the day is full')],
    ['bg-raised border-line border', t('left')],
  ] as const;
  return (
    <ul className="text-soft flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {colours.map(([colour, label]) => (
        <li key={label} className="flex items-center gap-1.5">
          <span className={`inline-block h-2 w-4 rounded-full ${colour}`} aria-hidden />
          {label}
        </li>
      ))}
      {isMonth && <li className="hidden md:block">{t('The number: sent and planned; with +, waiting.')}</li>}
    </ul>
  );
}
